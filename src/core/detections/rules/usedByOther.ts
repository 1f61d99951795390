import type { Action } from '../../model.js';
import { resourceLabel } from '../../reports/labels.js';
import { chainOf } from '../chainOf.js';
import type { Rule } from '../rule.js';

/** Actions that put the data into other hands. */
const TAKES: ReadonlySet<Action> = new Set(['restore', 'copy', 'use', 'read', 'export']);

export const usedByOther: Rule = {
  id: 'snapshot.used.byOtherAccount',
  title: 'Used by another account',
  severity: 'critical',
  explanation:
    'An account other than the owner copied a shared snapshot or made a volume from it. From then on the data is out of the owner’s reach.',
  *judge({ events, chains, trust }) {
    for (const event of events) {
      if (!TAKES.has(event.action) || event.outcome === 'failure') continue;
      const standing = trust.ofActor(event);
      // An account that uses what it owns (or a public image that it launched itself) takes nothing from anybody.
      if (standing === 'own') continue;
      const chain = chainOf(event, chains);
      const what = event.resources.find(({ role }) => role === 'subject' || role === 'source');
      const deed =
        event.action === 'copy'
          ? 'copied'
          : event.action === 'restore'
            ? 'made a volume or machine from'
            : 'took the data of';
      yield {
        // In Google's logs a service account of another project is often a pipeline of the same company.
        severity: event.cloud === 'gcp' ? 'medium' : 'critical',
        techniques: ['T1537'],
        message: `Account ${event.actor.account} ${deed} ${what === undefined ? 'a resource' : resourceLabel(what)} of account ${event.account ?? 'unknown'}. What it holds now is in that account's hands.`,
        events: [event],
        chain,
        suppressed:
          standing === 'trusted' ? `account ${event.actor.account}: on the list of trusted accounts` : null,
      };
    }
  },
};
