import { Axis } from './axis.js';
import { ClusterCache } from './clusters.js';
import { el } from './dom.js';
import { type Frame, plotFor, timeAt } from './frame.js';
import { Overview } from './overview.js';
import { paint } from './paint.js';
import { TextFitter } from './paintText.js';
import type { Spot } from './scene.js';
import type { Store } from './store.js';
import { onThemeChange, readTheme } from './theme.js';
import { ticksFor } from './ticks.js';
import { stamp } from './time.js';

const TICK_ROOM = 110;

/** The lanes on a canvas that stays in place while a scroller behind it moves. */
export class Chart {
  readonly element = el('div', { class: 'chart' });
  /** Scrolls, takes the keyboard and holds the list that mirrors the canvas. */
  readonly scroller = el('div', { class: 'lanes' });
  readonly #canvas = el('canvas', { attributes: { 'aria-hidden': 'true' } });
  readonly #sizer = el('div', { class: 'sizer', attributes: { role: 'presentation' } }, [this.#canvas]);
  readonly #axis = new Axis();
  readonly #overview: Overview;
  readonly #text = new TextFitter();
  readonly #store: Store;
  #clusters = new ClusterCache();
  #theme = readTheme();
  #width = 0;
  #height = 0;
  #waiting = 0;
  #frame: Frame | null = null;
  #pointer: { readonly x: number; readonly spot: Spot | null } | null = null;

  constructor(store: Store) {
    this.#store = store;
    this.scroller.append(this.#sizer);
    this.#overview = new Overview(store, () => store.fitAll());
    this.element.append(this.#overview.element, this.#axis.element, this.scroller);
    new ResizeObserver(() => {
      // Measured here, where the layout is fresh, and never while painting.
      this.#width = this.scroller.clientWidth;
      this.#height = this.scroller.clientHeight;
      this.invalidate();
    }).observe(this.scroller);
    this.scroller.addEventListener('scroll', () => this.invalidate(), { passive: true });
    onThemeChange(() => {
      this.#theme = readTheme();
      this.invalidate();
    });
    store.on('scene', () => {
      this.#clusters = new ClusterCache();
      this.#pointer = null;
      this.#sizer.style.height = `${store.scene?.height ?? 0}px`;
      this.invalidate();
    });
    store.on('span', () => this.invalidate());
    store.on('spot', () => this.invalidate());
  }

  /** The frame that the next paint shows; `null` before there is anything to show. */
  get frame(): Frame | null {
    const { scene, strings, span, spot } = this.#store;
    if (!scene || !strings || this.#width === 0) return null;
    const plot = plotFor(this.#width, span);
    return {
      scene,
      strings,
      span,
      spot,
      plot,
      scale: plot.scale,
      theme: this.#theme,
      hover: this.#pointer?.spot ?? null,
      width: this.#width,
      height: this.#height,
      scroll: this.scroller.scrollTop,
      clusters: this.#clusters,
    };
  }

  /** What was painted last. */
  get painted(): Frame | null {
    return this.#frame;
  }

  point(pointer: { readonly x: number; readonly spot: Spot | null } | null): void {
    this.#pointer = pointer;
    this.invalidate();
  }

  /** Asks for one paint before the next frame, however often it is called. */
  invalidate(): void {
    if (this.#waiting !== 0) return;
    this.#waiting = requestAnimationFrame(() => {
      this.#waiting = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const frame = this.frame;
    this.#frame = frame;
    const ctx = frame && this.#sized(frame);
    if (!frame || !ctx) return;
    const count = Math.floor((frame.plot.right - frame.plot.left) / TICK_ROOM);
    const ticks = ticksFor(frame.span, count, document.documentElement.lang);
    const x = this.#pointer && this.#pointer.x >= frame.plot.left ? this.#pointer.x : null;
    paint(ctx, frame, this.#text, ticks, x);
    this.#overview.show(frame);
    this.#axis.show(ticks, frame.plot, frame.strings.utc);
    this.#axis.point(x, x === null ? '' : stamp(Math.round(timeAt(frame, x))), frame.plot);
  }

  /** Fits the canvas to its place and to the screen's pixels. */
  #sized(frame: Frame): CanvasRenderingContext2D | null {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(frame.width * ratio);
    const height = Math.round(frame.height * ratio);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#canvas.style.width = `${frame.width}px`;
      this.#canvas.style.height = `${frame.height}px`;
    }
    const ctx = this.#canvas.getContext('2d', { alpha: false });
    ctx?.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }
}
