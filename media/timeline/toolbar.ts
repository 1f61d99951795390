import { el } from './dom.js';
import type { Navigator } from './navigator.js';
import type { Store } from './store.js';
import { plural } from './text.js';

const ZOOM = 1.5;

/** Summary on the left, zoom and legend on the right; a toolbar is one tab stop. */
export function toolbar(
  store: Store,
  navigator: Navigator,
  toggleLegend: () => void,
): { readonly element: HTMLElement; readonly legendButton: HTMLButtonElement } {
  const summary = el('h1', { class: 'summary' });
  const make = (className: string, click: () => void): HTMLButtonElement =>
    el('button', { class: className, attributes: { type: 'button' }, on: { click } });
  const zoomOut = make('tool', () => navigator.zoomBy(1 / ZOOM));
  const zoomIn = make('tool', () => navigator.zoomBy(ZOOM));
  const fitAll = make('tool', () => navigator.fitAll());
  const fitChain = make('tool', () => navigator.fitLane(store.spot?.lane));
  const legendButton = make('tool', toggleLegend);
  const buttons = [zoomOut, zoomIn, fitAll, fitChain, legendButton];
  const tools = el('div', { class: 'tools', attributes: { role: 'toolbar' } }, buttons);
  rove(tools, buttons);

  store.on('scene', () => {
    const { scene, strings } = store;
    if (!scene || !strings) return;
    const { lang } = document.documentElement;
    const parts = [
      plural(scene.model.chains.length, strings.oneChain, strings.chains, lang),
      plural(scene.eventCount, strings.oneEvent, strings.events, lang),
    ];
    if (scene.model.undated > 0) {
      parts.push(plural(scene.model.undated, strings.undatedOne, strings.undated, lang));
    }
    summary.textContent = parts.join(' · ');
    tools.setAttribute('aria-label', strings.title);
    const texts = [
      [zoomOut, '−', strings.zoomOut],
      [zoomIn, '+', strings.zoomIn],
      [fitAll, strings.fit, strings.fitTip],
      [fitChain, strings.fitChain, strings.fitChainTip],
      [legendButton, strings.legend, ''],
    ] as const;
    for (const [button, text, tip] of texts) {
      button.textContent = text;
      if (tip) button.dataset['tip'] = tip;
      if (text.length === 1) button.setAttribute('aria-label', tip);
    }
  });
  const follow = (): void => {
    fitChain.disabled = store.spot === null;
  };
  store.on('scene', follow);
  store.on('spot', follow);
  return { element: el('header', { class: 'toolbar' }, [summary, tools]), legendButton };
}

/** Arrow keys move inside; Tab enters and leaves. */
function rove(container: HTMLElement, buttons: readonly HTMLButtonElement[]): void {
  buttons.forEach((button, i) => {
    button.tabIndex = i === 0 ? 0 : -1;
  });
  container.addEventListener('focusin', (event) => {
    for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1;
  });
  container.addEventListener('keydown', (event) => {
    const usable = buttons.filter((button) => !button.disabled);
    const at = usable.indexOf(event.target as HTMLButtonElement);
    const by: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const next = by[event.key];
    if (next === undefined || usable.length === 0) return;
    usable.at(next % usable.length)?.focus();
    event.preventDefault();
  });
}
