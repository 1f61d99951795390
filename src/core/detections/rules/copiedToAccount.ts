import { CROSSES, crossing, UNKNOWN_ACCOUNT } from '../borders.js';
import type { Rule } from '../rule.js';
import { listNames } from '../trust.js';
import { told } from '../wording.js';

export const copiedToAccount: Rule = {
  id: 'snapshot.copied.otherAccount',
  title: 'Copied to another account',
  usual: { stake: 'outOfReach', certainty: 'likely' },
  techniques: ['T1537'],
  explanation:
    'A copy was made, or a disk restored, across the border of an account, subscription or project by somebody who may act on both sides. Backups into an account of their own look the same: name that account as trusted.',
  *judge({ steps, trust }) {
    for (const { event, chain } of steps(...CROSSES)) {
      const border = crossing(event);
      if (border === null) continue;
      const standing = trust.ofAccount(border.to, border.from);
      if (standing === 'own') continue;
      yield {
        stake: event.actor.service ? 'prepared' : 'outOfReach',
        certainty: border.certainty,
        techniques: this.techniques,
        message: `${told(event, chain)}. The copy lies in ${border.to === UNKNOWN_ACCOUNT ? 'a project that this log does not name' : `account ${border.to}`}, the original belongs to ${border.from}.`,
        because: event.actor.service
          ? 'a service made it, by a plan that somebody set up'
          : 'subscriptions and projects of one company copy from each other every day, and whose these are the logs do not tell',
        events: [event],
        chain,
        suppressed:
          standing === 'trusted'
            ? `account ${border.to}: on the list of ${listNames([border.to], trust)}`
            : null,
      };
    }
  },
};
