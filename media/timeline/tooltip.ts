import { el } from './dom.js';

const DELAY = 350;
const AWAY = 14;
const MARGIN = 6;

/** One tooltip for the page: for what the pointer rests on, and for what has the focus. */
export class Tooltip {
  readonly element = el('div', { class: 'tooltip', attributes: { role: 'tooltip', id: 'tooltip' } });
  #timer = 0;
  #key: unknown = null;

  constructor() {
    this.element.hidden = true;
  }

  /** Shows after a rest, or at once when one is up already; the same key only moves nothing. */
  show(key: unknown, lines: readonly (string | Node)[], x: number, y: number, delay = DELAY): void {
    if (key === this.#key) return;
    const wasUp = !this.element.hidden;
    this.hide();
    this.#key = key;
    this.#timer = window.setTimeout(
      () => {
        this.element.replaceChildren(
          ...lines.map((line) => (typeof line === 'string' ? el('div', { text: line }) : line)),
        );
        this.element.hidden = false;
        const { offsetWidth, offsetHeight } = this.element;
        const left = Math.min(x + AWAY, innerWidth - offsetWidth - MARGIN);
        const below = y + AWAY + offsetHeight + MARGIN <= innerHeight;
        const top = below ? y + AWAY : Math.max(MARGIN, y - AWAY - offsetHeight);
        this.element.style.transform = `translate(${Math.max(MARGIN, left)}px, ${top}px)`;
      },
      wasUp ? 0 : delay,
    );
  }

  /** True when one was up. */
  hide(): boolean {
    clearTimeout(this.#timer);
    const wasUp = !this.element.hidden;
    this.element.hidden = true;
    this.#key = null;
    return wasUp;
  }

  /** Serves every element with `data-tip`, on hover and on focus. */
  serve(root: HTMLElement): void {
    const tipped = (event: Event): HTMLElement | null =>
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
    const show = (event: Event): void => {
      const element = tipped(event);
      const tip = element?.dataset['tip'];
      if (!element || !tip) return;
      const box = element.getBoundingClientRect();
      this.show(element, [tip], box.left - AWAY, box.bottom - AWAY + 4);
    };
    const hide = (event: Event): void => {
      if (tipped(event)) this.hide();
    };
    root.addEventListener('pointerover', show);
    root.addEventListener('focusin', show);
    root.addEventListener('pointerout', hide);
    root.addEventListener('focusout', hide);
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.hide();
    });
  }
}
