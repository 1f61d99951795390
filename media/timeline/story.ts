import type { TimelineEvent, TimelineFinding, TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import { eventFacts } from './facts.js';
import { glyphIcon } from './glyphIcon.js';
import type { Lane, Spot } from './scene.js';
import { fill, shown } from './text.js';
import { duration, stamp } from './time.js';

/** Steps kept in the page at once; the rest is a button away. */
const PAGE = 100;
const LONGEST = 1200;

export interface StoryActions {
  readonly select: (spot: Spot) => void;
  readonly open: (spot: Spot) => void;
  readonly technique: (technique: string) => void;
}

/** A chain as numbered steps, each with its time and the gap since the one before; one tab stop. */
export class Story {
  readonly element = el('div', { class: 'story' });
  readonly #steps = el('ol', { class: 'steps' });
  readonly #lane: Lane;
  readonly #index: number;
  readonly #findings: readonly TimelineFinding[];
  readonly #strings: TimelineStrings;
  readonly #actions: StoryActions;
  #first = -1;
  #selected: number | null = null;

  constructor(
    lane: Lane,
    index: number,
    findings: readonly TimelineFinding[],
    strings: TimelineStrings,
    actions: StoryActions,
  ) {
    this.#findings = findings;
    this.#lane = lane;
    this.#index = index;
    this.#strings = strings;
    this.#actions = actions;
    this.#steps.addEventListener('keydown', (event) => this.#key(event));
  }

  select(event: number | null): void {
    const hadFocus = this.#steps.contains(document.activeElement);
    const first = Math.floor((event ?? 0) / PAGE) * PAGE;
    if (first !== this.#first) this.#page(first);
    const previous = this.#selected;
    this.#selected = event;
    if (previous !== null) this.#mark(previous, false);
    if (event !== null) this.#mark(event, true);
    this.#button(event ?? first)?.setAttribute('tabindex', '0');
    if (event === null) return;
    const button = this.#button(event);
    if (hadFocus) button?.focus({ preventScroll: true });
    button?.parentElement?.scrollIntoView({ block: 'nearest' });
  }

  #page(first: number): void {
    const { events } = this.#lane.chain;
    this.#first = first;
    this.#selected = null;
    const end = Math.min(first + PAGE, events.length);
    this.#steps.start = first + 1;
    this.#steps.replaceChildren(...events.slice(first, end).map((event, i) => this.#step(event, first + i)));
    const turn = (label: string, to: number): HTMLElement =>
      el('button', {
        class: 'link',
        text: label,
        attributes: { type: 'button' },
        on: { click: () => this.#actions.select({ lane: this.#index, event: to }) },
      });
    const { story, stepsShown, earlierSteps, laterSteps } = this.#strings;
    this.element.replaceChildren(
      el('h3', { text: story }),
      ...(events.length > PAGE
        ? [el('p', { class: 'muted', text: fill(stepsShown, first + 1, end, events.length) })]
        : []),
      ...(first > 0 ? [turn(earlierSteps, first - 1)] : []),
      this.#steps,
      ...(end < events.length ? [turn(laterSteps, end)] : []),
    );
  }

  #step(event: TimelineEvent, index: number): HTMLElement {
    const before = this.#lane.chain.events[index - 1];
    const strings = this.#strings;
    const gap = before
      ? fill(strings.sinceBefore, duration(event.time - before.time, strings))
      : strings.firstStep;
    const spot = { lane: this.#index, event: index };
    const label = el('span', { class: 'step-action', text: strings.actions[event.action] });
    if (event.outcome !== 'success') label.append(` (${strings.outcomes[event.outcome]})`);
    return el('li', { class: 'step' }, [
      el('span', { class: 'gap', text: gap }),
      el(
        'button',
        {
          class: 'step-button',
          attributes: { type: 'button', tabindex: '-1', 'data-event': String(index) },
          on: { click: () => this.#actions.select(spot), dblclick: () => this.#actions.open(spot) },
        },
        [
          el('span', { class: 'step-head' }, [
            el('span', { class: 'number', text: String(index + 1) }),
            glyphIcon(event.action, event.severity, event.outcome),
            label,
            el('time', {
              text: `${stamp(event.time)} ${strings.utc}`,
              attributes: { datetime: new Date(event.time).toISOString() },
            }),
          ]),
          el('span', { class: 'sentence', text: shown(event.sentence, LONGEST) }),
        ],
      ),
    ]);
  }

  #mark(index: number, selected: boolean): void {
    const button = this.#button(index);
    const event = this.#lane.chain.events[index];
    const step = button?.parentElement;
    if (!button || !step || !event) return;
    step.classList.toggle('selected', selected);
    button.setAttribute('tabindex', selected ? '0' : '-1');
    step.querySelector('.facts')?.remove();
    if (!selected) {
      button.removeAttribute('aria-current');
      return;
    }
    button.setAttribute('aria-current', 'step');
    const open = (): void => this.#actions.open({ lane: this.#index, event: index });
    const findings = this.#findings.filter(({ events }) => events.includes(event.id));
    step.append(eventFacts(event, findings, this.#strings, open, this.#actions.technique));
  }

  #button(index: number): HTMLElement | null {
    return this.#steps.querySelector<HTMLElement>(`[data-event="${index}"]`);
  }

  #key(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target.dataset['event'] : undefined;
    if (target === undefined) return;
    const at = Number(target);
    const last = this.#lane.chain.events.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (event.key === 'Enter') this.#actions.open({ lane: this.#index, event: at });
    else if (next !== undefined) {
      this.#actions.select({ lane: this.#index, event: Math.min(Math.max(next, 0), last) });
    } else return;
    event.preventDefault();
  }
}
