import type { Lineage } from './lineage.js';

/** Things in groups that stand one behind the other in a row. */
export interface Rings {
  readonly count: number;
  /** Those of the group with that number. */
  group(number: number): Uint32Array;
  /** By thing: the number of its group. */
  readonly groupOf: Uint32Array;
}

/** A thing that nothing has been asked about yet. */
const UNSEEN = -1;

/**
 * The things in groups: those of one group were all made from each other, which makes most groups one thing.
 * What was made stands before what it was made from (R. Tarjan, "Depth-first search and linear graph
 * algorithms", 1972; without recursion, for a line of copies may be long).
 */
export function rings({
  table: {
    things: { count },
  },
  madeInto,
}: Lineage): Rings {
  const order = new Int32Array(count).fill(UNSEEN);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const open: number[] = [];
  /** From the start down to the thing that is looked at, with the link of each that is looked at next. */
  const path: { readonly thing: number; link: number }[] = [];
  const groupOf = new Uint32Array(count);
  const row = new Uint32Array(count);
  const begins: number[] = [];
  let seen = 0;
  let filled = 0;

  const enter = (thing: number): void => {
    order[thing] = seen;
    low[thing] = seen++;
    open.push(thing);
    isOpen[thing] = 1;
    path.push({ thing, link: madeInto.first(thing) });
  };
  const reach = (thing: number, place: number): void => {
    if (place < (low[thing] ?? 0)) low[thing] = place;
  };
  const put = (thing: number): void => {
    groupOf[thing] = begins.length - 1;
    row[filled++] = thing;
  };
  const leave = (thing: number): void => {
    if (low[thing] !== order[thing]) return;
    begins.push(filled);
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      isOpen[last] = 0;
      put(last);
      if (last === thing) break;
    }
  };

  for (let start = 0; start < count; start++) {
    if (order[start] !== UNSEEN) continue;
    // Most things were made into nothing.
    if (madeInto.first(start) < 0) {
      order[start] = seen++;
      begins.push(filled);
      put(start);
      continue;
    }
    enter(start);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { thing, link } = visit;
      if (link < 0) {
        path.pop();
        leave(thing);
        const above = path.at(-1);
        if (above !== undefined) reach(above.thing, low[thing] ?? 0);
        continue;
      }
      visit.link = madeInto.next(link);
      const child = madeInto.to(link);
      const place = order[child] ?? UNSEEN;
      if (place === UNSEEN) enter(child);
      else if (isOpen[child] === 1) reach(thing, place);
    }
  }
  return {
    count: begins.length,
    groupOf,
    group: (number) => row.subarray(begins[number], begins[number + 1] ?? count),
  };
}
