import type { TimelineStrings } from '../../src/protocol/timeline.js';
import type { ClusterCache } from './clusters.js';
import { layMarks, type Mark, type Plot } from './marks.js';
import { type Lane, lanesBetween, type Row, type Scene, type Spot } from './scene.js';
import type { Span } from './span.js';
import type { Theme } from './theme.js';

/** One picture's worth of state; what is painted and what the pointer hits are read from the same frame. */
export interface Frame {
  readonly scene: Scene;
  readonly strings: TimelineStrings;
  readonly theme: Theme;
  readonly span: Span;
  readonly spot: Spot | null;
  readonly hover: Spot | null;
  readonly plot: Plot;
  readonly width: number;
  readonly height: number;
  readonly scroll: number;
  /** Pixels per millisecond. */
  readonly scale: number;
  readonly clusters: ClusterCache;
}

const WIDE_GUTTER = 250;
const NARROW_GUTTER = 104;
const NARROW = 560;

/** Width of the column that names the rows. */
function gutterFor(width: number): number {
  return width < NARROW ? NARROW_GUTTER : WIDE_GUTTER;
}

export function plotFor(width: number, span: Span): Plot & { readonly scale: number } {
  const left = gutterFor(width);
  const right = Math.max(width, left + 1);
  const scale = (right - left) / (span.to - span.from);
  return { left, right, scale, x: (time) => left + (time - span.from) * scale };
}

export function timeAt(frame: Frame, x: number): number {
  return frame.span.from + (x - frame.plot.left) / frame.scale;
}

export function marksOf(frame: Frame, lane: Lane, row: Row): Mark[] {
  return layMarks(frame.clusters.of(lane, row, frame.scale), frame.plot);
}

export function visibleLanes(frame: Frame): readonly [number, number] {
  return lanesBetween(frame.scene, frame.scroll, frame.scroll + frame.height);
}
