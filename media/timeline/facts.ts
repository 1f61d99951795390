import type { TimelineEvent, TimelineFinding, TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import { techniqueButton } from './findings.js';
import { severityIcon } from './glyphIcon.js';
import { fill, shown } from './text.js';

const LONGEST = 1200;
/** Of the findings on one event; the section below the story has them all. */
const MOST = 5;

/** What is known of one event: who, from where, how it went, and the way to its log line. */
export function eventFacts(
  event: TimelineEvent,
  findings: readonly TimelineFinding[],
  strings: TimelineStrings,
  open: () => void,
  technique: (technique: string) => void,
): HTMLElement {
  const facts = [
    [strings.factOperation, event.operation],
    [strings.factOutcome, strings.outcomes[event.outcome]],
    [strings.factActor, event.actor],
    [strings.factAccount, event.account],
    [strings.factRegion, event.region],
    [strings.factAddress, event.sourceIp],
  ] as const;
  const list = el(
    'dl',
    {},
    facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => el('div', {}, [el('dt', { text: name }), el('dd', { text: shown(value) })])),
  );
  return el('div', { class: 'facts' }, [
    el(
      'ul',
      { class: 'step-findings' },
      findings.slice(0, MOST).map(({ severity, message, suppressed }) =>
        el('li', {}, [
          severityIcon(severity),
          el('span', {
            class: suppressed === null ? '' : 'muted',
            text: shown(
              suppressed === null ? message : `${message} ${fill(strings.expected, suppressed)}`,
              LONGEST,
            ),
          }),
        ]),
      ),
    ),
    list,
    el('div', { class: 'fact-actions' }, [
      el('button', {
        class: 'open',
        text: strings.openLine,
        attributes: { type: 'button', 'data-tip': shown(fill(strings.openLineTip, event.place)) },
        on: { click: open },
      }),
      el('span', { class: 'muted place', text: shown(event.place) }),
      ...event.techniques.map((id) => techniqueButton(id, strings, technique)),
    ]),
  ]);
}
