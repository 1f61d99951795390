import type { Chain, ChainMember, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { readOnce } from '../readOnce.js';
import { type DatedEvent, touchedKeys } from './datedEvent.js';
import { exposuresOf } from './exposures.js';
import { lifeOf } from './lives.js';
import { shortId } from './shortId.js';
import type { TimelineRow } from './timelineModel.js';

const ROLES_BY_WEIGHT = ['subject', 'result', 'source', 'target'] as const;

/** Tells the row on which an event is drawn. */
export type RowFinder = (event: SnapshotEvent) => number;

/** What an act names, by key: the smaller, the more it is about that. */
const weightsOf = readOnce((event): ReadonlyMap<string, number> => {
  const weights = new Map<string, number>();
  for (const role of ROLES_BY_WEIGHT) {
    for (const resource of event.resources) {
      const key = keyIn(event, resource);
      if (resource.role === role && !weights.has(key)) weights.set(key, weights.size);
    }
  }
  return weights;
});

/**
 * An act stands on the row of what it made or removed; otherwise on the row of its
 * subject, then of the nearest other resource that is a member; else on the root's.
 */
export function rowFinder(members: readonly ChainMember[]): RowFinder {
  const rows = new Map(members.map((member, row) => [member.key, row]));
  const outcomes = new Map<string, number>();
  members.forEach((member, row) => {
    for (const id of [member.madeBy, member.deletedBy]) {
      if (id !== null && !outcomes.has(id)) outcomes.set(id, row);
    }
  });
  return (event) => {
    const own = outcomes.get(event.id);
    if (own !== undefined) return own;
    const weights = weightsOf(event);
    let heaviest: { readonly row: number; readonly weight: number } | null = null;
    // Of a call that names very many, few may be of this chain, and the call of very many chains.
    for (const key of weights.size < rows.size ? weights.keys() : rows.keys()) {
      const row = rows.get(key);
      const weight = weights.get(key);
      if (row === undefined || weight === undefined) continue;
      if (heaviest === null || weight < heaviest.weight) heaviest = { row, weight };
    }
    return heaviest?.row ?? 0;
  };
}

/** The events of a chain that touch each of its members; linear in their number. */
function eventsByMember(
  members: readonly ChainMember[],
  events: readonly DatedEvent[],
): Map<string, DatedEvent[]> {
  const lists = new Map<string, DatedEvent[]>(members.map((member) => [member.key, []]));
  for (const dated of events) {
    const keys = touchedKeys(dated.event);
    for (const key of keys.size < lists.size ? keys : lists.keys())
      if (keys.has(key)) lists.get(key)?.push(dated);
  }
  return lists;
}

export function rowsOf(chain: Chain, events: readonly DatedEvent[]): TimelineRow[] {
  const rowOfKey = new Map(chain.members.map((member, row) => [member.key, row]));
  const touching = eventsByMember(chain.members, events);
  return chain.members.map((member) => {
    const own = touching.get(member.key) ?? [];
    return {
      kind: member.kind,
      id: member.id,
      label: shortId(member.id),
      ...lifeOf(member, own),
      exposed: exposuresOf(member, own),
      madeFrom: member.madeFrom.flatMap((key) => {
        const row = rowOfKey.get(key);
        return row === undefined ? [] : [{ row, event: member.madeBy }];
      }),
    };
  });
}
