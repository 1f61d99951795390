import type { SnapshotEvent } from '../model.js';
import type { EventTable } from './eventTable.js';

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

/** The places of events that created an identity who acts in one of those that are kept: 1 in `isKept`. Linear. */
export function creationsOf(table: EventTable, isKept: Uint8Array): readonly number[] {
  const creations: { readonly place: number; readonly names: readonly string[] }[] = [];
  for (let place = 0; place < table.count; place++) {
    if (table.action(place) !== 'context') continue;
    const names = createdBy(table.event(place));
    if (names.length > 0) creations.push({ place, names });
  }
  if (creations.length === 0) return [];
  const acting = new Set<string>();
  for (const [place, kept] of isKept.entries())
    if (kept === 1) for (const name of namesOf(table.event(place))) acting.add(name);
  return creations.filter(({ names }) => names.some((name) => acting.has(name))).map(({ place }) => place);
}
