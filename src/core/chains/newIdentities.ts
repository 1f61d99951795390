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

/**
 * The events that created an identity who acts in one of the others that are kept; all by their places in `merged`,
 * 1 in `isKept` for those that are. Linear.
 */
export function creationsOf(merged: readonly MergedEvent[], isKept: Uint8Array): readonly number[] {
  const creations = new Map<number, readonly string[]>();
  for (const [index, { event }] of merged.entries()) {
    const names = createdBy(event);
    if (names.length > 0) creations.set(index, names);
  }
  if (creations.size === 0) return [];
  const acting = new Set<string>();
  for (const [index, { event }] of merged.entries())
    if (isKept[index] === 1) for (const name of namesOf(event)) acting.add(name);
  return [...creations].filter(([, names]) => names.some((name) => acting.has(name))).map(([index]) => index);
}
