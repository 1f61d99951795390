import { formatUtc } from '../../reports/labels.js';
import { historyOf, newness } from '../history.js';
import { restoresByIdentity } from '../restores.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';
import { told } from '../wording.js';

export const restoredByNew: Rule = {
  id: 'snapshot.restored.newIdentity',
  title: 'Restored by an identity that is new',
  usual: { stake: 'exposed', certainty: 'likely' },
  techniques: ['T1578', 'T1578.002'],
  explanation:
    'An identity that was created in these logs, or that nobody had seen near a snapshot in all the time before, restored one. Intruders bring identities of their own; so do new colleagues. Silent where the logs do not reach further back than the settings ask.',
  *judge(subject) {
    const { newIdentityMs } = thresholdsOf(subject.settings);
    const history = historyOf(subject.firsts);
    for (const group of restoresByIdentity(subject).values()) {
      const [first] = group;
      if (first === undefined) continue;
      const { event, chain } = first;
      const isNew = newness(event, history, newIdentityMs);
      if (isNew === null) continue;
      const reach = history.firstOfAccount(event)?.time ?? null;
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${told(event, chain)}: ${isNew}${reach === null ? '' : `, and they reach back to ${formatUtc(reach)}`}.`,
        events: group.map((one) => one.event),
        chain,
        suppressed: null,
      };
    }
  },
};
