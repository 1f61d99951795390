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
  const time = (index: number) => Date.parse(events[index]?.time ?? '');
  let from = 0;
  for (let to = 0; to < events.length; to++) {
    while (time(to) - time(from) > windowMs) from++;
    if (to - from + 1 < count) continue;
    const last = bursts.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else bursts.push({ from, to });
  }
  return bursts.map((burst) => events.slice(burst.from, burst.to + 1));
}
