import type { Chart } from './chart.js';
import { reducedMotion } from './dom.js';
import { extentOf, HEADER_HEIGHT, ROW_HEIGHT, type Spot } from './scene.js';
import { between, framed, holds, lengthOf, meets, pan, type Span, zoom } from './span.js';
import type { Store } from './store.js';

const ANIMATION = 160;

/** Moves the view: zooms, pans, and brings into view what was selected. */
export class Navigator {
  readonly #store: Store;
  readonly #chart: Chart;
  #animation = 0;

  constructor(store: Store, chart: Chart) {
    this.#store = store;
    this.#chart = chart;
  }

  zoomBy(factor: number, around?: number): void {
    const { span } = this.#store;
    this.#stop();
    this.#store.setSpan(zoom(span, factor, around ?? this.#center(span)));
  }

  /** Pans by a part of what is visible. */
  panBy(part: number): void {
    const { span } = this.#store;
    this.#stop();
    this.#store.setSpan(pan(span, lengthOf(span) * part));
  }

  fitAll(): void {
    const extent = this.#store.scene?.extent;
    if (extent) this.#go(framed(extent), () => this.#store.fitAll());
  }

  fitLane(index: number | undefined): void {
    const lane = this.#store.scene?.lanes[index ?? -1];
    const extent = lane && extentOf(lane.chain.events);
    if (extent) this.#go(framed(extent));
  }

  show(span: Span): void {
    this.#go(framed(span));
  }

  /** Brings a lane or an event into view, moving no more than is needed. */
  reveal(spot: Spot | null): void {
    const lane = this.#store.scene?.lanes[spot?.lane ?? -1];
    if (!lane || !spot) return;
    const event = spot.event === null ? null : (lane.chain.events[spot.event] ?? null);
    this.#scrollTo(lane.top, event ? (lane.rows[event.row] ?? lane.rows[0])?.top : undefined);
    const { span } = this.#store;
    if (event && !holds(span, event.time)) {
      const half = lengthOf(span) / 2;
      this.#go({ from: event.time - half, to: event.time + half });
    }
    const extent = event ? null : extentOf(lane.chain.events);
    if (extent && !meets(extent, span)) this.#go(framed(extent));
  }

  #scrollTo(laneTop: number, rowTop: number | undefined): void {
    const { scroller } = this.#chart;
    const height = scroller.clientHeight;
    const bottom = (rowTop ?? laneTop + HEADER_HEIGHT) + ROW_HEIGHT + 4;
    // The header comes along where both fit.
    const top = bottom - laneTop <= height ? laneTop - 4 : bottom - ROW_HEIGHT - 8;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + height) scroller.scrollTop = bottom - height;
  }

  /** Zooming by keys and buttons keeps what is selected in its place. */
  #center(span: Span): number {
    const { scene, spot } = this.#store;
    const lane = scene?.lanes[spot?.lane ?? -1];
    const event = lane?.chain.events[spot?.event ?? -1];
    const extent = event ? { from: event.time, to: event.time } : lane && extentOf(lane.chain.events);
    const middle = extent ? (extent.from + extent.to) / 2 : Number.NaN;
    return holds(span, middle) ? middle : (span.from + span.to) / 2;
  }

  #stop(): void {
    cancelAnimationFrame(this.#animation);
  }

  #go(target: Span, done?: () => void): void {
    this.#stop();
    if (reducedMotion()) {
      this.#store.setSpan(target);
      done?.();
      return;
    }
    const start = this.#store.span;
    const began = performance.now();
    const step = (now: number): void => {
      const part = Math.min(Math.max((now - began) / ANIMATION, 0), 1);
      this.#store.setSpan(between(start, target, 1 - (1 - part) ** 3));
      if (part < 1) this.#animation = requestAnimationFrame(step);
      else done?.();
    };
    this.#animation = requestAnimationFrame(step);
  }
}
