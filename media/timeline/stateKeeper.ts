import type { Host } from './host.js';
import { selectionOf } from './scene.js';
import type { Store } from './store.js';

const SETTLE = 200;

/** Saves what should survive a reload, a moment after it settles. */
export class StateKeeper {
  readonly #host: Host;
  readonly #store: Store;
  readonly #scroller: HTMLElement;
  #timer = 0;
  #started = false;

  constructor(host: Host, store: Store, scroller: HTMLElement) {
    this.#host = host;
    this.#store = store;
    this.#scroller = scroller;
    const later = (): void => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#save(), SETTLE);
    };
    store.on('span', later);
    store.on('spot', later);
    scroller.addEventListener('scroll', later, { passive: true });
    addEventListener('pagehide', () => this.#save());
  }

  /** Nothing is saved before the old state was put back. */
  start(): void {
    this.#started = true;
  }

  #save(): void {
    clearTimeout(this.#timer);
    const { scene, span, fitted, spot } = this.#store;
    if (!this.#started || !scene) return;
    this.#host.save({
      version: 1,
      span: fitted ? null : [span.from, span.to],
      selection: selectionOf(scene, spot),
      scroll: this.#scroller.scrollTop,
    });
  }
}
