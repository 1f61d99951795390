import { type Brush, brushOf, dragBrush, type Grip, grip } from './brush.js';
import { densityOf } from './density.js';
import { el } from './dom.js';
import type { Frame } from './frame.js';
import { framed } from './span.js';
import type { Store } from './store.js';

const BIN = 4;
const HEIGHT = 26;
const LEAST = 3;

/** The whole range in one strip: how dense and how bad, with a brush that shows and moves the visible part. */
export class Overview {
  readonly element = el('div', { class: 'overview', attributes: { 'aria-hidden': 'true' } });
  readonly #canvas = el('canvas');
  readonly #brush = el('div', { class: 'brush' });
  readonly #strip = el('div', { class: 'overview-strip' }, [this.#canvas, this.#brush]);
  readonly #store: Store;
  #painted: readonly unknown[] = [];
  #width = 0;

  constructor(store: Store, fitAll: () => void) {
    this.#store = store;
    this.element.append(this.#strip);
    this.#listen(fitAll);
  }

  /** Follows a frame of the lanes: repaints the density only when it could differ, and moves the brush. */
  show(frame: Frame): void {
    const ratio = window.devicePixelRatio || 1;
    this.#width = frame.plot.right - frame.plot.left;
    const needs = [frame.scene, frame.theme, this.#width, ratio];
    if (needs.some((need, i) => need !== this.#painted[i])) {
      this.#painted = needs;
      this.#paint(frame, ratio);
    }
    const { left, right } = brushOf(frame.span, framed(frame.scene.extent), this.#width);
    // Around everything there is nothing to see or to move.
    this.#brush.hidden = left <= 0 && right >= this.#width;
    this.#brush.style.width = `${Math.round(right - left)}px`;
    this.#brush.style.transform = `translateX(${Math.round(left)}px)`;
  }

  #paint(frame: Frame, ratio: number): void {
    this.element.style.paddingLeft = `${frame.plot.left}px`;
    this.#canvas.width = Math.round(this.#width * ratio);
    this.#canvas.height = Math.round(HEIGHT * ratio);
    this.#canvas.style.width = `${this.#width}px`;
    this.#canvas.style.height = `${HEIGHT}px`;
    const ctx = this.#canvas.getContext('2d');
    if (!ctx) return;
    ctx.scale(ratio, ratio);
    ctx.clearRect(0, 0, this.#width, HEIGHT);
    const bins = densityOf(
      frame.scene,
      framed(frame.scene.extent),
      Math.max(1, Math.floor(this.#width / BIN)),
    );
    const most = Math.log1p(Math.max(...bins.map(({ count }) => count)));
    for (const [i, { count, severity }] of bins.entries()) {
      if (count === 0) continue;
      const height = LEAST + (Math.log1p(count) / most) * (HEIGHT - LEAST - 4);
      ctx.fillStyle = frame.theme.severity[severity];
      ctx.fillRect(i * BIN, HEIGHT - height, BIN - 1, height);
    }
  }

  #listen(fitAll: () => void): void {
    let drag: { readonly grip: Grip; readonly x: number; readonly brush: Brush } | null = null;
    const xOf = (event: PointerEvent): number => event.clientX - this.#strip.getBoundingClientRect().left;
    const brush = (): Brush | null => {
      const { scene, span } = this.#store;
      return scene && brushOf(span, framed(scene.extent), this.#width);
    };
    const move = (to: Brush): void => {
      const { scene } = this.#store;
      if (!scene || this.#width === 0) return;
      const all = framed(scene.extent);
      const scale = (all.to - all.from) / this.#width;
      this.#store.setSpan({ from: all.from + to.left * scale, to: all.from + to.right * scale });
    };
    this.#strip.addEventListener('pointerdown', (event) => {
      const now = brush();
      if (event.button !== 0 || !now) return;
      const x = xOf(event);
      drag = { grip: grip(now, x), x, brush: now };
      if (drag.grip === 'outside') {
        const half = (now.right - now.left) / 2;
        const jumped = { left: x - half, right: x + half };
        drag = { grip: 'middle', x, brush: jumped };
        move(jumped);
      }
      this.#strip.setPointerCapture(event.pointerId);
    });
    this.#strip.addEventListener('pointermove', (event) => {
      const now = brush();
      if (drag) move(dragBrush(drag.brush, drag.grip, xOf(event) - drag.x));
      else if (now) this.#strip.dataset['grip'] = grip(now, xOf(event));
    });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      this.#strip.addEventListener(type, () => {
        drag = null;
      });
    }
    this.#strip.addEventListener('dblclick', fitAll);
  }
}
