import type { TimelineExposure, TimelineRow } from '../../src/protocol/timeline.js';
import type { Frame } from './frame.js';
import { BOX_HEIGHT, fanX, type Mark } from './marks.js';
import type { TextFitter } from './paintText.js';
import { type Lane, ROW_HEIGHT, type Row } from './scene.js';
import { fill } from './text.js';

const BAND = 14;
const HATCH = 6;
const LABEL_AIR = 10;
const LABEL_PAD = 4;
const SHORTEST_LABEL = 36;
const RIM = 4;
const RIM_INSET = 4;

/** When an exposure ends for the eye: where it was closed, else with the life, else with the logs. */
export function endOf(exposure: TimelineExposure, row: TimelineRow, frame: Pick<Frame, 'scene'>): number {
  return exposure.to ?? row.to ?? frame.scene.extent.to;
}

/** Marks a stretch as open to others: hatched and lined, not only coloured. */
function paintBand(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  left: number,
  right: number,
  top: number,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, BAND);
  ctx.clip();
  ctx.fillStyle = frame.theme.background;
  ctx.fill();
  ctx.strokeStyle = frame.theme.exposed;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  const first = Math.max(left, frame.plot.left) - BAND;
  for (let x = Math.floor(first / HATCH) * HATCH; x < Math.min(right, frame.plot.right); x += HATCH) {
    ctx.moveTo(x, top + BAND);
    ctx.lineTo(x + BAND, top);
  }
  ctx.stroke();
  ctx.restore();
  ctx.fillStyle = frame.theme.exposed;
  ctx.fillRect(left, top, right - left, 1);
  ctx.fillRect(left, top + BAND - 1, right - left, 1);
}

/** The exposures of a row, on its bar. */
export function paintExposures(ctx: CanvasRenderingContext2D, frame: Frame, row: Row): void {
  const { resource } = row;
  if (!resource) return;
  const { plot } = frame;
  for (const exposure of resource.exposed) {
    const from = plot.x(exposure.from);
    const left = Math.max(from, plot.left - 20);
    const right = Math.min(Math.max(plot.x(endOf(exposure, resource, frame)), from + 2), plot.right + 20);
    if (right < plot.left || left > plot.right) continue;
    paintBand(ctx, frame, left, right, row.top - frame.scroll + (ROW_HEIGHT - BAND) / 2);
  }
}

/** The exposures inside a box of glyphs: a thick dashed rim below, from the glyph that opened to the one that closed. */
export function paintBoxedExposures(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  lane: Lane,
  row: Row,
  mark: Mark,
): void {
  const { cluster } = mark;
  for (const exposure of row.resource?.exposed ?? []) {
    const end = exposure.to ?? row.resource?.to ?? Number.POSITIVE_INFINITY;
    if (exposure.from > cluster.to || end < cluster.from) continue;
    const inside = row.events.slice(cluster.first, cluster.end).map((i) => {
      const time = lane.chain.events[i]?.time ?? 0;
      return time >= exposure.from && time <= end;
    });
    const isWhole = mark.kind === 'count' || !inside.includes(true);
    const left = isWhole ? mark.left + RIM_INSET : fanX(mark, inside.indexOf(true));
    const goesOn = isWhole || end > cluster.to;
    const right = goesOn ? mark.left + mark.width - RIM_INSET : fanX(mark, inside.lastIndexOf(true));
    const y = row.top - frame.scroll + ROW_HEIGHT / 2 + BOX_HEIGHT / 2 - 0.5;
    ctx.lineWidth = RIM;
    ctx.strokeStyle = frame.theme.background;
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    ctx.strokeStyle = frame.theme.exposed;
    ctx.setLineDash([3, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

/** Everybody it was open to, in words. */
export function exposedTo(exposure: TimelineExposure, frame: Pick<Frame, 'strings'>): string {
  const { exposedTo: named, exposedToPublic } = frame.strings;
  return exposure.sharedWith.includes('public')
    ? exposedToPublic
    : fill(named, exposure.sharedWith.join(', '));
}

/** Writes who it was open to into the widest stretch of the band that no glyph needs. */
export function paintExposureLabels(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  text: TextFitter,
  row: Row,
  marks: readonly Mark[],
): void {
  const { resource } = row;
  for (const exposure of resource?.exposed ?? []) {
    const from = frame.plot.x(exposure.from);
    const to = frame.plot.x(resource ? endOf(exposure, resource, frame) : exposure.from);
    const [left, right] = widestGap(frame, from, to, marks);
    paintLabel(ctx, frame, text, exposure, left + LABEL_AIR, right - LABEL_AIR, row.top - frame.scroll);
  }
}

function widestGap(
  frame: Frame,
  from: number,
  to: number,
  marks: readonly Mark[],
): readonly [number, number] {
  const inside = marks.filter(({ left, width }) => left + width >= from && left <= to);
  const stops = [from, ...inside.flatMap(({ left, width }) => [left, left + width]), to];
  let best: readonly [number, number] = [0, 0];
  for (let i = 0; i + 1 < stops.length; i += 2) {
    const left = Math.max(stops[i] ?? 0, frame.plot.left);
    const right = Math.min(stops[i + 1] ?? 0, frame.plot.right);
    if (right - left > best[1] - best[0]) best = [left, right];
  }
  return best;
}

function paintLabel(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  text: TextFitter,
  exposure: TimelineExposure,
  left: number,
  right: number,
  top: number,
): void {
  const room = right - left - 2 * LABEL_PAD;
  if (room < SHORTEST_LABEL) return;
  ctx.font = `${frame.theme.fontSize - 2}px ${frame.theme.font}`;
  const words = text.fit(ctx, exposedTo(exposure, frame), room, 'end');
  // Where the sentence does not fit, the account alone says more than half a sentence.
  const label = words.whole ? words : text.fit(ctx, exposure.sharedWith.join(', '), room);
  if (!label.text) return;
  const x = left + (room - label.width) / 2;
  ctx.fillStyle = frame.theme.background;
  ctx.fillRect(x, top + (ROW_HEIGHT - BAND) / 2 + 1, label.width + 2 * LABEL_PAD, BAND - 2);
  ctx.fillStyle = frame.theme.foreground;
  ctx.fillText(label.text, x + LABEL_PAD, top + ROW_HEIGHT / 2);
}
