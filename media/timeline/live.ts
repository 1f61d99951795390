import { el } from './dom.js';
import { chainLabel, eventLabel } from './list.js';
import type { Store } from './store.js';

/** Long enough for a held key to settle, so that only the last stop is told. */
const SETTLE = 150;

/** A polite live region that tells what is selected. */
export function liveRegion(store: Store): HTMLElement {
  const region = el('div', { class: 'live', attributes: { 'aria-live': 'polite', role: 'status' } });
  let timer = 0;
  store.on('spot', (origin) => {
    clearTimeout(timer);
    if (origin === 'restore') return;
    timer = window.setTimeout(() => {
      const { scene, strings, spot } = store;
      if (!scene || !strings) return;
      const lane = spot && scene.lanes[spot.lane];
      const event = lane?.chain.events[spot?.event ?? -1];
      if (!lane || !spot) region.textContent = strings.nothingSelected;
      else region.textContent = event ? eventLabel(event, strings) : chainLabel(scene, spot.lane, strings);
    }, SETTLE);
  });
  return region;
}
