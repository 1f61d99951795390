import { bareSentence } from '../../reports/sentences.js';
import { chainOf, homeOf, since } from '../chainOf.js';
import type { Rule } from '../rule.js';

export const exported: Rule = {
  id: 'snapshot.exported',
  title: 'Exported',
  severity: 'high',
  explanation:
    'Data left the service that guards it: written to a bucket, or handed out as a download link that works from anywhere until it expires. Exports are rare; most need an explanation.',
  *judge({ events, chains }) {
    for (const event of events) {
      if (event.action !== 'export' || event.outcome === 'failure') continue;
      const chain = chainOf(event, chains);
      const isLink = /getaccess|sasuri/i.test(event.operation);
      yield {
        severity: 'high',
        techniques: ['T1537'],
        message: `${bareSentence(event, homeOf(event, chain))}${since(event, chain)}. ${isLink ? 'Whoever holds the link can download all of it, without any account.' : 'The copy there obeys other permissions than the original.'}`,
        events: [event],
        chain,
        suppressed: null,
      };
    }
  },
};
