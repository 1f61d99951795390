import type { TimelineExposure } from '../../src/protocol/timeline.js';
import { beyond, EDGE_WIDTH } from './beyond.js';
import type { Cluster } from './clusters.js';
import { type Frame, marksOf, timeAt } from './frame.js';
import { fanIndexAt } from './marks.js';
import { BAR_REACH } from './paintLife.js';
import { HEADER_HEIGHT, type Lane, lanesBetween, ROW_HEIGHT, type Row } from './scene.js';

/** What is under the pointer. */
export type Hit =
  | { readonly kind: 'header'; readonly lane: number }
  | { readonly kind: 'event'; readonly lane: number; readonly event: number; readonly boxed: Cluster | null }
  | { readonly kind: 'cluster'; readonly lane: number; readonly row: Row; readonly cluster: Cluster }
  | {
      readonly kind: 'exposure';
      readonly lane: number;
      readonly row: Row;
      readonly exposure: TimelineExposure;
    }
  /** `solid`: on the name or the bar, not on the empty ground of the row. */
  | { readonly kind: 'row'; readonly lane: number; readonly row: Row; readonly solid: boolean };

const NEAR = 3;

export function hitTest(frame: Frame, x: number, y: number): Hit | null {
  const sceneY = y + frame.scroll;
  const [index, end] = lanesBetween(frame.scene, sceneY, sceneY + 1);
  const lane = frame.scene.lanes[index];
  if (!lane || index >= end || sceneY < lane.top) return null;
  if (sceneY < lane.top + HEADER_HEIGHT) return { kind: 'header', lane: index };
  const row = lane.rows[Math.floor((sceneY - lane.top - HEADER_HEIGHT) / ROW_HEIGHT)];
  if (!row) return null;
  if (x < frame.plot.left) return { kind: 'row', lane: index, row, solid: true };
  const isOnBar =
    Math.abs(sceneY - row.top - ROW_HEIGHT / 2) <= BAR_REACH && isAlive(frame, row, timeAt(frame, x));
  return hitRow(frame, lane, index, row, x) ?? { kind: 'row', lane: index, row, solid: isOnBar };
}

function isAlive(frame: Frame, { resource }: Row, time: number): boolean {
  if (!resource || resource.from === null) return false;
  return time >= resource.from && time <= (resource.to ?? frame.scene.extent.to);
}

/** The nearest act beyond the edge, where the edge tells that there is one. */
function hitBeyond(frame: Frame, lane: Lane, row: Row, x: number): number | null {
  const { before, after, lastBefore, firstAfter } = beyond(frame, lane, row);
  if (before > 0 && x < frame.plot.left + EDGE_WIDTH) return row.events[lastBefore] ?? null;
  if (after > 0 && x > frame.plot.right - EDGE_WIDTH) return row.events[firstAfter] ?? null;
  return null;
}

function hitRow(frame: Frame, lane: Lane, index: number, row: Row, x: number): Hit | null {
  // What was painted last lies on top.
  for (const mark of marksOf(frame, lane, row).reverse()) {
    if (x < mark.left - NEAR || x > mark.left + mark.width + NEAR) continue;
    const { cluster } = mark;
    if (mark.kind === 'count') return { kind: 'cluster', lane: index, row, cluster };
    const position = cluster.first + (mark.kind === 'fan' ? fanIndexAt(mark, x) : 0);
    const event = row.events[position] ?? 0;
    return { kind: 'event', lane: index, event, boxed: mark.kind === 'fan' ? cluster : null };
  }
  const outside = hitBeyond(frame, lane, row, x);
  if (outside !== null) return { kind: 'event', lane: index, event: outside, boxed: null };
  const time = timeAt(frame, x);
  const near = NEAR / frame.scale;
  const exposure = row.resource?.exposed.find(
    ({ from, to }) => time >= from - near && time <= (to ?? row.resource?.to ?? frame.scene.extent.to) + near,
  );
  return exposure ? { kind: 'exposure', lane: index, row, exposure } : null;
}
