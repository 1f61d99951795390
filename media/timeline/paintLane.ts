import { beyond } from './beyond.js';
import type { Frame } from './frame.js';
import { paintExposureLabels, paintExposures } from './paintExposure.js';
import { paintSeverity } from './paintGlyph.js';
import { paintLife, paintLineage } from './paintLife.js';
import { paintMarks } from './paintMarks.js';
import type { Cut, TextFitter } from './paintText.js';
import { HEADER_HEIGHT, type Lane, ROW_HEIGHT, type Row } from './scene.js';

const EDGE = 10;
const INDENT = 28;
const ACCENT = 3;
const WORD_GAP = 10;
/** In less than this the cloud and the verdict would be crumbs. */
const LEAST_VERDICT = 110;

/** The ground of a lane: header band, and what shows that it is selected or under the pointer. */
export function paintGround(ctx: CanvasRenderingContext2D, frame: Frame, lane: Lane, index: number): void {
  const { theme, width } = frame;
  const top = lane.top - frame.scroll;
  const selected = frame.spot?.lane === index;
  ctx.fillStyle = selected ? theme.selection : frame.hover?.lane === index ? theme.hover : theme.band;
  ctx.fillRect(0, top, width, HEADER_HEIGHT);
  if (selected) {
    ctx.fillStyle = theme.focus;
    ctx.fillRect(0, top, ACCENT, lane.bottom - lane.top);
  }
  if (theme.contrast) {
    ctx.strokeStyle = selected ? theme.focus : theme.contrast;
    ctx.lineWidth = 1;
    ctx.strokeRect(0.5, top + 0.5, width - 1, lane.bottom - lane.top - 1);
  }
}

/** Severity in bars and words, the title, and the sentence that tells the chain. */
export function paintHeader(ctx: CanvasRenderingContext2D, frame: Frame, text: TextFitter, lane: Lane): void {
  const { theme, strings, width } = frame;
  const { chain } = lane;
  const y = lane.top - frame.scroll + HEADER_HEIGHT / 2;
  let x = EDGE;
  const write = (value: string, room: number, font: string, color: string, cut: Cut): void => {
    ctx.font = font;
    ctx.fillStyle = color;
    const fitted = text.fit(ctx, value, room, cut);
    if (!fitted.text) return;
    ctx.fillText(fitted.text, x, y);
    x += fitted.width + WORD_GAP;
  };
  const plain = `${theme.fontSize}px ${theme.font}`;
  const bold = `600 ${theme.fontSize}px ${theme.font}`;
  if (!lane.loose) {
    paintSeverity(ctx, theme, chain.severity, x + 6, y);
    x += 20;
    write(strings.severities[chain.severity], width, plain, theme.foreground, 'end');
  }
  const rest = width - x - EDGE;
  write(chain.title, rest < 3 * LEAST_VERDICT ? rest : rest * 0.65, bold, theme.foreground, 'middle');
  if (width - x - EDGE < LEAST_VERDICT) return;
  if (!lane.loose) write(strings.clouds[chain.cloud], width - x - EDGE, plain, theme.muted, 'end');
  write(chain.trail, width - x - EDGE, plain, theme.muted, 'end');
}

/** Lives, lineage and acts; the caller has clipped to the plot. */
export function paintPlot(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  text: TextFitter,
  lane: Lane,
  index: number,
): void {
  const selected = frame.spot?.lane === index ? frame.spot.event : null;
  const rows = lane.rows.filter((row) => isVisible(frame, row));
  for (const row of rows) {
    if (row.resource) paintLife(ctx, frame, row.resource, row.top - frame.scroll);
    paintExposures(ctx, frame, row);
  }
  paintLineage(ctx, frame, lane);
  for (const row of rows) {
    const marks = paintMarks(ctx, frame, lane, row, selected);
    paintExposureLabels(ctx, frame, text, row, marks);
    paintBeyond(ctx, frame, lane, row);
  }
}

function isVisible(frame: Frame, row: Row): boolean {
  return row.top + ROW_HEIGHT >= frame.scroll && row.top <= frame.scroll + frame.height;
}

/** Tells at the edges how many acts lie outside the visible time, so that none is missed. */
function paintBeyond(ctx: CanvasRenderingContext2D, frame: Frame, lane: Lane, row: Row): void {
  const { theme, plot } = frame;
  const { before, after } = beyond(frame, lane, row);
  const y = row.top - frame.scroll + ROW_HEIGHT / 2;
  ctx.font = `${theme.fontSize - 2}px ${theme.font}`;
  const write = (label: string, atStart: boolean): void => {
    const width = ctx.measureText(label).width + 8;
    const x = atStart ? plot.left + 2 : plot.right - width - 2;
    ctx.fillStyle = theme.background;
    ctx.fillRect(x, y - 8, width, 16);
    ctx.fillStyle = theme.muted;
    ctx.fillText(label, x + 4, y);
  };
  if (before > 0) write(`‹ ${before}`, true);
  if (after > 0) write(`${after} ›`, false);
}

/** The names of the rows, in the gutter: each with its kind, for which a long name makes room, or in a narrow one none. */
export function paintNames(ctx: CanvasRenderingContext2D, frame: Frame, text: TextFitter, lane: Lane): void {
  const { theme, strings, plot } = frame;
  const isNarrow = plot.left < 200;
  const indent = isNarrow ? EDGE : INDENT;
  const room = plot.left - indent - EDGE;
  ctx.font = `${theme.fontSize - 1}px ${theme.font}`;
  for (const row of lane.rows) {
    if (!row.resource || !isVisible(frame, row)) continue;
    const y = row.top - frame.scroll + ROW_HEIGHT / 2;
    ctx.fillStyle = theme.foreground;
    const kind = text.fit(ctx, isNarrow ? '' : strings.kinds[row.resource.kind], room / 2);
    const label = text.fit(ctx, row.resource.label, kind.text === '' ? room : room - kind.width - 8);
    ctx.fillText(label.text, indent, y);
    ctx.fillStyle = theme.muted;
    ctx.fillText(kind.text, indent + label.width + 8, y);
  }
}
