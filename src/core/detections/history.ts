import { createdBy, namesOf } from '../chains/newIdentities.js';
import type { SnapshotEvent } from '../model.js';
import { remembered } from '../remembered.js';
import { actorLabel, formatDuration } from '../reports/labels.js';
import { identityInAccount, identityOf } from './identity.js';

/**
 * What the logs tell of identities and accounts over their whole reach. Of the logs only what is about snapshots
 * is kept, and who created those who act in it, so that "first seen" is the first deed about a snapshot.
 */
export interface History {
  /** The first dated event of the identity who acts in `event`, in its account. */
  firstOf(event: SnapshotEvent): SnapshotEvent | null;
  /** The first event of the account in whose log `event` stands; `null` when none has a time. */
  firstOfAccount(event: SnapshotEvent): SnapshotEvent | null;
  /** The event that created the identity who acts in `event`, if the logs hold it. */
  creationOf(event: SnapshotEvent): SnapshotEvent | null;
}

/** Built once for a list of events in time order: all, or those that can be the first of something. Linear. */
export const historyOf: (events: readonly SnapshotEvent[]) => History = remembered(build);

const accountKey = (event: SnapshotEvent): string => `${event.cloud} ${event.account?.toLowerCase() ?? ''}`;

function build(events: readonly SnapshotEvent[]): History {
  const firsts = new Map<string, SnapshotEvent>();
  const firstsOfAccounts = new Map<string, SnapshotEvent>();
  const created = new Map<string, SnapshotEvent>();
  for (const event of events) {
    if (event.time === null) continue;
    for (const name of createdBy(event)) if (!created.has(name)) created.set(name, event);
    const account = accountKey(event);
    if (!firstsOfAccounts.has(account)) firstsOfAccounts.set(account, event);
    const identity = identityInAccount(event);
    if (!firsts.has(identity)) firsts.set(identity, event);
  }
  return {
    firstOf: (event) => firsts.get(identityInAccount(event)) ?? null,
    firstOfAccount: (event) => firstsOfAccounts.get(accountKey(event)) ?? null,
    creationOf(event) {
      const name = namesOf(event).find((one) => created.has(one));
      return name === undefined ? null : (created.get(name) ?? null);
    },
  };
}

/** Why an identity is new at the time of a deed, in words that follow its name; `null` when it is not, or cannot be told. */
export function newness(event: SnapshotEvent, history: History, newIdentityMs: number): string | null {
  if (event.time === null || event.actor.service || identityOf(event) === null) return null;
  const now = Date.parse(event.time);
  const creation = history.creationOf(event);
  if (
    creation?.time != null &&
    creation.time <= event.time &&
    now - Date.parse(creation.time) < newIdentityMs
  ) {
    const before = formatDuration(now - Date.parse(creation.time));
    return `an identity created in these logs ${before} before by ${actorLabel(creation, event.account)}`;
  }
  const first = history.firstOf(event);
  const reach = history.firstOfAccount(event);
  if (first?.time == null || reach?.time == null) return null;
  const since = Date.parse(first.time);
  // Where the logs begin everybody is new; only logs that reach further back than the look can tell.
  if (now - since >= newIdentityMs || since - Date.parse(reach.time) < newIdentityMs) return null;
  return 'an identity that these logs had never seen near a snapshot before';
}
