/** A stretch of time in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Below this the double-precision pixel positions begin to jump. */
const SHORTEST = 10;
/** How far one can zoom out, as a multiple of everything there is. */
const WIDEST = 3;
/** Air on both sides of what is fitted. */
const MARGIN = 0.06;
/** What a single moment is shown in. */
const MOMENT = 10_000;

export function lengthOf(span: Span): number {
  return span.to - span.from;
}

export function framed(extent: Span): Span {
  const length = lengthOf(extent);
  const pad = length === 0 ? MOMENT / 2 : Math.max(length * MARGIN, SHORTEST);
  return { from: extent.from - pad, to: extent.to + pad };
}

/** Keeps a span within reach of the data: neither too short, nor too wide, nor away from it all. */
export function clamp(span: Span, everything: Span): Span {
  const length = Math.min(Math.max(lengthOf(span), SHORTEST), lengthOf(everything) * WIDEST);
  const middle = (span.from + span.to) / 2;
  const center = Math.min(Math.max(middle, everything.from - length / 4), everything.to + length / 4);
  return { from: center - length / 2, to: center + length / 2 };
}

/** Zooms around a time that stays where it is on the screen. */
export function zoom(span: Span, factor: number, around: number): Span {
  return { from: around - (around - span.from) / factor, to: around + (span.to - around) / factor };
}

export function pan(span: Span, by: number): Span {
  return { from: span.from + by, to: span.to + by };
}

export function holds(span: Span, time: number): boolean {
  return time >= span.from && time <= span.to;
}

export function meets(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** A step between two spans; zooms evenly, as the eye expects. */
export function between(a: Span, b: Span, part: number): Span {
  const mix = (x: number, y: number): number => x + (y - x) * part;
  return { from: mix(a.from, b.from), to: mix(a.to, b.to) };
}
