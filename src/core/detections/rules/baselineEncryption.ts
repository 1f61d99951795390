import { encryptionWords } from '../../baseline/encryption.js';
import { listWords } from '../../baseline/words.js';
import { capitalised, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';

/**
 * Likely for another key: whoever holds that key can read the copy, and may be the owner. Proven where it is not
 * encrypted any more: then nothing stands between the data and whoever is let in.
 */
export const baselineEncryption: Rule = {
  id: 'snapshot.baseline.encryption',
  title: 'Encrypted otherwise than in the baseline',
  usual: { stake: 'exposed', certainty: 'likely' },
  techniques: ['T1578'],
  explanation:
    'A snapshot is encrypted under another key than its making named or an earlier list says, or not at all. No cloud changes that in place: there is another copy under its name.',
  *judge({ differences }) {
    for (const difference of differences) {
      if (difference.change !== 'encryption') continue;
      const { member, before, now, inventory, events, chain } = difference;
      yield {
        ...this.usual,
        ...(now.isEncrypted === false ? { certainty: 'proven' } : {}),
        because: 'without encryption nothing stands between the data and whoever is let in',
        techniques: this.techniques,
        message: `${capitalised(resourceLabel(member.resource))} is ${encryptionWords(now)} in ${listWords(inventory)}, but ${before}.`,
        events,
        chain,
        suppressed: null,
        isUnlogged: true,
      };
    }
  },
};
