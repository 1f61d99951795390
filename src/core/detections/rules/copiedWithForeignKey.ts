import { accountInId } from '../../providers/resourceId.js';
import { brief } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import { listNames } from '../trust.js';
import { told } from '../wording.js';

export const copiedWithForeignKey: Rule = {
  id: 'snapshot.copied.foreignKey',
  title: 'Encrypted with a key of another account',
  usual: { stake: 'outOfReach', certainty: 'likely' },
  techniques: ['T1537'],
  explanation:
    'A copy, export or restore was encrypted with a key that belongs to another account. Its holder can read the copy once it is shared, and can lock its owner out. Companies with a key account of their own name it as trusted.',
  *judge({ keyed, chainOf, trust }) {
    for (const event of keyed) {
      if (event.outcome === 'failure' || event.account === null || event.actor.service) continue;
      const own = event.account.toLowerCase();
      const key = event.encryptionKeys.find((id) => ![null, own].includes(accountInId(id)));
      const holder = key === undefined ? null : accountInId(key);
      if (key === undefined || holder === null) continue;
      const chain = chainOf(event);
      const standing = trust.ofAccount(holder, event.account);
      yield {
        ...(event.cloud === 'aws' ? this.usual : { stake: 'exposed', certainty: 'possible' }),
        techniques: this.techniques,
        message: `${told(event, chain)}, encrypted with a key of account ${holder} (${brief(key)}). Whoever holds that key decides who can read the copy.`,
        because:
          'in this cloud keys are kept in a project or subscription of their own as a matter of course',
        events: [event],
        chain,
        suppressed:
          standing === 'trusted' ? `account ${holder}: on the list of ${listNames([holder], trust)}` : null,
      };
    }
  },
};
