import type { Chart } from './chart.js';
import type { Navigator } from './navigator.js';
import type { Scene, Spot } from './scene.js';
import type { Store } from './store.js';

const PAN = 0.15;
const ZOOM = 1.5;
const SCROLL = 60;

export interface KeyActions {
  readonly open: (spot: Spot) => void;
  /** True when there was something to close. */
  readonly dismiss: () => boolean;
}

function lastEvent(scene: Scene, lane: number): number {
  return (scene.lanes[lane]?.chain.events.length ?? 0) - 1;
}

/** The next or previous event; over the end of a chain into its neighbour. */
export function stepEvent(scene: Scene, spot: Spot | null, by: 1 | -1): Spot | null {
  if (scene.lanes.length === 0) return null;
  if (!spot) return stepEvent(scene, { lane: 0, event: null }, 1);
  let lane = spot.lane;
  let event = spot.event ?? -1;
  if (event >= 0 || by > 0) event += by;
  while (event < 0 || event > lastEvent(scene, lane)) {
    lane += by;
    if (lane < 0 || lane >= scene.lanes.length) return spot;
    event = by > 0 ? 0 : lastEvent(scene, lane);
  }
  return { lane, event };
}

/** The head of the next or previous chain. */
export function stepLane(scene: Scene, spot: Spot | null, by: number): Spot | null {
  if (scene.lanes.length === 0) return null;
  const lane = spot ? spot.lane + by : 0;
  return { lane: Math.min(Math.max(lane, 0), scene.lanes.length - 1), event: null };
}

function target(event: KeyboardEvent, scene: Scene, spot: Spot | null): Spot | null | undefined {
  const lane = spot?.lane ?? 0;
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowDown':
      return stepEvent(scene, spot, 1);
    case 'ArrowUp':
      return stepEvent(scene, spot, -1);
    case 'ArrowRight':
      return stepLane(scene, spot, 1);
    case 'ArrowLeft':
      return stepLane(scene, spot, -1);
    case 'PageDown':
      return stepLane(scene, spot, 5);
    case 'PageUp':
      return stepLane(scene, spot, -5);
    case 'Home':
      return far ? { lane: 0, event: null } : { lane, event: lastEvent(scene, lane) < 0 ? null : 0 };
    case 'End': {
      const end = far ? scene.lanes.length - 1 : lane;
      const last = lastEvent(scene, end);
      return { lane: end, event: last < 0 ? null : last };
    }
    default:
      return undefined;
  }
}

/** The whole keyboard path of the lanes; they are one tab stop. */
export function listenToKeys(store: Store, chart: Chart, navigator: Navigator, actions: KeyActions): void {
  function view(event: KeyboardEvent): boolean {
    const pans: Readonly<Record<string, number>> = { ArrowLeft: -PAN, ArrowRight: PAN };
    const scrolls: Readonly<Record<string, number>> = { ArrowUp: -SCROLL, ArrowDown: SCROLL };
    if (event.shiftKey && pans[event.key]) navigator.panBy(pans[event.key] ?? 0);
    else if (event.shiftKey && scrolls[event.key]) chart.scroller.scrollTop += scrolls[event.key] ?? 0;
    else if (event.ctrlKey || event.metaKey || event.altKey) return false;
    else if (event.key === '+' || event.key === '=') navigator.zoomBy(ZOOM);
    else if (event.key === '-' || event.key === '_') navigator.zoomBy(1 / ZOOM);
    else if (event.key === '0') navigator.fitAll();
    else if (event.key === '1') navigator.fitLane(store.spot?.lane);
    else return false;
    return true;
  }

  function act(event: KeyboardEvent, scene: Scene): boolean {
    const { spot } = store;
    if (view(event)) return true;
    if (event.key === 'Enter') {
      if (spot) actions.open({ lane: spot.lane, event: spot.event ?? 0 });
      return spot !== null;
    }
    if (event.key === 'Escape') {
      if (actions.dismiss()) return true;
      if (!spot) return false;
      store.select(spot.event === null ? null : { lane: spot.lane, event: null }, 'keyboard');
      return true;
    }
    if (event.altKey) return false;
    const next = target(event, scene, spot);
    if (next === undefined) return false;
    store.select(next, 'keyboard');
    navigator.reveal(next);
    return true;
  }

  chart.scroller.addEventListener('keydown', (event) => {
    if (store.scene && act(event, store.scene)) event.preventDefault();
  });
}
