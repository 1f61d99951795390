import { actorLabel, brief, formatUtc, listed, resourceLabel } from '../../reports/labels.js';

import { refusalsOf, whyLess, worthOf } from '../refusals.js';
import type { Rule } from '../rule.js';

export const deniedAttempt: Rule = {
  id: 'snapshot.attempt.denied',
  title: 'Denied attempts',
  usual: { stake: 'prepared', certainty: 'proven' },
  techniques: ['T1578'],
  explanation:
    'Somebody tried to do what they may not. Nothing happened to the data, but it tells what an intruder wants, and often comes just before a way that works.',
  *judge({ failed, chainOf }) {
    for (const group of refusalsOf(failed).values()) {
      const [first] = group;
      if (first === undefined) continue;
      const targets = [
        ...new Set(
          group.flatMap(({ resources }) =>
            resources.filter(({ role }) => role === 'subject' || role === 'source').map(resourceLabel),
          ),
        ),
      ];
      const often = group.length === 1 ? '' : ` ${group.length} times`;
      const worth = worthOf(first) ?? this.usual;
      yield {
        ...worth,
        because: whyLess(first, worth),
        techniques: first.techniques,
        message: `${actorLabel(first, first.account)} was refused ${first.operation}${often}${targets.length > 0 ? ` on ${listed(targets)}` : ''}${first.time === null ? '' : `, first at ${formatUtc(first.time)}`} (${brief(first.errorCode ?? '')}). Nothing was changed, but somebody tried.`,
        events: group,
        chain: chainOf(first),
        suppressed: null,
      };
    }
  },
};
