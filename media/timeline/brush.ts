import { lengthOf, type Span } from './span.js';

/** The visible part of the overview, in pixels. */
export interface Brush {
  readonly left: number;
  readonly right: number;
}

/** Where a brush is taken hold of. */
export type Grip = 'left' | 'right' | 'middle' | 'outside';

const EDGE = 5;
const NARROWEST = 6;

/** A brush never gets too narrow to see and to take hold of. */
export function brushOf(span: Span, all: Span, width: number): Brush {
  const scale = width / lengthOf(all);
  const left = Math.max((span.from - all.from) * scale, 0);
  const right = Math.min((span.to - all.from) * scale, width);
  if (right - left >= NARROWEST) return { left, right };
  const start = Math.min(Math.max((left + right - NARROWEST) / 2, 0), width - NARROWEST);
  return { left: start, right: start + NARROWEST };
}

export function grip({ left, right }: Brush, x: number): Grip {
  const edge = Math.min(EDGE, (right - left) / 3);
  if (x < left - EDGE || x > right + EDGE) return 'outside';
  if (x <= left + edge) return 'left';
  return x >= right - edge ? 'right' : 'middle';
}

export function dragBrush(brush: Brush, at: Grip, by: number): Brush {
  if (at === 'left') return { left: Math.min(brush.left + by, brush.right - 1), right: brush.right };
  if (at === 'right') return { left: brush.left, right: Math.max(brush.right + by, brush.left + 1) };
  return { left: brush.left + by, right: brush.right + by };
}
