import type { ChainCase } from '../../chains/buildChains.js';
import { chainIndex } from '../../chains/chainIndex.js';
import type { Action, EventResource, SnapshotEvent } from '../../model.js';
import { keyIn } from '../../providers/resourceId.js';
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
      const chain = chainOf(event, chains);
      const what = event.resources.find(({ role }) => role === 'subject' || role === 'source');
      const owner = (what === undefined ? null : ownerOf(what, event, chain)) ?? event.account;
      const taker = event.actor.account;
      // An account that uses what it owns (or a public image that it launched itself) takes nothing from anybody.
      const standing =
        event.cloud === 'aws' && taker !== null && owner !== null
          ? trust.ofAccount(taker, owner)
          : trust.ofActor(event);
      if (standing === 'own') continue;
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
        message: `Account ${taker} ${deed} ${what === undefined ? 'a resource' : resourceLabel(what)} of account ${owner ?? 'unknown'}. What it holds now is in that account's hands.`,
        events: [event],
        chain,
        suppressed:
          standing === 'trusted' ? `account ${event.actor.account}: on the list of trusted accounts` : null,
      };
    }
  },
};

/**
 * The account that owns a resource: where it was made, or else the chain's owner for the chain's root. The log
 * in which its use stands may be the taker's.
 */
function ownerOf(resource: EventResource, event: SnapshotEvent, chain: ChainCase | null): string | null {
  if (chain === null) return null;
  const index = chainIndex(chain);
  const member = index.member(keyIn(event, resource));
  if (member === undefined) return null;
  const maker = member.madeBy === null ? undefined : index.event(member.madeBy);
  if (maker !== undefined) return maker === event ? null : maker.account;
  return member === chain.members[0] ? (chain.accounts[0] ?? null) : null;
}
