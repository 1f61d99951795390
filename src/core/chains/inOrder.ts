import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { Action } from '../model.js';

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

/** Numbers of events by which a chain's members were made. */
export interface Makers {
  readonly rootMaker: number;
  /** The makers of those members that an event names. */
  readonly makersOf: (event: number) => readonly number[];
}

/**
 * Sorts the events of a chain by time, those of one instant by what can follow from what, then by id. Events are
 * places in `merged`, which is in order of time and id.
 */
export function inOrder(
  events: readonly number[],
  merged: readonly MergedEvent[],
  { rootMaker, makersOf }: Makers,
): number[] {
  const timeOf = (index: number) => merged[index]?.event.time ?? null;
  const rank = (index: number): number => {
    if (index === rootMaker) return FIRST;
    const action = merged[index]?.event.action;
    if (action !== 'share') return (action === undefined ? undefined : RANKS[action]) ?? OTHERS;
    const isNew = makersOf(index).some((maker) => maker !== rootMaker && timeOf(maker) === timeOf(index));
    return isNew ? SHARE_OF_NEW : (RANKS.share ?? OTHERS);
  };
  const order = [...events].sort((a, b) => a - b);
  for (let from = 0; from < order.length; ) {
    const time = timeOf(order[from] ?? 0);
    let to = from + 1;
    while (to < order.length && time !== null && timeOf(order[to] ?? 0) === time) to++;
    if (to - from > 1) {
      const instant = order.slice(from, to).sort((a, b) => rank(a) - rank(b) || a - b);
      for (const [place, index] of instant.entries()) order[from + place] = index;
    }
    from = to;
  }
  return order;
}
