import { middle, shown, start } from './text.js';

const LONGEST = 160;
const MOST_KEPT = 4000;
/** Fewer letters than this tell nothing. */
const LEAST = 4;

export interface Fitted {
  readonly text: string;
  readonly width: number;
  readonly whole: boolean;
}

/** Ids are cut in the middle, for they differ at their ends; sentences at the end. */
export type Cut = 'middle' | 'end';

const NOTHING: Fitted = { text: '', width: 0, whole: false };

function cutTo(text: string, length: number, cut: Cut): string {
  if (cut === 'middle' || text.length <= length) return middle(text, length);
  return `${start(text, length - 1).trimEnd()}…`;
}

/** Shortens texts to a width; measuring is dear, so the results are kept. */
export class TextFitter {
  readonly #kept = new Map<string, Fitted>();

  /** The text, as it is or shortened; empty when not even a few letters fit. */
  fit(ctx: CanvasRenderingContext2D, text: string, room: number, cut: Cut = 'middle'): Fitted {
    const key = `${ctx.font}\n${cut}\n${Math.floor(room)}\n${cutTo(text, LONGEST, cut)}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const fitted = shorten(ctx, cutTo(shown(text, 2 * LONGEST), LONGEST, cut), Math.floor(room), cut);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, fitted);
    return fitted;
  }
}

function shorten(ctx: CanvasRenderingContext2D, text: string, room: number, cut: Cut): Fitted {
  const whole = ctx.measureText(text).width;
  if (whole <= room) return { text, width: whole, whole: true };
  let low = 0;
  let high = text.length;
  while (low < high) {
    const length = (low + high + 1) >> 1;
    if (ctx.measureText(cutTo(text, length, cut)).width <= room) low = length;
    else high = length - 1;
  }
  if (low < LEAST) return NOTHING;
  const fitted = cutTo(text, low, cut);
  return { text: fitted, width: ctx.measureText(fitted).width, whole: false };
}
