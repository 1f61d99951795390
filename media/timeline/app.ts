import type {
  TimelineModel,
  TimelineSelection,
  TimelineState,
  TimelineStrings,
} from '../../src/protocol/timeline.js';
import { Chart } from './chart.js';
import { Details } from './details.js';
import { el } from './dom.js';
import { emptyPage } from './emptyPage.js';
import { eventHint, hintFor, hintKey } from './hints.js';
import type { Host } from './host.js';
import { listenToKeys } from './keyboard.js';
import { Legend } from './legend.js';
import { MirrorList } from './list.js';
import { liveRegion } from './live.js';
import { Navigator } from './navigator.js';
import { listenToPointer } from './pointer.js';
import { buildScene, findSpot, ROW_HEIGHT, type Spot, selectionOf } from './scene.js';
import { meets } from './span.js';
import { StateKeeper } from './stateKeeper.js';
import { Store } from './store.js';
import { toolbar } from './toolbar.js';
import { Tooltip } from './tooltip.js';

/** Puts the parts together; each part listens to the store and draws only itself. */
export class App {
  readonly element = el('main', { class: 'app' });
  readonly #host: Host;
  readonly #store = new Store();
  readonly #chart = new Chart(this.#store);
  readonly #navigator = new Navigator(this.#store, this.#chart);
  readonly #tooltip = new Tooltip();
  readonly #legend = new Legend(this.#store);
  readonly #page: HTMLElement;
  readonly #keeper: StateKeeper;
  #saved: TimelineState | null;
  /** What the host selected before its chain was there to show. */
  #wanted: TimelineSelection | null = null;

  constructor(host: Host, saved: TimelineState | null) {
    this.#host = host;
    this.#saved = saved;
    const store = this.#store;
    const open = (spot: Spot): void => this.#open(spot);
    new MirrorList(store, this.#chart.scroller);
    const details = new Details(store, {
      open,
      select: (spot) => {
        store.select(spot, 'pointer');
        this.#navigator.reveal(spot);
      },
      technique: (technique) => host.post({ type: 'technique', technique }),
    });
    const bar = toolbar(store, this.#navigator, () => this.#legend.toggle());
    this.#legend.control(bar.legendButton);
    this.#page = el('div', { class: 'page' }, [
      bar.element,
      this.#legend.panel,
      el('div', { class: 'work' }, [this.#chart.element, details.element]),
      this.#legend.strip,
      liveRegion(store),
    ]);
    this.#listen(open);
    this.#keeper = new StateKeeper(host, store, this.#chart.scroller);
  }

  setModel(model: TimelineModel | null, strings: TimelineStrings): void {
    const store = this.#store;
    if (!model || (model.chains.length === 0 && model.loose.length === 0)) {
      store.setScene(null, strings, null);
      this.element.replaceChildren(
        emptyPage(model !== null, strings, () => this.#host.post({ type: 'analyze' })),
      );
      return;
    }
    const scene = buildScene(model, strings);
    // The page must stand before the scroller can take its old offset.
    this.element.replaceChildren(this.#page, this.#tooltip.element);
    const saved = this.#saved;
    const kept = saved?.selection ?? selectionOf(store.scene, store.spot);
    this.#saved = null;
    store.setScene(scene, strings, findSpot(scene, kept));
    if (saved) {
      const span = saved.span && { from: saved.span[0], to: saved.span[1] };
      if (span && meets(span, scene.extent)) store.setSpan(span);
      this.#chart.scroller.scrollTop = saved.scroll;
    }
    this.#keeper.start();
    const wanted = this.#wanted;
    if (wanted) this.select(wanted);
  }

  /** Shows what was selected elsewhere. */
  select(selection: TimelineSelection): void {
    const { scene } = this.#store;
    const isNothing = selection.chain === null && selection.event === null;
    const spot = scene && findSpot(scene, selection);
    this.#wanted = spot || isNothing ? null : selection;
    if (!scene || (!spot && !isNothing)) return;
    this.#tooltip.hide();
    this.#store.select(spot, 'host');
    this.#navigator.reveal(spot);
  }

  #open(spot: Spot): void {
    const event = this.#store.scene?.lanes[spot.lane]?.chain.events[spot.event ?? 0];
    if (event) this.#host.post({ type: 'open', event: event.id });
  }

  #listen(open: (spot: Spot) => void): void {
    const store = this.#store;
    store.on('spot', (origin) => {
      // The host knows already what it told us.
      if (origin === 'host' || origin === 'restore') return;
      this.#host.post({ type: 'select', selection: selectionOf(store.scene, store.spot) });
      if (origin === 'keyboard') this.#hintAtSpot();
    });
    store.on('span', () => this.#tooltip.hide());
    this.#chart.scroller.addEventListener('blur', () => this.#tooltip.hide());
    this.#tooltip.serve(this.element);
    listenToPointer(store, this.#chart, this.#navigator, {
      open,
      hover: (hit, x, y) => {
        const frame = this.#chart.frame;
        const lines = frame && hit ? hintFor(frame, hit) : [];
        if (hit && lines.length > 0) this.#tooltip.show(hintKey(hit), lines, x, y);
        else this.#tooltip.hide();
      },
    });
    listenToKeys(store, this.#chart, this.#navigator, {
      open,
      dismiss: () => this.#tooltip.hide() || this.#legend.close(),
    });
  }

  /** The tooltip of what the keyboard came to, beside its glyph. */
  #hintAtSpot(): void {
    this.#tooltip.hide();
    const { scene, strings, spot } = this.#store;
    const lane = scene?.lanes[spot?.lane ?? -1];
    const event = lane?.chain.events[spot?.event ?? -1];
    if (!lane || !event || !strings) return;
    const key = `event ${spot?.lane} ${spot?.event}`;
    // After the move that brings it into view.
    window.setTimeout(() => {
      const frame = this.#chart.frame;
      if (!frame || this.#store.spot !== spot) return;
      const box = this.#chart.scroller.getBoundingClientRect();
      const row = lane.rows[event.row] ?? lane.rows[0];
      const y = box.top + (row?.top ?? lane.top) - frame.scroll + ROW_HEIGHT;
      this.#tooltip.show(key, eventHint(event, strings), box.left + frame.plot.x(event.time), y - 8);
    }, 200);
  }
}
