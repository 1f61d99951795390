import type { Draft, EventContent } from '../providers/normalise.js';
import { keyIn } from '../providers/resourceId.js';
import { textOf } from './withoutRepeats.js';

/**
 * The logs of two accounts may tell one act: the taker's its call, the owner's a service event that names the snapshot
 * and the account, under one `sharedEventID`. They are one only if they also speak of the same snapshot, image or key: an
 * id alone joins nothing.
 */
export function sameActs(group: readonly Draft[]): Draft[][] {
  const acts: Draft[][] = [];
  /** The first act that speaks of a key: many records may claim one id. */
  const firsts = new Map<string, number>();
  for (const told of [...group].sort(bestFirst)) {
    const keys = taken(told);
    let own = acts.length;
    for (const key of keys) own = Math.min(own, firsts.get(key) ?? own);
    const act = acts[own];
    if (act === undefined) acts.push([told]);
    else act.push(told);
    for (const key of keys) firsts.set(key, Math.min(own, firsts.get(key) ?? own));
  }
  return acts;
}

/** What both must speak of: copies that it is about or was made from; what it made, only one of them knows. */
function taken({ event }: Draft): string[] {
  return event.resources
    .filter(
      ({ role, kind }) => role !== 'target' && (kind === 'snapshot' || kind === 'image' || kind === 'key'),
    )
    .map((resource) => keyIn(event, resource));
}

/** The taker's own record knows who called, from where, and what was made. */
function bestFirst(a: Draft, b: Draft): number {
  return (
    Number(isServiceEvent(a)) - Number(isServiceEvent(b)) ||
    b.event.resources.length - a.event.resources.length ||
    (textOf(a) < textOf(b) ? -1 : 1)
  );
}

/** The owner's record has an account for an actor, and no type of identity or the type `AWSAccount`. */
function isServiceEvent({ event: { actor } }: Draft): boolean {
  return actor.id === null || actor.id === actor.account;
}

/** The taker's record first, then what only the owner's knows. */
export function toldByBoth(parts: readonly [Draft, ...Draft[]]): EventContent {
  const [best] = parts;
  const events = parts.map(({ event }) => event);
  // The owner's first: the actor is of the other account.
  const accounts = events
    .map(({ account }) => account)
    .filter((account) => account !== null)
    .sort((a, b) => Number(a === best.event.actor.account) - Number(b === best.event.actor.account));
  const resources = new Map(
    events
      .flatMap((event) => event.resources.map((resource) => ({ event, resource })))
      .map(({ event, resource }) => [`${resource.role} ${keyIn(event, resource)}`, resource]),
  );
  return {
    ...best.event,
    techniques: [...new Set(events.flatMap(({ techniques }) => techniques))],
    resources: [...resources.values()],
    toldBy: [...new Set(accounts)],
  };
}
