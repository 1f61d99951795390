import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { SnapshotEvent } from '../model.js';

/** Every name that the provider wrote the actor of an event down as; none when the record names nobody. */
export function namesOf({ cloud, actor }: SnapshotEvent): readonly string[] {
  if (actor.id === null) return [];
  return [actor.id, ...actor.aliases].map((name) => `${cloud} ${name.toLowerCase()}`);
}

/** Names of the identities that an event created, as {@link namesOf} gives them. */
export function createdBy({ cloud, action, outcome, resources }: SnapshotEvent): readonly string[] {
  if (action !== 'context' || outcome === 'failure') return [];
  return resources
    .filter(({ kind, role }) => kind === 'identity' && role !== 'source')
    .map(({ id }) => `${cloud} ${id.toLowerCase()}`);
}

/** The events that created an identity who acts in one of `kept`; linear. */
export function creationsOf(
  merged: readonly MergedEvent[],
  kept: ReadonlySet<SnapshotEvent>,
): ReadonlySet<SnapshotEvent> {
  const creations = merged.filter(({ event }) => createdBy(event).length > 0);
  if (creations.length === 0) return new Set();
  const acting = new Set<string>();
  for (const event of kept) for (const name of namesOf(event)) acting.add(name);
  return new Set(
    creations
      .filter(({ event }) => createdBy(event).some((name) => acting.has(name)))
      .map(({ event }) => event),
  );
}
