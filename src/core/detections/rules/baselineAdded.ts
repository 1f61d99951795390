import { listWords } from '../../baseline/words.js';
import { actorLabel, formatUtc, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';

/** Only prepared: making copies is daily work; what makes one dangerous (shared, exported, copied out) is judged by other rules. */
export const baselineAdded: Rule = {
  id: 'snapshot.baseline.added',
  title: 'New since the baseline',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578', 'T1578.001'],
  explanation:
    'A snapshot, image or recovery point was made after the list that the logs are compared with. Whoever knows what should exist starts here.',
  *judge({ differences }) {
    for (const difference of differences) {
      if (difference.change !== 'added') continue;
      const { by, member, deletedBy, inventory, events, chain } = difference;
      const gone = deletedBy?.time == null ? '' : ` It was deleted again at ${formatUtc(deletedBy.time)}.`;
      const when = by.time === null ? '' : ` at ${formatUtc(by.time)}`;
      const unsure =
        inventory.asOf?.from === 'told' ? '' : ' Whether that list was taken before or after is not certain.';
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${actorLabel(by, chain?.accounts[0] ?? by.account)} made ${resourceLabel(member.resource)}${when}; ${listWords(inventory)} does not have it.${gone}${unsure}`,
        events,
        chain,
        suppressed: null,
      };
    }
  },
};
