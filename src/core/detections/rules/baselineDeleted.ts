import { listWords } from '../../baseline/words.js';
import { actorLabel, formatUtc, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';

/** Only possible: a copy that was known to exist is gone, and with it a way back; one alone is also how old copies end. */
export const baselineDeleted: Rule = {
  id: 'snapshot.baseline.deleted',
  title: 'Deleted since the baseline',
  usual: { stake: 'recoveryDestroyed', certainty: 'possible' },
  techniques: ['T1485', 'T1490'],
  explanation:
    'A snapshot, image or recovery point of the list was deleted after it. Copies that were kept to restore from are what an intruder removes first.',
  *judge({ differences }) {
    for (const difference of differences) {
      if (difference.change !== 'deleted') continue;
      const { by, member, inventory, events, chain } = difference;
      const when = by.time === null ? '' : ` at ${formatUtc(by.time)}`;
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${actorLabel(by, chain?.accounts[0] ?? by.account)} deleted ${resourceLabel(member.resource)}${when}; ${listWords(inventory)} still has it.`,
        events,
        chain,
        suppressed: null,
      };
    }
  },
};
