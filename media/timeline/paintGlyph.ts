import type { Action, Severity } from '../../src/core/model.js';
import type { TimelineEvent } from '../../src/protocol/timeline.js';
import { BOX, HOLLOW, SHAPES, severityBars, styleOf } from './glyphs.js';
import { GLYPH } from './marks.js';
import type { Theme } from './theme.js';

const paths = new Map<string, Path2D>();

function pathOf(data: string): Path2D {
  let path = paths.get(data);
  if (!path) {
    path = new Path2D(data);
    paths.set(data, path);
  }
  return path;
}

function shapeOf(action: Action): Path2D {
  return pathOf(SHAPES[action]);
}

/** Draws in a 16 by 16 box around a point. */
function inBox(ctx: CanvasRenderingContext2D, x: number, y: number, size: number, draw: () => void): void {
  const scale = size / BOX;
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(scale, scale);
  draw();
  ctx.restore();
}

/** An act: shape by action, colour by severity, solid only when it succeeded. */
export function paintGlyph(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  event: TimelineEvent,
  x: number,
  y: number,
  surface: string,
): void {
  const shape = shapeOf(event.action);
  const color = theme.severity[event.severity];
  const style = styleOf(event.outcome);
  inBox(ctx, x, y, GLYPH, () => {
    // A rim in the colour of the ground parts the glyph from the bar behind it.
    ctx.lineJoin = 'round';
    ctx.strokeStyle = surface;
    ctx.lineWidth = 4.5;
    ctx.stroke(shape);
    ctx.fillStyle = style === 'solid' ? color : surface;
    ctx.fill(shape, 'evenodd');
    if (style !== 'solid') {
      const hollow = HOLLOW[event.action];
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.4;
      if (hollow) ctx.stroke(pathOf(hollow.inside));
      if (style === 'dashed') ctx.setLineDash([2.4, 1.8]);
      ctx.stroke(hollow ? pathOf(hollow.rim) : shape);
      ctx.setLineDash([]);
    }
    if (style === 'crossed') {
      const slash = pathOf('M.5 15.5 15.5 .5');
      ctx.strokeStyle = surface;
      ctx.lineWidth = 4.5;
      ctx.stroke(slash);
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.8;
      ctx.stroke(slash);
    }
  });
}

/** Four bars that rise with the severity. */
export function paintSeverity(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  severity: Severity,
  x: number,
  y: number,
): void {
  const { full, rest } = severityBars(severity);
  inBox(ctx, x, y, GLYPH, () => {
    ctx.fillStyle = theme.muted;
    ctx.globalAlpha = theme.contrast ? 0.6 : 0.3;
    if (rest) ctx.fill(pathOf(rest));
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.severity[severity];
    if (full) ctx.fill(pathOf(full));
  });
}

/** The ring around what is selected. */
export function paintRing(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 4);
  ctx.strokeStyle = theme.focus;
  ctx.lineWidth = 2;
  ctx.stroke();
}
