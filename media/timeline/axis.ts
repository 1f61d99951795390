import { el } from './dom.js';
import type { Plot } from './marks.js';
import { shown } from './text.js';
import type { Tick, Ticks } from './ticks.js';

/** Least distance between two coarse labels; the earlier gives way. */
const COARSE_ROOM = 84;

/** The UTC axis: pooled elements that only move while panning. */
export class Axis {
  readonly element = el('div', { class: 'axis', attributes: { 'aria-hidden': 'true' } });
  readonly #corner = el('div', { class: 'axis-corner' });
  readonly #strip = el('div', { class: 'axis-strip' });
  readonly #pointer = el('div', { class: 'axis-pointer' });
  readonly #fine: HTMLElement[] = [];
  readonly #coarse: HTMLElement[] = [];

  constructor() {
    this.#pointer.hidden = true;
    this.#strip.append(this.#pointer);
    this.element.append(this.#corner, this.#strip);
  }

  show(ticks: Ticks, plot: Plot, zone: string): void {
    this.#corner.textContent = zone;
    this.#corner.style.width = `${plot.left}px`;
    const fine = ticks.fine.filter(({ time }) => plot.x(time) >= plot.left && plot.x(time) <= plot.right);
    this.#place(this.#fine, 'tick', fine, plot, 0);
    const coarse = ticks.coarse.filter(({ time }, i) => {
      const next = ticks.coarse[i + 1];
      return !next || plot.x(next.time) - Math.max(plot.x(time), plot.left) >= COARSE_ROOM;
    });
    // The first label stays in view while its unit lasts.
    this.#place(this.#coarse, 'tick coarse', coarse, plot, plot.left);
  }

  /** Tells the time under the pointer, or nothing. */
  point(x: number | null, label: string, plot: Plot): void {
    this.#pointer.hidden = x === null;
    if (x === null) return;
    this.#pointer.textContent = label;
    const half = label.length * 3.6 + 6;
    const at = Math.min(Math.max(x - plot.left, half), plot.right - plot.left - half);
    this.#pointer.style.transform = `translateX(${Math.round(at)}px) translateX(-50%)`;
  }

  #place(pool: HTMLElement[], className: string, ticks: readonly Tick[], plot: Plot, least: number): void {
    ticks.forEach(({ time, label }, i) => {
      let element = pool[i];
      if (!element) {
        element = el('div', { class: className });
        pool.push(element);
        this.#strip.append(element);
      }
      element.hidden = false;
      if (element.textContent !== label) element.textContent = shown(label);
      element.style.transform = `translateX(${Math.round(Math.max(plot.x(time), least) - plot.left)}px)`;
    });
    for (const spare of pool.slice(ticks.length)) spare.hidden = true;
  }
}
