import type { SnapshotEvent } from '../../model.js';
import { chainOf, told } from '../chainOf.js';
import { accountInId, resourcesAs } from '../deeds.js';
import type { Rule } from '../rule.js';
import type { Certainty } from '../severity.js';

export const copiedToAccount: Rule = {
  id: 'snapshot.copied.otherAccount',
  title: 'Copied to another account',
  usual: { stake: 'outOfReach', certainty: 'likely' },
  techniques: ['T1537'],
  explanation:
    'A copy was made across the border of an account, subscription or project by somebody who may act on both sides. Backups into an account of their own look the same: name that account as trusted.',
  *judge({ events, chains, trust }) {
    for (const event of events) {
      const border = crossing(event);
      if (border === null) continue;
      const standing = trust.ofAccount(border.to, border.from);
      if (standing === 'own') continue;
      const chain = chainOf(event, chains);
      yield {
        stake: event.actor.service ? 'prepared' : 'outOfReach',
        certainty: border.certainty,
        techniques: this.techniques,
        message: `${told(event, chain)}. The copy lies in ${border.to === UNKNOWN ? 'a project that this log does not name' : `account ${border.to}`}, the original belongs to ${border.from}${event.actor.service ? '; a service made it, by a plan that somebody set up' : ''}.`,
        events: [event],
        chain,
        suppressed: standing === 'trusted' ? `account ${border.to}: on the list of trusted accounts` : null,
      };
    }
  },
};

/** Google tells the owner that somebody took it across, and may not tell whereto. */
const UNKNOWN = 'unknown';

interface Border {
  readonly from: string;
  readonly to: string;
  readonly certainty: Certainty;
}

/** Between which accounts a copy went, as its ids tell it. */
function crossing(event: SnapshotEvent): Border | null {
  if (event.outcome === 'failure' || event.account === null) return null;
  if (event.action !== 'copy' && event.action !== 'create') return null;
  const accounts = (ids: readonly { readonly id: string }[]) =>
    ids.map(({ id }) => accountInId(id)).filter((account) => account !== null);
  const own = event.account.toLowerCase();
  if (event.cloud === 'aws') {
    // The owner's log names where it went; a copy of what somebody shared with this account is that owner's matter.
    const to = accounts(
      resourcesAs(event, ['subject', 'result', 'target'], ['snapshot', 'recoveryPoint', 'image', 'vault']),
    );
    const away = to.find((account) => account !== own);
    return away === undefined || event.action !== 'copy'
      ? null
      : { from: own, to: away, certainty: 'likely' };
  }
  // Google writes into the owner's log that another project took a snapshot of its disk.
  if (event.cloud === 'gcp' && event.action === 'create' && event.techniques.includes('T1537')) {
    const taker =
      accounts(resourcesAs(event, ['subject'])).find((account) => account !== own) ?? event.actor.account;
    return { from: own, to: taker ?? UNKNOWN, certainty: 'likely' };
  }
  const from = accounts(resourcesAs(event, ['source'])).find((account) => account.toLowerCase() !== own);
  // Subscriptions and projects of one company copy from each other every day.
  return from === undefined ? null : { from, to: own, certainty: 'possible' };
}
