import { isAboutKey } from '../../chains/about.js';
import type { Rule } from '../rule.js';
import { told } from '../wording.js';

export const madePublic: Rule = {
  id: 'snapshot.shared.public',
  title: 'Made public',
  usual: { stake: 'outOfReach', certainty: 'proven' },
  techniques: ['T1537'],
  explanation:
    'A snapshot, image or backup was opened to everybody: any account of the cloud can find it and copy its data.',
  *judge({ steps, trust }) {
    for (const { event, chain } of steps('share')) {
      if (event.outcome === 'failure' || isAboutKey(event)) continue;
      if (!event.sharedWith.some((grantee) => trust.ofGrantee(grantee, event) === 'public')) continue;
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${told(event, chain)}. Any account of this cloud can copy all of its data.`,
        events: [event],
        chain,
        suppressed: null,
      };
    }
  },
};
