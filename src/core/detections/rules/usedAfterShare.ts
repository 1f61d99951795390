import { actorLabel, between, formatDuration, granteeLabel, listed } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { isTaking } from '../deeds.js';
import { isSameIdentity } from '../identity.js';
import { outwardShare } from '../outwardShare.js';
import type { Rule } from '../rule.js';
import { at, homeOf } from '../wording.js';

export const usedAfterShare: Rule = {
  id: 'snapshot.used.afterShare',
  title: 'Restored or used after sharing',
  usual: { stake: 'exposed', certainty: 'proven' },
  techniques: ['T1537', 'T1578'],
  explanation:
    'A snapshot that had been opened to outsiders was then copied, restored, read or exported. The two together are the way data leaves: open it, then take it.',
  *judge({ chains, trust }) {
    for (const chain of chains) {
      const share = outwardShare(chain, trust);
      if (share === null) continue;
      const uses = chain.events.slice(chain.events.indexOf(share.event) + 1).filter(isTaking);
      const [first] = uses;
      if (first === undefined) continue;
      const gap = between(share.event, first);
      const more = uses.length > 1 ? `, the first of ${uses.length} such steps` : '';
      yield {
        stake: 'exposed',
        // By another identity than the one who shared, it was for somebody that it was opened.
        certainty: isSameIdentity(first, share.event) ? 'likely' : 'proven',
        because: 'the same identity shared and used it, and needed no share for that',
        techniques: this.techniques,
        message: `${bareSentence(first, homeOf(first, chain))}${at(first)}${gap === null ? '' : `, ${formatDuration(gap)}`} after ${actorLabel(share.event, homeOf(share.event, chain))} had shared the data with ${listed(share.grantees.map(granteeLabel))}${more}.`,
        events: [share.event, ...uses],
        about: uses,
        chain,
        suppressed: share.trusted,
      };
    }
  },
};
