import type {
  TimelineChain,
  TimelineEvent,
  TimelineFinding,
  TimelineModel,
  TimelineRow,
  TimelineSelection,
  TimelineStrings,
} from '../../src/protocol/timeline.js';
import type { Span } from './span.js';

export const HEADER_HEIGHT = 28;
export const ROW_HEIGHT = 26;
const LANE_GAP = 10;
const TOP_AIR = 4;

/** A row of glyphs: a member of a chain, or all the loose events. */
export interface Row {
  readonly top: number;
  /** `null` on the lane of loose events, which has no life to show. */
  readonly resource: TimelineRow | null;
  /** Indices into the lane's events, in time order. */
  readonly events: readonly number[];
}

export interface Lane {
  readonly chain: TimelineChain;
  readonly loose: boolean;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly Row[];
}

/** One place in the scene: a lane, or an event of it. */
export interface Spot {
  readonly lane: number;
  readonly event: number | null;
}

/** The model laid out from top to bottom; what stands where in time is left to the span. */
export interface Scene {
  readonly model: TimelineModel;
  readonly lanes: readonly Lane[];
  readonly height: number;
  /** From the first to the last event; the moment now when there is none. */
  readonly extent: Span;
  readonly eventCount: number;
  /** Findings of no single chain, by the events they rest on. */
  readonly findingsOn: ReadonlyMap<string, readonly TimelineFinding[]>;
}

function looseChain(model: TimelineModel, strings: TimelineStrings): TimelineChain {
  return {
    id: '',
    cloud: 'aws',
    title: strings.looseTitle,
    severity: 'info',
    trail: strings.looseVerdict,
    verdict: strings.looseVerdict,
    rows: [],
    events: model.loose,
    findings: [],
  };
}

function layLane(chain: TimelineChain, loose: boolean, top: number): Lane {
  const resources: readonly (TimelineRow | null)[] = chain.rows.length > 0 ? chain.rows : [null];
  const events: number[][] = resources.map(() => []);
  chain.events.forEach((event, i) => {
    (events[event.row] ?? events[0])?.push(i);
  });
  const rows = resources.map((resource, i) => ({
    top: top + HEADER_HEIGHT + i * ROW_HEIGHT,
    resource,
    events: events[i] ?? [],
  }));
  return { chain, loose, top, bottom: top + HEADER_HEIGHT + rows.length * ROW_HEIGHT, rows };
}

export function extentOf(events: Iterable<TimelineEvent>): Span | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { time } of events) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return from <= to ? { from, to } : null;
}

export function buildScene(model: TimelineModel, strings: TimelineStrings): Scene {
  const chains = model.loose.length > 0 ? [...model.chains, looseChain(model, strings)] : model.chains;
  const lanes: Lane[] = [];
  let top = TOP_AIR;
  for (const chain of chains) {
    const lane = layLane(chain, lanes.length === model.chains.length, top);
    lanes.push(lane);
    top = lane.bottom + LANE_GAP;
  }
  const findingsOn = new Map<string, TimelineFinding[]>();
  for (const finding of model.findings) {
    for (const event of finding.events) {
      const list = findingsOn.get(event);
      if (list) list.push(finding);
      else findingsOn.set(event, [finding]);
    }
  }
  return {
    model,
    lanes,
    height: top,
    extent: extentOf(chains.flatMap((chain) => chain.events)) ?? { from: Date.now(), to: Date.now() },
    eventCount: chains.reduce((sum, chain) => sum + chain.events.length, 0),
    findingsOn,
  };
}

/** The lanes that cross a stretch of the scene: first and one past the last. */
export function lanesBetween(scene: Scene, top: number, bottom: number): readonly [number, number] {
  let low = 0;
  let high = scene.lanes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scene.lanes[middle]?.bottom ?? 0) < top) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < scene.lanes.length && (scene.lanes[end]?.top ?? 0) < bottom) end++;
  return [low, end];
}

/** Where a selection of the protocol stands in the scene; `null` when nothing of it is shown. */
export function findSpot(scene: Scene, selection: TimelineSelection): Spot | null {
  const { chain, event } = selection;
  const inLane = (lane: Lane): number => lane.chain.events.findIndex((one) => one.id === event);
  const lane = scene.lanes.findIndex((one) =>
    chain === null ? event !== null && inLane(one) >= 0 : !one.loose && one.chain.id === chain,
  );
  const found = scene.lanes[lane];
  if (!found) return null;
  const at = event === null ? -1 : inLane(found);
  return { lane, event: at < 0 ? null : at };
}

export function selectionOf(scene: Scene | null, spot: Spot | null): TimelineSelection {
  const lane = spot && scene?.lanes[spot.lane];
  if (!lane) return { chain: null, event: null };
  const event = spot.event === null ? undefined : lane.chain.events[spot.event];
  return { chain: lane.loose ? null : lane.chain.id, event: event?.id ?? null };
}
