import type { Cluster } from './clusters.js';

/** How a cluster is drawn: a glyph, a box with all its glyphs side by side, or a box with a count. */
export interface Mark {
  readonly kind: 'glyph' | 'fan' | 'count';
  readonly cluster: Cluster;
  /** True place in time, in pixels. */
  readonly x: number;
  readonly left: number;
  readonly width: number;
}

export const GLYPH = 14;
export const BOX_HEIGHT = 20;
const FAN_STEP = 16;
const FAN_PAD = 4;
const LARGEST_FAN = 8;
const AIR = 4;
const COUNT_WIDTH = 24;
const WIDE_COUNT_WIDTH = 34;

/** Maps times to pixels for the plot. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly x: (time: number) => number;
}

function firstInView(clusters: readonly Cluster[], plot: Plot, reach: number): number {
  let low = 0;
  let high = clusters.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (plot.x(clusters[middle]?.from ?? 0) < plot.left - reach) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lays out the clusters that are in view; boxes open into fans where there is room for every glyph. */
export function layMarks(clusters: readonly Cluster[], plot: Plot): Mark[] {
  const reach = FAN_STEP * LARGEST_FAN + 2 * FAN_PAD;
  const marks: Mark[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (let i = firstInView(clusters, plot, reach); i < clusters.length; i++) {
    const cluster = clusters[i] as Cluster;
    const x = plot.x(cluster.from);
    if (x > plot.right + GLYPH) break;
    const next = clusters[i + 1];
    const end = Math.max(plot.right, x + GLYPH);
    const mark = layMark(cluster, x, free, Math.min(next ? plot.x(next.from) - GLYPH / 2 - AIR : end, end));
    marks.push(mark);
    free = mark.left + mark.width + AIR;
  }
  return marks;
}

function layMark(cluster: Cluster, x: number, free: number, end: number): Mark {
  const count = cluster.end - cluster.first;
  if (count === 1) return { kind: 'glyph', cluster, x, left: x - GLYPH / 2, width: GLYPH };
  const width = count * FAN_STEP + 2 * FAN_PAD;
  const pad = FAN_STEP / 2 + FAN_PAD;
  if (count <= LARGEST_FAN) {
    if (x - pad >= free && x - pad + width <= end) return { kind: 'fan', cluster, x, left: x - pad, width };
    if (x + pad - width >= free) return { kind: 'fan', cluster, x, left: x + pad - width, width };
  }
  const box = count < 100 ? COUNT_WIDTH : WIDE_COUNT_WIDTH;
  return { kind: 'count', cluster, x, left: x - GLYPH / 2 - 1, width: box };
}

/** Which of a fan's glyphs is at a pixel; positions count from the cluster's first. */
export function fanIndexAt(mark: Mark, x: number): number {
  const count = mark.cluster.end - mark.cluster.first;
  const i = Math.floor((x - mark.left - FAN_PAD) / FAN_STEP);
  return Math.min(Math.max(i, 0), count - 1);
}

export function fanX(mark: Mark, i: number): number {
  return mark.left + FAN_PAD + FAN_STEP * (i + 0.5);
}
