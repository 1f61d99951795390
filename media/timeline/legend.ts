import { ACTIONS, type Action, SEVERITIES } from '../../src/core/model.js';
import type { TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import { glyphIcon, severityIcon } from './glyphIcon.js';
import type { Scene } from './scene.js';
import type { Store } from './store.js';

function entry(sample: Node, text: string): HTMLElement {
  return el('li', {}, [sample, el('span', { text })]);
}

function mark(className: string): HTMLElement {
  return el('span', { class: `sample ${className}`, attributes: { 'aria-hidden': 'true' } });
}

function section(title: string, entries: readonly HTMLElement[]): HTMLElement {
  return el('section', {}, [el('h2', { text: title }), el('ul', {}, entries)]);
}

function actionsIn(scene: Scene): readonly Action[] {
  const present = new Set(scene.lanes.flatMap((lane) => lane.chain.events.map((event) => event.action)));
  return ACTIONS.filter((action) => present.has(action));
}

function panel(strings: TimelineStrings): HTMLElement[] {
  return [
    section(
      strings.legendActions,
      ACTIONS.map((action) => entry(glyphIcon(action, 'info', 'success'), strings.actions[action])),
    ),
    section(
      strings.legendSeverity,
      [...SEVERITIES]
        .reverse()
        .map((severity) => entry(severityIcon(severity), strings.severities[severity])),
    ),
    section(strings.legendMarks, [
      entry(glyphIcon('share', 'info', 'failure'), strings.legendFailed),
      entry(glyphIcon('create', 'info', 'pending'), strings.legendPending),
      entry(mark('life'), strings.legendLife),
      entry(mark('open-edge'), strings.legendUnknownEdge),
      entry(mark('exposed'), strings.legendExposed),
      entry(mark('made-from'), strings.legendMadeFrom),
      entry(mark('boxed'), strings.legendCluster),
    ]),
    section(strings.legendKeys, [el('li', { class: 'keys', text: strings.keys })]),
  ];
}

/** A strip with the shapes that occur, always in sight, and a panel with everything. */
export class Legend {
  readonly strip = el('footer', { class: 'strip' });
  readonly panel = el('div', { class: 'legend', attributes: { id: 'legend' } });
  #button: HTMLButtonElement | null = null;

  constructor(store: Store) {
    this.panel.hidden = true;
    store.on('scene', () => {
      const { scene, strings } = store;
      if (!scene || !strings) return;
      this.panel.setAttribute('aria-label', strings.legend);
      this.panel.setAttribute('role', 'region');
      this.panel.replaceChildren(...panel(strings));
      const shapes = actionsIn(scene).map((action) =>
        entry(glyphIcon(action, 'info', 'success'), strings.actions[action]),
      );
      const hasExposure = scene.model.chains.some(({ rows }) => rows.some((row) => row.exposed.length > 0));
      if (hasExposure) shapes.push(entry(mark('exposed'), strings.legendExposed));
      this.strip.replaceChildren(el('ul', {}, shapes));
    });
  }

  control(button: HTMLButtonElement): void {
    this.#button = button;
    button.setAttribute('aria-controls', 'legend');
    button.setAttribute('aria-expanded', 'false');
    this.panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
    button.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  toggle(): void {
    this.panel.hidden = !this.panel.hidden;
    this.#button?.setAttribute('aria-expanded', String(!this.panel.hidden));
  }

  /** True when it was open. */
  close(): boolean {
    if (this.panel.hidden) return false;
    this.toggle();
    return true;
  }
}
