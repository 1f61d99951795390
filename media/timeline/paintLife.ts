import type { TimelineRow } from '../../src/protocol/timeline.js';
import type { Frame } from './frame.js';
import { type Lane, ROW_HEIGHT } from './scene.js';

const BAR = 6;
const REACH = 20;
const CORNER = 2;
const DOT = 3.5;

/** Half the height in which the pointer meets a bar. */
export const BAR_REACH = 8;

/** A bar from the making of a resource to its end; an edge that the logs do not know stays open. */
export function paintLife(ctx: CanvasRenderingContext2D, frame: Frame, row: TimelineRow, top: number): void {
  if (row.from === null) return;
  const { theme, plot } = frame;
  const from = plot.x(row.from);
  const left = Math.max(from, plot.left - REACH);
  const right = Math.min(Math.max(plot.x(row.to ?? frame.scene.extent.to), from + 2), plot.right + REACH);
  if (right < plot.left - REACH || left > plot.right) return;
  const y = top + ROW_HEIGHT / 2;
  const [start, end] = [row.made ? CORNER : 0, row.to === null ? 0 : CORNER];
  ctx.globalAlpha = theme.contrast ? 0.55 : 0.28;
  ctx.fillStyle = theme.bar;
  ctx.beginPath();
  ctx.roundRect(left, y - BAR / 2, right - left, BAR, [start, end, end, start]);
  ctx.fill();
  if (!row.made) paintOpenEnd(ctx, left, y, -1);
  if (row.to === null) paintOpenEnd(ctx, right, y, 1);
  ctx.globalAlpha = 1;
  if (theme.contrast) {
    ctx.strokeStyle = theme.contrast;
    ctx.lineWidth = 1;
    ctx.strokeRect(left + 0.5, y - BAR / 2 - 0.5, right - left - 1, BAR + 1);
  }
}

/** Three shrinking blocks: it goes on where the logs cannot see. */
function paintOpenEnd(ctx: CanvasRenderingContext2D, x: number, y: number, way: 1 | -1): void {
  for (const [i, width] of [3, 2, 1].entries()) {
    const near = x + way * (3 + i * 5);
    ctx.fillRect(way > 0 ? near : near - width, y - BAR / 2, width, BAR);
  }
}

/** From the parent's bar to the start of the child's, at the time when the child was made. */
export function paintLineage(ctx: CanvasRenderingContext2D, frame: Frame, lane: Lane): void {
  const { plot, theme } = frame;
  ctx.strokeStyle = theme.bar;
  ctx.fillStyle = theme.bar;
  ctx.lineWidth = 1.5;
  ctx.globalAlpha = theme.contrast ? 1 : 0.7;
  for (const { resource, top } of lane.rows) {
    if (!resource || resource.from === null) continue;
    const x = Math.round(plot.x(resource.from));
    if (x < plot.left - REACH || x > plot.right + REACH) continue;
    for (const { row } of resource.madeFrom) {
      const parent = lane.rows[row];
      if (!parent) continue;
      const from = parent.top - frame.scroll + ROW_HEIGHT / 2;
      ctx.beginPath();
      ctx.moveTo(x, from);
      ctx.lineTo(x, top - frame.scroll + ROW_HEIGHT / 2);
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x, from, DOT, 0, Math.PI * 2);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}
