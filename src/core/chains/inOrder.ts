import type { Action } from '../model.js';
import { type EventTable, NO_EVENT } from './eventTable.js';

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

/** Places of the events by which a chain's members were made. */
export interface Makers {
  readonly rootMaker: number;
  /** The makers of those members that an event names. */
  readonly makersOf: (place: number) => readonly number[];
}

/** Sorts the events of a chain by time, those of one instant by what can follow from what, then by id. */
export function inOrder(
  places: Iterable<number>,
  table: EventTable,
  { rootMaker, makersOf }: Makers,
): number[] {
  const rank = (place: number): number => {
    if (place === rootMaker) return FIRST;
    const action = table.action(place);
    if (action !== 'share') return RANKS[action] ?? OTHERS;
    const isNew = makersOf(place).some(
      (maker) => maker !== rootMaker && table.time(maker) === table.time(place),
    );
    return isNew ? SHARE_OF_NEW : (RANKS.share ?? OTHERS);
  };
  const order = [...places].sort((a, b) => a - b);
  for (let from = 0; from < order.length; ) {
    const first = order[from] ?? NO_EVENT;
    let to = from + 1;
    while (
      table.hasTime(first) &&
      to < order.length &&
      table.time(order[to] ?? NO_EVENT) === table.time(first)
    )
      to++;
    if (to - from > 1) {
      const instant = order.slice(from, to).sort((a, b) => rank(a) - rank(b) || a - b);
      for (const [index, place] of instant.entries()) order[from + index] = place;
    }
    from = to;
  }
  return order;
}
