import { lockedScope, scopesAbove } from '../chains/locksAbove.js';
import { isCopy } from '../chains/makings.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import { between } from '../reports/labels.js';
import { deletedCopies } from './deeds.js';
import { isProtectionOff } from './guards.js';
import { identityInAccount, identityOf } from './identity.js';
import { routineOf } from './routine.js';
import type { Case } from './rule.js';
import { HOUR } from './thresholds.js';

/** What one identity laid open, and what another deleted of just that soon after. */
export interface TwoHands {
  readonly looseners: readonly SnapshotEvent[];
  /** In time order; never empty. */
  readonly deletions: readonly SnapshotEvent[];
}

interface Pair {
  readonly looseners: Set<SnapshotEvent>;
  readonly deletions: SnapshotEvent[];
  last: SnapshotEvent;
}

/**
 * People who deleted copies out of what somebody else had unlocked within the hour before: a vault, one copy, or what an
 * Azure lock below the subscription hung on. An intruder may hold several keys; so may a team, which works by machines, by
 * the clock or on a ticket: these are left out. Linear in events and in the depth of their ids.
 */
export function twoHandsIn({ acting, chainOf, normal }: Case): readonly TwoHands[] {
  if (!acting('unprotect').some(isProtectionOff)) return [];
  const events = acting('unprotect', 'delete').filter(isByPerson);
  const isRoutine = routinesOf(events);
  const opened = new Map<string, SnapshotEvent>();
  const pairs = new Map<string, Pair>();
  for (const event of events) {
    if (isProtectionOff(event)) {
      if (!isRoutine(event)) for (const place of guardedBy(event)) opened.set(inAccount(event, place), event);
      continue;
    }
    if (opened.size === 0 || deletedCopies(event).length === 0 || isRoutine(event)) continue;
    const loosener = lastOf(placesOf(event).flatMap((place) => opened.get(inAccount(event, place)) ?? []));
    if (loosener === null || identityOf(loosener) === identityOf(event)) continue;
    const key = JSON.stringify([identityInAccount(loosener), identityOf(event)]);
    const pair = pairs.get(key);
    if (!isSoon(loosener, event) && !(pair?.looseners.has(loosener) && isSoon(pair.last, event))) continue;
    if (pair === undefined)
      pairs.set(key, { looseners: new Set([loosener]), deletions: [event], last: event });
    else {
      pair.looseners.add(loosener);
      pair.deletions.push(event);
      pair.last = event;
    }
  }
  return [...pairs.values()]
    .map(({ looseners, deletions }) => ({ looseners: [...looseners], deletions }))
    .filter(({ looseners, deletions }) =>
      [...looseners, ...deletions].some((event) =>
        normal.reasons(event, chainOf(event)).every(({ kind }) => kind !== 'ticket' && kind !== 'service'),
      ),
    );
}

function isByPerson({ actor, outcome, time }: SnapshotEvent): boolean {
  return (
    outcome !== 'failure' &&
    time !== null &&
    actor.id !== null &&
    !actor.service &&
    actor.type !== 'app' &&
    actor.type !== 'serviceAccount'
  );
}

/** Whether somebody does the same on several days at about this hour. */
function routinesOf(events: readonly SnapshotEvent[]): (event: SnapshotEvent) => boolean {
  const times = new Map<string, number[]>();
  const wayOf = (event: SnapshotEvent) => `${event.operation} ${identityInAccount(event)}`;
  for (const event of events) {
    pushTo(times, wayOf(event), Date.parse(event.time ?? ''));
  }
  const routines = new Map([...times].map(([way, moments]) => [way, routineOf(moments)]));
  return (event) => (routines.get(wayOf(event))?.(Date.parse(event.time ?? '')) ?? 0) > 0;
}

const inAccount = ({ cloud, account }: SnapshotEvent, place: string): string =>
  JSON.stringify([cloud, account?.toLowerCase(), place]);

const isSoon = (before: SnapshotEvent, event: SnapshotEvent): boolean => {
  const gap = between(before, event);
  return gap !== null && gap <= HOUR;
};

function lastOf(events: readonly SnapshotEvent[]): SnapshotEvent | null {
  return events.reduce<SnapshotEvent | null>(
    (last, event) => (last === null || (event.time ?? '') > (last.time ?? '') ? event : last),
    null,
  );
}

/** At least a resource group: below a subscription lies everything. */
const GROUP_OR_BELOW = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/;
/** Settings and guards of a vault have ids of their own below it; what is backed up in it has one as well. */
const OF_VAULT =
  /^(.*\/(?:backup)?vaults\/[^/]+)(?:\/backup(?:config|resourceguardproxies|securitypin)(?:\/.*)?)?$/;

/** What a weakening guarded, and nothing else; empty where that cannot be told. */
function guardedBy(event: SnapshotEvent): readonly string[] {
  return event.resources.flatMap((resource) => {
    if (resource.role !== 'subject') return [];
    if (event.cloud === 'azure') {
      const id = resource.id.toLowerCase();
      const scope = lockedScope(id) ?? id.match(OF_VAULT)?.[1] ?? (resource.kind === 'policy' ? '' : id);
      return GROUP_OR_BELOW.test(scope) ? [scope] : [];
    }
    return isPlace(resource) ? [keyIn(event, resource)] : [];
  });
}

/** Where what was deleted lay, and itself. */
function placesOf(event: SnapshotEvent): readonly string[] {
  if (event.cloud === 'azure') return deletedCopies(event).flatMap(({ id }) => scopesAbove(id));
  return event.resources.filter(isPlace).map((resource) => keyIn(event, resource));
}

function isPlace(resource: EventResource): boolean {
  return isCopy(resource) || resource.kind === 'vault';
}
