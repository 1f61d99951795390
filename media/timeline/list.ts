import type { TimelineEvent, TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import type { Lane, Scene } from './scene.js';
import type { Store } from './store.js';
import { fill, plural, shown } from './text.js';
import { stamp } from './time.js';

/** How many options stand around the selected one; the rest is told by `aria-setsize`. */
const AROUND = 12;

export function chainLabel(scene: Scene, lane: number, strings: TimelineStrings): string {
  const { chain, loose } = scene.lanes[lane] as Lane;
  const events = plural(chain.events.length, strings.oneEvent, strings.events, document.documentElement.lang);
  if (loose) return `${chain.title}. ${chain.trail}. ${events}.`;
  const severity = strings.severities[chain.severity];
  return shown(
    fill(
      strings.chainOption,
      lane + 1,
      scene.model.chains.length,
      severity,
      chain.title,
      chain.verdict,
      events,
    ),
  );
}

export function eventLabel(event: TimelineEvent, strings: TimelineStrings): string {
  const what = strings.actions[event.action];
  const how = event.outcome === 'success' ? what : `${what} (${strings.outcomes[event.outcome]})`;
  return shown(
    fill(
      strings.eventOption,
      how,
      strings.severities[event.severity],
      `${stamp(event.time)} ${strings.utc}`,
      event.sentence,
    ),
  );
}

/** The list that screen readers meet in place of the canvas: the selected chain's options around the selected one. */
export class MirrorList {
  readonly #store: Store;
  readonly #list: HTMLElement;
  readonly #group = el('div', { class: 'mirror', attributes: { role: 'group' } });

  constructor(store: Store, list: HTMLElement) {
    this.#store = store;
    this.#list = list;
    list.setAttribute('role', 'listbox');
    list.tabIndex = 0;
    list.prepend(this.#group);
    store.on('scene', () => this.#show());
    store.on('spot', () => this.#show());
  }

  #show(): void {
    const { scene, strings, spot } = this.#store;
    if (!scene || !strings) return;
    this.#list.setAttribute('aria-label', strings.lanes);
    this.#list.setAttribute('aria-description', strings.lanesHelp);
    const index = spot?.lane ?? 0;
    const lane = scene.lanes[index];
    if (!lane) {
      this.#group.replaceChildren();
      return;
    }
    const { events, title } = lane.chain;
    this.#group.setAttribute('aria-label', shown(title));
    const size = events.length + 1;
    const at = spot?.event ?? 0;
    const first = Math.max(0, at - AROUND);
    const options = [option(0, size, chainLabel(scene, index, strings))];
    for (let i = first; i < Math.min(events.length, at + AROUND); i++) {
      options.push(option(i + 1, size, eventLabel(events[i] as TimelineEvent, strings)));
    }
    this.#group.replaceChildren(...options);
    const active = spot && (spot.event === null ? options[0] : options[spot.event - first + 1]);
    active?.setAttribute('aria-selected', 'true');
    if (active) this.#list.setAttribute('aria-activedescendant', active.id);
    else this.#list.removeAttribute('aria-activedescendant');
  }
}

function option(position: number, size: number, label: string): HTMLElement {
  return el('div', {
    text: label,
    attributes: {
      id: `option-${position}`,
      role: 'option',
      'aria-selected': 'false',
      'aria-setsize': String(size),
      'aria-posinset': String(position + 1),
    },
  });
}
