import type { SnapshotEvent } from '../model.js';

/**
 * The stretches of `events` (in time order, all with a time) in which at least `count` lie within
 * `windowMs` of each other; overlapping windows are one stretch. A window that slides misses no
 * burst at the edge of a fixed interval.
 */
export function slidingBursts(
  events: readonly SnapshotEvent[],
  count: number,
  windowMs: number,
): SnapshotEvent[][] {
  const bursts: { from: number; to: number }[] = [];
  if (events.length < count) return [];
  const times = events.map(({ time }) => Date.parse(time ?? ''));
  let from = 0;
  for (let to = 0; to < events.length; to++) {
    while ((times[to] ?? 0) - (times[from] ?? 0) > windowMs) from++;
    if (to - from + 1 < count) continue;
    const last = bursts.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else bursts.push({ from, to });
  }
  return bursts.map((burst) => events.slice(burst.from, burst.to + 1));
}
