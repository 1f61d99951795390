import { type Frame, visibleLanes } from './frame.js';
import { paintGround, paintHeader, paintNames, paintPlot } from './paintLane.js';
import type { TextFitter } from './paintText.js';
import { HEADER_HEIGHT, type Lane } from './scene.js';
import type { Ticks } from './ticks.js';

/** Paints what is visible of the lanes, and nothing else. */
export function paint(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  text: TextFitter,
  ticks: Ticks,
  pointerX: number | null,
): void {
  const { theme, width, height, plot } = frame;
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, width, height);
  ctx.textBaseline = 'middle';
  ctx.direction = 'ltr';
  const [first, end] = visibleLanes(frame);
  const lanes = frame.scene.lanes.slice(first, end);

  paintGrid(ctx, frame, ticks);
  for (const [i, lane] of lanes.entries()) paintGround(ctx, frame, lane, first + i);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, 0, plot.right - plot.left, height);
  ctx.clip();
  for (const [i, lane] of lanes.entries()) paintPlot(ctx, frame, text, lane, first + i);
  if (pointerX !== null) paintCrosshair(ctx, frame, pointerX, lanes);
  ctx.restore();
  for (const lane of lanes) {
    paintHeader(ctx, frame, text, lane);
    paintNames(ctx, frame, text, lane);
  }
}

function paintGrid(ctx: CanvasRenderingContext2D, frame: Frame, ticks: Ticks): void {
  ctx.fillStyle = frame.theme.line;
  for (const { time } of ticks.fine) {
    const x = Math.round(frame.plot.x(time));
    if (x >= frame.plot.left) ctx.fillRect(x, 0, 1, frame.height);
  }
  ctx.fillRect(frame.plot.left - 1, 0, 1, frame.height);
}

/** A hairline under the pointer, left out where the headers are. */
function paintCrosshair(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  x: number,
  lanes: readonly Lane[],
): void {
  ctx.fillStyle = frame.theme.muted;
  ctx.globalAlpha = 0.5;
  for (const lane of lanes) {
    const top = lane.top - frame.scroll + HEADER_HEIGHT;
    ctx.fillRect(Math.round(x), top, 1, lane.bottom - frame.scroll - top);
  }
  ctx.globalAlpha = 1;
}
