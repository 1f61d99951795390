import { type CountableTimeInterval, utcDay, utcMinute, utcSecond, utcTicks, utcYear } from 'd3-time';
import type { Span } from './span.js';
import { stamp } from './time.js';

export interface Tick {
  readonly time: number;
  readonly label: string;
}

/** One axis: fine ticks, and above them what they all have in common. */
export interface Ticks {
  readonly fine: readonly Tick[];
  readonly coarse: readonly Tick[];
}

/** How ticks of one fineness are written, and what stands above them. */
interface Style {
  /** Smallest step in milliseconds that this style is for. */
  readonly step: number;
  readonly fine: (time: number, lang: string) => string;
  readonly coarse: (time: number) => string;
  readonly unit: CountableTimeInterval;
}

const DAY = 86_400_000;
const YEAR_END = 4;
const DAY_END = 10;

function named(options: Intl.DateTimeFormatOptions): (time: number, lang: string) => string {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (time, lang) => {
    let format = formats.get(lang);
    if (!format) {
      format = new Intl.DateTimeFormat(lang || 'en', { ...options, timeZone: 'UTC' });
      formats.set(lang, format);
    }
    return format.format(time);
  };
}

function iso(from: number, to: number): (time: number) => string {
  return (time) => new Date(time).toISOString().replace('T', ' ').slice(from, to);
}

const STYLES: readonly Style[] = [
  { step: 360 * DAY, fine: iso(0, YEAR_END), coarse: () => '', unit: utcYear },
  { step: 27 * DAY, fine: named({ month: 'short' }), coarse: iso(0, YEAR_END), unit: utcYear },
  { step: DAY, fine: named({ day: 'numeric', month: 'short' }), coarse: iso(0, YEAR_END), unit: utcYear },
  { step: 60_000, fine: iso(11, 16), coarse: iso(0, DAY_END), unit: utcDay },
  { step: 1000, fine: iso(11, 19), coarse: iso(0, DAY_END), unit: utcDay },
  { step: 100, fine: iso(16, 21), coarse: iso(0, 16), unit: utcMinute },
  { step: 0, fine: iso(19, 23), coarse: (time) => stamp(time), unit: utcSecond },
];

function styleFor(step: number): Style {
  return STYLES.find((style) => step >= style.step) ?? (STYLES.at(-1) as Style);
}

/** Sensible UTC ticks at every zoom, from years to milliseconds. */
export function ticksFor(span: Span, count: number, lang: string): Ticks {
  const times = utcTicks(new Date(span.from), new Date(span.to), Math.max(2, count)).map(Number);
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const style = styleFor(steps.length > 0 ? Math.min(...steps) : span.to - span.from);
  const first = Number(style.unit.floor(new Date(span.from)));
  const starts = style.unit.range(new Date(span.from), new Date(span.to)).map(Number);
  return {
    fine: times.map((time) => ({ time, label: style.fine(time, lang) })),
    coarse: [first, ...starts.filter((time) => time > first)].map((time) => ({
      time,
      label: style.coarse(time),
    })),
  };
}
