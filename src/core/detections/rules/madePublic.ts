import { bareSentence } from '../../reports/sentences.js';
import { chainOf, homeOf, since } from '../chainOf.js';
import type { Rule } from '../rule.js';

export const madePublic: Rule = {
  id: 'snapshot.shared.public',
  title: 'Made public',
  severity: 'critical',
  explanation:
    'A snapshot, image or backup was opened to everybody: any account of the cloud can find it and copy its data.',
  *judge({ events, chains, trust }) {
    for (const event of events) {
      if (event.action !== 'share' || event.outcome === 'failure') continue;
      if (!event.sharedWith.some((grantee) => trust.ofGrantee(grantee, event) === 'public')) continue;
      const chain = chainOf(event, chains);
      yield {
        severity: 'critical',
        techniques: ['T1537'],
        message: `${bareSentence(event, homeOf(event, chain))}${since(event, chain)}. Any account of this cloud can copy all of its data.`,
        events: [event],
        chain,
        suppressed: null,
      };
    }
  },
};
