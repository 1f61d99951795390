import type { Frame } from './frame.js';
import type { Lane, Row } from './scene.js';

/** Acts of a row before and after what is visible: how many, and the nearest of each. */
export interface Beyond {
  readonly before: number;
  readonly after: number;
  /** Positions in {@link Row.events}; meaningful where the count is not zero. */
  readonly lastBefore: number;
  readonly firstAfter: number;
}

/** Width at the plot's edges in which a click goes to the nearest act beyond. */
export const EDGE_WIDTH = 34;

function firstNotBefore(lane: Lane, row: Row, time: number): number {
  let low = 0;
  let high = row.events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane.chain.events[row.events[middle] ?? 0]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function beyond(frame: Frame, lane: Lane, row: Row): Beyond {
  const before = firstNotBefore(lane, row, frame.span.from);
  const firstAfter = firstNotBefore(lane, row, frame.span.to);
  return { before, after: row.events.length - firstAfter, lastBefore: before - 1, firstAfter };
}
