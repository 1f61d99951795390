import { byTime } from '../analysis/mergeRecords.js';
import type { Action, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';

/**
 * CloudTrail's times have whole seconds, and a script needs less for several steps. Of one instant what opens stands
 * before what uses, and what ends a thing last.
 */
const RANKS: Readonly<Partial<Record<Action, number>>> = {
  protect: 1,
  share: 2,
  create: 4,
  copy: 4,
  restore: 4,
  export: 4,
  read: 4,
  unprotect: 7,
  unshare: 8,
  delete: 9,
};
const FIRST = 0;
const SHARE_OF_NEW = 5;
const OTHERS = 6;

/**
 * Sorts the events of a chain by time, those of one instant by what can follow from what, then by id.
 * `makers` are the makings of its members by key.
 */
export function inOrder(
  events: Iterable<SnapshotEvent>,
  rootMaker: SnapshotEvent | null,
  makers: ReadonlyMap<string, SnapshotEvent>,
): SnapshotEvent[] {
  const rank = (event: SnapshotEvent): number => {
    if (event === rootMaker) return FIRST;
    if (event.action !== 'share') return RANKS[event.action] ?? OTHERS;
    const isNew = event.resources.some((resource) => {
      const maker = makers.get(keyIn(event, resource));
      return maker !== undefined && maker !== rootMaker && maker.time === event.time;
    });
    return isNew ? SHARE_OF_NEW : (RANKS.share ?? OTHERS);
  };
  return [...events].sort((a, b) =>
    a.time === b.time && a.time !== null ? rank(a) - rank(b) || byTime(a, b) : byTime(a, b),
  );
}
