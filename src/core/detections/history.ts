import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { identityInAccount, identityOf } from './identity.js';

/**
 * What the logs tell of identities and accounts over their whole reach. Only what is about snapshots is kept of the
 * logs, so that "first seen" is the first deed about a snapshot: whoever did other things before is not new.
 */
export interface History {
  /** The dated events of an identity in an account, in time order. */
  of(event: SnapshotEvent): readonly SnapshotEvent[];
  /** The first event of the account in whose log `event` stands; `null` when none has a time. */
  firstOfAccount(event: SnapshotEvent): SnapshotEvent | null;
  /** The event that created the identity who acts in `event`, if the logs hold it. */
  creationOf(event: SnapshotEvent): SnapshotEvent | null;
}

const known = new WeakMap<readonly SnapshotEvent[], History>();

/** Built once for a list of events in time order; linear. */
export function historyOf(events: readonly SnapshotEvent[]): History {
  let history = known.get(events);
  if (history === undefined) {
    history = build(events);
    known.set(events, history);
  }
  return history;
}

const accountKey = (event: SnapshotEvent): string => `${event.cloud} ${event.account?.toLowerCase() ?? ''}`;

function build(events: readonly SnapshotEvent[]): History {
  const byIdentity = new Map<string, SnapshotEvent[]>();
  const firsts = new Map<string, SnapshotEvent>();
  const created = new Map<string, SnapshotEvent>();
  for (const event of events) {
    if (event.time === null) continue;
    const account = accountKey(event);
    if (!firsts.has(account)) firsts.set(account, event);
    pushTo(byIdentity, identityInAccount(event), event);
    if (event.action !== 'context' || event.outcome === 'failure') continue;
    for (const { kind, role, id } of event.resources) {
      const name = `${event.cloud} ${id.toLowerCase()}`;
      if (kind === 'identity' && role !== 'source' && !created.has(name)) created.set(name, event);
    }
  }
  return {
    of: (event) => byIdentity.get(identityInAccount(event)) ?? [],
    firstOfAccount: (event) => firsts.get(accountKey(event)) ?? null,
    creationOf(event) {
      const identity = identityOf(event);
      return identity === null ? null : (created.get(identity) ?? null);
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
    return 'an identity created in these logs';
  }
  const first = history.of(event)[0];
  const reach = history.firstOfAccount(event);
  if (first?.time == null || reach?.time == null) return null;
  const since = Date.parse(first.time);
  // Where the logs begin everybody is new; only logs that reach further back than the look can tell.
  if (now - since >= newIdentityMs || since - Date.parse(reach.time) < newIdentityMs) return null;
  return 'an identity that these logs had never seen near a snapshot before';
}
