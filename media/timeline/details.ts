import type { TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import { findingsSection } from './findings.js';
import { severityIcon } from './glyphIcon.js';
import type { Lane, Scene } from './scene.js';
import { severitySummary } from './severitySummary.js';
import type { Store } from './store.js';
import { Story, type StoryActions } from './story.js';
import { shown } from './text.js';

const LONGEST_VERDICT = 1200;

/** The pane that tells the selected chain as a numbered story. */
export class Details {
  readonly element = el('section', { class: 'details' });
  readonly #store: Store;
  readonly #actions: StoryActions;
  #lane: number | null = null;
  #story: Story | null = null;

  constructor(store: Store, actions: StoryActions) {
    this.#store = store;
    this.#actions = actions;
    store.on('scene', () => {
      this.#lane = null;
      this.#show();
    });
    store.on('spot', () => this.#show());
  }

  #show(): void {
    const { scene, strings, spot } = this.#store;
    if (!scene || !strings) return;
    this.element.setAttribute('aria-label', strings.details);
    const lane = scene.lanes[spot?.lane ?? -1];
    if (!spot || !lane) {
      this.#lane = null;
      this.#story = null;
      this.element.replaceChildren(
        el('p', { class: 'hint', text: strings.detailsHint }),
        severitySummary(scene, strings, (first) => this.#actions.select({ lane: first, event: null })),
      );
      return;
    }
    if (this.#lane !== spot.lane) {
      this.#lane = spot.lane;
      const findings = findingsOf(scene, lane);
      const section = findingsSection(findings, strings, this.#actions.technique);
      this.#story = new Story(lane, spot.lane, findings, strings, this.#actions);
      this.element.replaceChildren(
        this.#head(lane, strings, section[0] ?? null),
        this.#story.element,
        ...section,
      );
      this.element.scrollTop = 0;
    }
    this.#story?.select(spot.event);
  }

  #head(lane: Lane, strings: TimelineStrings, findings: HTMLElement | null): HTMLElement {
    const { chain } = lane;
    return el('header', { class: 'details-head' }, [
      lane.loose
        ? null
        : el('div', { class: 'severity-line' }, [
            severityIcon(chain.severity),
            el('span', { text: strings.severities[chain.severity] }),
            el('span', { class: 'muted', text: strings.clouds[chain.cloud] }),
            findings && jumpTo(findings),
          ]),
      el('h2', { text: shown(chain.title) }),
      el('p', { class: 'verdict', text: shown(chain.verdict, LONGEST_VERDICT) }),
    ]);
  }
}

/** The story comes first; what follows it is one click away. */
function jumpTo(heading: HTMLElement): HTMLElement {
  heading.tabIndex = -1;
  return el('button', {
    class: 'link trailing',
    text: heading.textContent,
    attributes: { type: 'button' },
    on: {
      click: () => {
        heading.scrollIntoView({ block: 'start' });
        heading.focus({ preventScroll: true });
      },
    },
  });
}

/** The chain's findings, and those of no single chain that rest on its events; worst first within each. */
function findingsOf(scene: Scene, lane: Lane): Scene['model']['findings'] {
  const others = new Set(lane.chain.events.flatMap((event) => scene.findingsOn.get(event.id) ?? []));
  return [...lane.chain.findings, ...others];
}
