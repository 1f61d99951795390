import type { Chains } from '../../chains/buildChains.js';
import type { Action, SnapshotEvent } from '../../model.js';
import { actorLabel, between, formatDuration, formatUtc } from '../../reports/labels.js';
import { historyOf } from '../history.js';
import { identityInAccount, identityOf } from '../identity.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';

const DEEDS: readonly Action[] = ['copy', 'share', 'restore', 'read', 'export', 'delete', 'unprotect'];

export const enumerationFirstTime: Rule = {
  id: 'snapshot.enumeration.firstTime',
  title: 'Listed by somebody who never did',
  usual: { stake: 'lookedAt', certainty: 'likely' },
  techniques: ['T1580'],
  explanation:
    'An identity that had done nothing about snapshots in logs that reach far enough back began to list them. Weighs more when it then shared, copied, restored, read, exported or deleted one within the time of covering tracks.',
  *judge({ acting, firsts, settings }) {
    const { newIdentityMs, coverTracksMs } = thresholdsOf(settings);
    const history = historyOf(firsts);
    const firstDeeds = firstDeedsIn(acting);
    for (const event of acting('enumerate')) {
      if (event.time === null || event.actor.service || identityOf(event) === null) continue;
      // Who was met before has another first event.
      if (history.firstOf(event) !== event) continue;
      const reach = history.firstOfAccount(event)?.time ?? null;
      if (reach === null || Date.parse(event.time) - Date.parse(reach) < newIdentityMs) continue;
      const next = firstDeeds().get(identityInAccount(event));
      const gap = next === undefined ? null : between(event, next);
      const isFollowed = next !== undefined && gap !== null && gap <= coverTracksMs;
      yield {
        stake: 'lookedAt',
        certainty: isFollowed ? 'proven' : 'likely',
        techniques: this.techniques,
        because: 'a deed followed',
        message: `${actorLabel(event, event.account)} listed snapshots (${event.operation}) at ${formatUtc(event.time)}, for the first time in logs that reach back to ${formatUtc(reach)}${isFollowed ? `, and ${formatDuration(gap)} later called ${next.operation}` : ''}.`,
        // With the deed it is about more than a burst of looks, which then does not silence it.
        events: isFollowed ? [event, next] : [event],
        chain: null,
        suppressed: null,
      };
    }
  },
};

/** The first deed of each identity in an account that is more than looking; asked for only where somebody is new. */
function firstDeedsIn(acting: Chains['acting']): () => ReadonlyMap<string, SnapshotEvent> {
  let known: Map<string, SnapshotEvent> | null = null;
  return () => {
    if (known === null) {
      known = new Map();
      for (const deed of acting(...DEEDS)) {
        if (deed.time === null || deed.outcome === 'failure') continue;
        const identity = identityInAccount(deed);
        if (!known.has(identity)) known.set(identity, deed);
      }
    }
    return known;
  };
}
