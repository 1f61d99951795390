import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { Resource } from '../model.js';
import { Links } from './links.js';
import { type ByRole, onlyLooks, pairs } from './makings.js';
import { NO_THING, type Things } from './things.js';

/** Stands for an event that is not in the logs. */
export const NO_EVENT = -1;

/**
 * The graph of resources: which was made from which, by which event. It knows no time
 * window: a chain's steps may lie seconds or years apart. Things are numbers of {@link Things}, events are places in
 * the list of merged events, which is in time order.
 */
export interface Lineage {
  readonly things: Things;
  /** By thing: as it was first written in the logs; absent for what things only went to. */
  readonly resources: readonly (Resource | undefined)[];
  /** By thing: the first event that made it, or {@link NO_EVENT}. */
  readonly madeBy: Int32Array;
  /** What each thing was made from, and by which event. */
  readonly madeFrom: Links;
  /** What was made from each thing. */
  readonly madeInto: Links;
  /** By thing: 1 when an event made it or worked on it that counts without any chain around it. */
  readonly founded: Uint8Array;
  /** Things whose making named so many sources and results that not all were linked. */
  readonly partial: ReadonlySet<number>;
  /** The events that touch a thing, in time order. */
  eventsOf(thing: number): Uint32Array;
}

/**
 * Every result of a call may come from every source, so that a record crafted with thousands of both would
 * make millions of links. Real calls stay far below: a fleet of 1,000 machines with 20 disks each.
 */
const MAX_LINKS_OF_A_CALL = 50_000;

/** Builds the graph; linear in events times their resources. */
export function buildLineage(merged: readonly MergedEvent[], things: Things): Lineage {
  const madeBy = new Int32Array(things.count).fill(NO_EVENT);
  const madeFrom = new Links(things.count);
  const madeInto = new Links(things.count);
  const founded = new Uint8Array(things.count);
  const partial = new Set<number>();
  const resources: (Resource | undefined)[] = Array.from({ length: things.count });

  const linkAll = (parents: readonly number[], children: readonly number[], by: number): void => {
    const isTooMany = parents.length * children.length > MAX_LINKS_OF_A_CALL;
    children.forEach((child, index) => {
      if (madeBy[child] === NO_EVENT) madeBy[child] = by;
      // Each child keeps a parent and each parent a child; who else was made of whom is told to be left out.
      const place = index % parents.length;
      const linked = isTooMany && index > 0 ? parents.slice(place, place + 1) : parents;
      for (const parent of linked)
        if (parent !== child && madeFrom.add(child, parent, by)) madeInto.add(parent, child, by);
      if (isTooMany) partial.add(child);
    });
  };

  merged.forEach(({ event, standsAlone }, index) => {
    const founds = standsAlone && !onlyLooks(event);
    const byRole: ByRole<number> = { subject: [], source: [], result: [] };
    let row = things.begin(index);
    for (const resource of event.resources) {
      const thing = things.at(row++);
      // Where something went is no part of what it is: a machine's other disks stay out.
      if (thing === NO_THING || resource.role === 'target') continue;
      resources[thing] ??= resource;
      if (founds) founded[thing] = 1;
      byRole[resource.role].push(thing);
    }
    if (event.outcome === 'failure') return;
    for (const { made, from } of pairs(event.action, byRole)) linkAll(from, made, index);
  });
  const eventsOf = touches(merged.length, things);
  return { things, resources, madeBy, madeFrom, madeInto, founded, partial, eventsOf };
}

/** Lists of the events that touch each thing, one behind the other in one row. */
function touches(events: number, things: Things): (thing: number) => Uint32Array {
  const ends = new Uint32Array(things.count);
  eachTouch(events, things, (thing) => {
    ends[thing] = (ends[thing] ?? 0) + 1;
  });
  let total = 0;
  const begins = ends.map((count) => {
    total += count;
    return total - count;
  });
  const list = new Uint32Array(total);
  ends.set(begins);
  eachTouch(events, things, (thing, event) => {
    const at = ends[thing] ?? 0;
    list[at] = event;
    ends[thing] = at + 1;
  });
  return (thing) => list.subarray(begins[thing], ends[thing]);
}

function eachTouch(events: number, things: Things, visit: (thing: number, event: number) => void): void {
  const last = new Int32Array(things.count).fill(NO_EVENT);
  for (let event = 0; event < events; event++) {
    const end = things.begin(event + 1);
    for (let row = things.begin(event); row < end; row++) {
      const thing = things.at(row);
      if (thing === NO_THING || things.is(row, 'target') || last[thing] === event) continue;
      last[thing] = event;
      visit(thing, event);
    }
  }
}
