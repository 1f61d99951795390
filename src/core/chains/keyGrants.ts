import type { SnapshotEvent } from '../model.js';
import { byTime } from '../order.js';
import { accountsOf } from '../providers/grantee.js';
import { pushTo } from '../pushTo.js';
import type { ChainCase, KeyGrant } from './chainCase.js';
import { type KeyUse, keyAbout, keyOwner, keyUses } from './encryptionKeys.js';
import type { EventTable } from './eventTable.js';

/** More of them make no chain clearer; how many are left out is told. */
export const MAX_GRANTS_OF_A_CHAIN = 20;

/**
 * Gives the same chains, with what was done about the keys of each, and the places of those events: of all events about
 * keys those that let somebody from outside use a key with which something of a chain is encrypted, or end that. A key
 * guards many chains and gives nobody a snapshot: such events stand beside the events of a chain, and neither its state
 * nor who could read it follows from them. Linear.
 */
export function keyGrants(
  table: EventTable,
  chains: readonly ChainCase[],
): { readonly chains: readonly ChainCase[]; readonly places: readonly number[] } {
  const aboutKeys = placesAboutKeys(table);
  if (aboutKeys.length === 0) return { chains, places: [] };
  const uses = keyUses(chains);
  const byKey = new Map<string, KeyGrant[]>();
  const places: number[] = [];
  const begun = beginnings(aboutKeys.map((place) => table.event(place)));
  for (const place of aboutKeys) {
    const key = keyAbout(table.event(place));
    const use = key === null ? undefined : uses.get(key);
    if (key === null || use === undefined) continue;
    const event = named(table.event(place), begun);
    const outsiders = outsidersOf(event, use);
    if (outsiders.length === 0) continue;
    if (event !== table.event(place)) table.replace(place, event);
    pushTo(byKey, key, { event, outsiders });
    places.push(place);
  }
  return places.length === 0 ? { chains, places } : { chains: withGrants(chains, uses, byKey), places };
}

function placesAboutKeys({ things, count }: EventTable): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < count; place++) {
    for (let row = things.begin(place); row < things.end(place); row++) {
      if (things.kind(row) !== 'key' || !things.is(row, 'subject')) continue;
      places.push(place);
      break;
    }
  }
  return places;
}

/** The id of a grant of AWS KMS: `result` where it is given, `source` where it is ended. */
function grantIdOf({ resources }: SnapshotEvent, as: 'result' | 'source'): string | null {
  return resources.find(({ role, kind }) => role === as && kind === 'policy')?.id ?? null;
}

/** The events that gave the grants of AWS KMS, by key and id of the grant. */
function beginnings(events: readonly SnapshotEvent[]): ReadonlyMap<string, SnapshotEvent> {
  const begun = new Map<string, SnapshotEvent>();
  for (const event of events) {
    const id = grantIdOf(event, 'result');
    if (id !== null && event.outcome === 'success') begun.set(`${keyAbout(event)} ${id}`, event);
  }
  return begun;
}

/** The end of a grant names the grant alone: whose it was, its beginning tells. */
function named(event: SnapshotEvent, begun: ReadonlyMap<string, SnapshotEvent>): SnapshotEvent {
  const id = grantIdOf(event, 'source');
  const beginning = id === null ? undefined : begun.get(`${keyAbout(event)} ${id}`);
  if (beginning === undefined) return event;
  const { sharedWith } = beginning;
  return { ...event, sharedWith, revokedFrom: sharedWith };
}

/** Those let in or out who are of another account; also asked where the chains of the key are known. */
export function outsidersOf(event: SnapshotEvent, { owners }: Pick<KeyUse, 'owners'>): readonly string[] {
  const keeper = keyOwner(event);
  const isOwn = (account: string): boolean => account === keeper || owners.has(account);
  if (isServiceGrant(event, isOwn)) return [];
  return [...new Set([...event.sharedWith, ...event.revokedFrom])].filter((who) =>
    isOutsider(who, event, isOwn),
  );
}

/**
 * EBS, RDS or AWS Backup that gives itself a grant for who uses it. Only AWS writes `invokedBy`; what it does for a
 * stranger is the stranger's.
 */
function isServiceGrant(event: SnapshotEvent, isOwn: (account: string) => boolean): boolean {
  const { cloud, actor } = event;
  if (cloud !== 'aws' || grantIdOf(event, 'result') === null) return false;
  if (actor.invokedBy === null && !actor.service) return false;
  return actor.account === null || isOwn(actor.account.toLowerCase());
}

function isOutsider(who: string, { cloud }: SnapshotEvent, isOwn: (account: string) => boolean): boolean {
  if (who === 'public') return true;
  const accounts = accountsOf(who);
  if (accounts.some(isOwn)) return false;
  // A service (`ec2.amazonaws.com`), or the id of somebody who was deleted since (`AIDA…`), is of no account.
  return cloud !== 'aws' || accounts.some((account) => /^[0-9]+$/.test(account));
}

function withGrants(
  chains: readonly ChainCase[],
  uses: ReadonlyMap<string, KeyUse>,
  byKey: ReadonlyMap<string, readonly KeyGrant[]>,
): readonly ChainCase[] {
  const firsts = new Map<ChainCase, KeyGrant[]>();
  const counts = new Map<ChainCase, number>();
  for (const [key, grants] of byKey) {
    const few = grants.slice(0, MAX_GRANTS_OF_A_CHAIN);
    for (const chain of uses.get(key)?.chains.keys() ?? []) {
      counts.set(chain, (counts.get(chain) ?? 0) + grants.length);
      for (const grant of few) pushTo(firsts, chain, grant);
    }
  }
  return chains.map((chain) => {
    const grants = firsts.get(chain);
    if (grants === undefined) return chain;
    const keyGrants = grants.sort((a, b) => byTime(a.event, b.event)).slice(0, MAX_GRANTS_OF_A_CHAIN);
    return { ...chain, keyGrants, moreKeyGrants: (counts.get(chain) ?? 0) - keyGrants.length };
  });
}
