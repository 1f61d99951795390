import { encryptionWords } from '../../baseline/encryption.js';
import { listWords } from '../../baseline/words.js';
import { capitalised, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';

/**
 * Medium for another key: whoever holds that key can read the copy, and may be the owner. High where it is not
 * encrypted any more: then nothing stands between the data and whoever is let in.
 */
export const baselineEncryption: Rule = {
  id: 'snapshot.baseline.encryption',
  title: 'Encrypted otherwise than in the baseline',
  severity: 'medium',
  explanation:
    'A snapshot is encrypted under another key than its making named or an earlier list says, or not at all. No cloud changes that in place: there is another copy under its name.',
  *judge({ differences }) {
    for (const difference of differences) {
      if (difference.change !== 'encryption') continue;
      const { member, before, now, inventory, events, chain } = difference;
      yield {
        severity: now.isEncrypted === false ? 'high' : 'medium',
        techniques: ['T1578'],
        message: `${capitalised(resourceLabel(member.resource))} is ${encryptionWords(now)} in ${listWords(inventory)}, but ${before}.`,
        events,
        chain,
        suppressed: null,
        isUnlogged: true,
      };
    }
  },
};
