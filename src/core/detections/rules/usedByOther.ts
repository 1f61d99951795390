import type { ChainCase } from '../../chains/chainCase.js';
import { partOf, stepsOf } from '../../chains/parts.js';
import { countWhile } from '../../countWhile.js';
import type { EventResource, SnapshotEvent } from '../../model.js';
import { keyIn } from '../../providers/resourceId.js';
import { NO_TIME } from '../../providers/time.js';
import { pushTo } from '../../pushTo.js';
import { remembered } from '../../remembered.js';
import { actorLabel, between, formatDuration, resourceLabel } from '../../reports/labels.js';
import { isTaking, TAKES } from '../deeds.js';
import { namesOf } from '../openings.js';
import type { Rule } from '../rule.js';
import type { Standing, Trust } from '../trust.js';
import { at, homeOf } from '../wording.js';

export const usedByOther: Rule = {
  id: 'snapshot.used.byOtherAccount',
  title: 'Used by another account',
  usual: { stake: 'outOfReach', certainty: 'proven' },
  techniques: ['T1537'],
  explanation:
    'An account other than the owner copied a shared snapshot or made a volume from it. From then on the data is out of the owner’s reach.',
  *judge({ steps, trust }) {
    // What one account took of one chain is one theft, in however many calls.
    const takings = new Map<string, Taking[]>();
    const robbed = new Set<ChainCase | null>();
    for (const { event, chain } of steps(...TAKES)) {
      if (!isTaking(event)) continue;
      const what = event.resources.find(({ role }) => role === 'subject' || role === 'source');
      const owner = (what === undefined ? null : ownerOf(what, event, chain)) ?? event.account;
      const taker = event.actor.account;
      // An account that uses what it owns (or a public image that it launched itself) takes nothing from anybody.
      const standing =
        event.cloud === 'aws' && taker !== null && owner !== null
          ? trust.ofAccount(taker, owner)
          : trust.ofActor(event);
      // What the taker then does with its own copy is part of the story, and no theft by itself.
      if (standing === 'own' && !robbed.has(chain)) continue;
      const theft = JSON.stringify([chain?.id, chain === null ? event.id : null, taker]);
      if (standing === 'own' && !takings.has(theft)) continue;
      robbed.add(chain);
      pushTo(takings, theft, { event, chain, what, owner, standing });
    }
    for (const group of takings.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const { event, chain, what, owner, standing } = first;
      const taker = event.actor.account;
      const more = group.length > 1 ? `, the first of ${group.length} such steps` : '';
      yield {
        stake: 'outOfReach',
        certainty: event.cloud === 'gcp' ? 'possible' : 'proven',
        because:
          'in Google’s logs a service account of another project is often a pipeline of the same company',
        techniques: this.techniques,
        message: `Account ${taker} ${deedOf(event)} ${what === undefined ? 'a resource' : resourceLabel(what)} of account ${owner ?? 'unknown'}${at(event)}${letIn(event, chain)}${more}. What it holds is now in that account's hands.`,
        events: group.map((taking) => taking.event),
        chain,
        suppressed: standing === 'trusted' ? trustedAs(taker, trust) : null,
      };
    }
  },
};

/** Where the account is on no list, the actor itself is. */
function trustedAs(taker: string | null, trust: Trust): string {
  const list = taker === null ? null : trust.listOf(taker);
  return `account ${taker}: on the list of ${list ?? 'trusted principals'}`;
}

interface Taking {
  readonly event: SnapshotEvent;
  readonly chain: ChainCase | null;
  readonly what: EventResource | undefined;
  readonly owner: string | null;
  readonly standing: Standing;
}

function deedOf({ action }: SnapshotEvent): string {
  if (action === 'copy') return 'copied';
  return action === 'restore' ? 'made a volume or machine from' : 'took the data of';
}

/** `, 25 s after user/mallory had shared it with that account`: the last share before that let the taker in. */
function letIn(event: SnapshotEvent, chain: ChainCase | null): string {
  if (chain === null) return '';
  const shares = sharesOf(chain);
  const own = [event.actor.account?.toLowerCase(), 'public']
    .flatMap((who) => (who === undefined ? [] : [lastBefore(shares.get(who) ?? [], event)]))
    .filter((share) => share !== undefined);
  const share = own.reduce<Placed | null>(
    (last, one) => (last === null || one.place > last.place ? one : last),
    null,
  );
  const gap = share === null ? null : between(share.event, event);
  if (share === null || gap === null) return '';
  return `, ${formatDuration(gap)} after ${actorLabel(share.event, homeOf(share.event, chain))} had shared it`;
}

/** A share, and which of its chain it is. */
interface Placed {
  readonly event: SnapshotEvent;
  readonly place: number;
}

/** The shares of a chain that have a time, in order, by the accounts that they let in: there may be as many takers as shares. */
const sharesOf = remembered((chain: ChainCase): ReadonlyMap<string, readonly Placed[]> => {
  const shares = new Map<string, Placed[]>();
  for (const [place, event] of stepsOf(chain, ['share']).entries()) {
    if (event.outcome === 'failure' || event.time === null) continue;
    for (const who of new Set(event.sharedWith.flatMap(namesOf))) pushTo(shares, who, { event, place });
  }
  return shares;
});

function lastBefore(shares: readonly Placed[], event: SnapshotEvent): Placed | undefined {
  if (event.time === null) return undefined;
  const { time } = event;
  return shares[countWhile(shares.length, (index) => (shares[index]?.event.time ?? NO_TIME) <= time) - 1];
}

/**
 * The account that owns a resource: where it was made, or else the chain's owner for the chain's root. The log
 * in which its use stands may be the taker's.
 */
function ownerOf(resource: EventResource, event: SnapshotEvent, chain: ChainCase | null): string | null {
  if (chain === null) return null;
  const part = partOf(chain, keyIn(event, resource));
  if (part === undefined) return null;
  if (part.made !== null) return part.made === event ? null : part.made.account;
  return part === chain.parts[0] ? (chain.accounts[0] ?? null) : null;
}
