import { severityRank } from '../../src/core/model.js';
import { type Frame, marksOf } from './frame.js';
import { BOX_HEIGHT, fanX, GLYPH, type Mark } from './marks.js';
import { paintBoxedExposures } from './paintExposure.js';
import { paintGlyph, paintRing } from './paintGlyph.js';
import { type Lane, ROW_HEIGHT, type Row } from './scene.js';

/** Paints every act of a row that is in view; returns where, so that labels can keep clear of them. */
export function paintMarks(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  lane: Lane,
  row: Row,
  selected: number | null,
): readonly Mark[] {
  const marks = marksOf(frame, lane, row);
  const y = row.top - frame.scroll + ROW_HEIGHT / 2;
  const at = selected === null ? -1 : row.events.indexOf(selected);
  for (const mark of marks) {
    const inside = at >= mark.cluster.first && at < mark.cluster.end ? at - mark.cluster.first : null;
    if (mark.kind === 'glyph') paintSingle(ctx, frame, lane, row, mark, y, inside !== null);
    else if (mark.kind === 'fan') paintFan(ctx, frame, lane, row, mark, y, inside);
    else paintCount(ctx, frame, lane, row, mark, y, inside);
  }
  return marks;
}

function paintSingle(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  lane: Lane,
  row: Row,
  mark: Mark,
  y: number,
  selected: boolean,
): void {
  const event = lane.chain.events[row.events[mark.cluster.first] ?? 0];
  if (!event) return;
  paintGlyph(ctx, frame.theme, event, mark.x, y, frame.theme.background);
  if (selected) paintRing(ctx, frame.theme, mark.x - 11, y - 11, 22, 22);
}

function paintBox(ctx: CanvasRenderingContext2D, frame: Frame, lane: Lane, mark: Mark, y: number): void {
  const { theme } = frame;
  const severity = lane.chain.events[mark.cluster.worst]?.severity ?? 'info';
  const color = theme.contrast ?? theme.severity[severity];
  ctx.fillStyle = theme.background;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  // The stem stands at the true time; the box beside it does not.
  ctx.fillRect(mark.x - 1.5, y - ROW_HEIGHT / 2, 3, ROW_HEIGHT);
  ctx.fillStyle = color;
  ctx.fillRect(mark.x - 0.5, y - ROW_HEIGHT / 2 + 1, 1, ROW_HEIGHT - 2);
  ctx.beginPath();
  ctx.roundRect(mark.left, y - BOX_HEIGHT / 2 + 0.5, mark.width, BOX_HEIGHT - 1, 5);
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.globalAlpha = severityRank(severity) === 0 && !theme.contrast ? 0.6 : 1;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function paintFan(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  lane: Lane,
  row: Row,
  mark: Mark,
  y: number,
  selected: number | null,
): void {
  paintBox(ctx, frame, lane, mark, y);
  paintBoxedExposures(ctx, frame, lane, row, mark);
  for (let i = 0; i < mark.cluster.end - mark.cluster.first; i++) {
    const event = lane.chain.events[row.events[mark.cluster.first + i] ?? 0];
    if (event) paintGlyph(ctx, frame.theme, event, fanX(mark, i), y, frame.theme.background);
  }
  if (selected !== null) {
    paintRing(ctx, frame.theme, fanX(mark, selected) - GLYPH / 2 - 2, y - 10, GLYPH + 4, BOX_HEIGHT);
  }
}

function paintCount(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  lane: Lane,
  row: Row,
  mark: Mark,
  y: number,
  selected: number | null,
): void {
  const { theme } = frame;
  paintBox(ctx, frame, lane, mark, y);
  paintBoxedExposures(ctx, frame, lane, row, mark);
  const count = mark.cluster.end - mark.cluster.first;
  ctx.font = `600 ${theme.fontSize - 2}px ${theme.font}`;
  ctx.fillStyle = theme.foreground;
  ctx.textAlign = 'center';
  ctx.fillText(count > 999 ? `${Math.floor(count / 1000)}k` : String(count), mark.left + mark.width / 2, y);
  ctx.textAlign = 'start';
  if (selected !== null) {
    paintRing(ctx, theme, mark.left - 2, y - BOX_HEIGHT / 2 - 1, mark.width + 4, BOX_HEIGHT + 2);
  }
}
