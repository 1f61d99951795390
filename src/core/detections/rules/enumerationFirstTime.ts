import type { Action } from '../../model.js';
import { actorLabel, between, formatDuration, formatUtc } from '../../reports/labels.js';
import { historyOf } from '../history.js';
import { identityInAccount, identityOf } from '../identity.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';

const DEEDS: ReadonlySet<Action> = new Set([
  'copy',
  'share',
  'restore',
  'read',
  'export',
  'delete',
  'unprotect',
]);

export const enumerationFirstTime: Rule = {
  id: 'snapshot.enumeration.firstTime',
  title: 'Listed by somebody who never did',
  usual: { stake: 'lookedAt', certainty: 'likely' },
  techniques: ['T1580'],
  explanation:
    'An identity that had done nothing about snapshots in logs that reach far enough back began to list them. Weighs more when it then shared, copied, restored, read, exported or deleted one within the time of covering tracks.',
  *judge({ events, settings }) {
    const { newIdentityMs, coverTracksMs } = thresholdsOf(settings);
    const history = historyOf(events);
    const seen = new Set<string>();
    for (const event of events) {
      if (event.time === null || event.action !== 'enumerate' || event.actor.service) continue;
      const identity = identityOf(event);
      const key = identityInAccount(event);
      if (identity === null || seen.has(key)) continue;
      seen.add(key);
      const deeds = history.of(event);
      const reach = history.firstOfAccount(event)?.time ?? null;
      if (deeds[0] !== event || reach === null || Date.parse(event.time) - Date.parse(reach) < newIdentityMs)
        continue;
      const next = deeds.find((deed) => DEEDS.has(deed.action) && deed.outcome !== 'failure');
      const gap = next === undefined ? null : between(event, next);
      const isFollowed = next !== undefined && gap !== null && gap <= coverTracksMs;
      yield {
        stake: 'lookedAt',
        certainty: isFollowed ? 'proven' : 'likely',
        techniques: this.techniques,
        message: `${actorLabel(event, event.account)} listed snapshots (${event.operation}) at ${formatUtc(event.time)}, for the first time in logs that reach back to ${formatUtc(reach)}${isFollowed ? `, and ${formatDuration(gap)} later called ${next.operation}` : ''}.`,
        events: isFollowed ? [event, next] : [event],
        about: [event],
        chain: null,
        suppressed: null,
      };
    }
  },
};
