import { severityRank } from '../../src/core/model.js';
import type { Lane, Row } from './scene.js';

/** Acts of one row that are too close to tell apart at a zoom; often only one. */
export interface Cluster {
  /** First and one past the last position in {@link Row.events}. */
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** Index into the lane's events of the worst act, the first among equals. */
  readonly worst: number;
}

/** Room that a lone glyph needs, and a box with a count of up to two digits, or more. */
const GLYPH_ROOM = 16;
const BOX_ROOM = 30;
const WIDE_BOX_ROOM = 40;

function roomFor(count: number): number {
  if (count === 1) return GLYPH_ROOM;
  return count < 100 ? BOX_ROOM : WIDE_BOX_ROOM;
}

function build(lane: Lane, row: Row, scale: number): Cluster[] {
  const { events } = lane.chain;
  const clusters: Cluster[] = [];
  for (let first = 0; first < row.events.length; ) {
    let worst = row.events[first] ?? 0;
    const from = events[worst]?.time ?? 0;
    let to = from;
    let end = first + 1;
    for (; end < row.events.length; end++) {
      const event = events[row.events[end] ?? 0];
      if (!event || (event.time - from) * scale >= roomFor(end - first)) break;
      to = event.time;
      if (severityRank(event.severity) > severityRank(events[worst]?.severity ?? 'info')) {
        worst = row.events[end] ?? worst;
      }
    }
    clusters.push({ first, end, from, to, worst });
    first = end;
  }
  return clusters;
}

/**
 * The clusters of a row at a scale in pixels per millisecond. They start at the row's
 * first event, not at the edge of the view, so that panning never regroups them.
 */
export class ClusterCache {
  readonly #byRow = new WeakMap<Row, { readonly scale: number; readonly clusters: readonly Cluster[] }>();

  of(lane: Lane, row: Row, scale: number): readonly Cluster[] {
    const known = this.#byRow.get(row);
    if (known && Math.abs(known.scale / scale - 1) < 1e-9) return known.clusters;
    const clusters = build(lane, row, scale);
    this.#byRow.set(row, { scale, clusters });
    return clusters;
  }
}
