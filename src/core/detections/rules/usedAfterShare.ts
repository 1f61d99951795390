import type { Action } from '../../model.js';
import { actorLabel, between, formatDuration, granteeLabel, listed } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { homeOf } from '../chainOf.js';
import { outwardShare } from '../outwardShare.js';
import type { Rule } from '../rule.js';

const USES: ReadonlySet<Action> = new Set(['restore', 'copy', 'use', 'read', 'export']);

export const usedAfterShare: Rule = {
  id: 'snapshot.used.afterShare',
  title: 'Restored or used after sharing',
  severity: 'high',
  explanation:
    'A snapshot that had been opened to outsiders was then copied, restored, read or exported. The two together are the way data leaves: open it, then take it.',
  *judge({ chains, trust }) {
    for (const chain of chains) {
      const share = outwardShare(chain, trust);
      if (share === null) continue;
      const uses = chain.events
        .slice(chain.events.indexOf(share.event) + 1)
        .filter((event) => USES.has(event.action) && event.outcome !== 'failure');
      const [first] = uses;
      if (first === undefined) continue;
      const gap = between(share.event, first);
      const more = uses.length > 1 ? `, the first of ${uses.length} such steps` : '';
      yield {
        severity: first.actor.id === share.event.actor.id ? 'medium' : 'high',
        techniques: ['T1537', 'T1578'],
        message: `${bareSentence(first, homeOf(first, chain))}${gap === null ? '' : `, ${formatDuration(gap)}`} after ${actorLabel(share.event, homeOf(share.event, chain))} had shared the data with ${listed(share.grantees.map(granteeLabel))}${more}.`,
        events: [share.event, ...uses],
        chain,
        suppressed: share.trusted,
      };
    }
  },
};
