import { capitalised, granteeLabel, listed } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { chainOf, since } from '../chainOf.js';
import type { Rule } from '../rule.js';

export const sharedExternal: Rule = {
  id: 'snapshot.shared.external',
  title: 'Shared with another account',
  severity: 'high',
  explanation:
    'A snapshot, image or backup was opened to an account outside the one that owns it. Whoever holds that account can copy all the data, out of sight of these logs.',
  *judge({ events, chains, trust }) {
    for (const event of events) {
      if (event.action !== 'share' || event.outcome === 'failure') continue;
      const standing = event.sharedWith.map((grantee) => ({ grantee, is: trust.ofGrantee(grantee, event) }));
      const foreign = standing.filter(({ is }) => is === 'foreign').map(({ grantee }) => grantee);
      const trusted = standing.filter(({ is }) => is === 'trusted').map(({ grantee }) => grantee);
      if (foreign.length === 0 && trusted.length === 0) continue;
      const chain = chainOf(event, chains);
      const who = listed((foreign.length > 0 ? foreign : trusted).map(granteeLabel));
      yield {
        severity: 'high',
        techniques: ['T1537'],
        message: `${bareSentence(event)}${since(event, chain)}. ${capitalised(who)} can copy all of its data from now on.`,
        events: [event],
        chain,
        suppressed:
          foreign.length > 0 ? null : `${listed(trusted.map(granteeLabel))}: on the list of trusted accounts`,
      };
    }
  },
};
