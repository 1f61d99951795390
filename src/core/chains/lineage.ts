import type { Resource, ResourceKind } from '../model.js';
import { type EventTable, NO_EVENT } from './eventTable.js';
import { Links } from './links.js';
import { type ByRole, ONLY_LOOKS, pairs } from './makings.js';
import { nestedCopies } from './nestedCopies.js';
import { NO_THING } from './things.js';

/**
 * The graph of resources: which was made from which, by which event. It knows no time
 * window: a chain's steps may lie seconds or years apart. Things are the numbers of the table's, events are places.
 */
export interface Lineage {
  readonly table: EventTable;
  /** By thing: the first event that made it, or {@link NO_EVENT}. */
  readonly madeBy: Int32Array;
  /** What each thing was made from, and by which event; {@link NO_EVENT} where only its id tells it. */
  readonly madeFrom: Links;
  /** What was made from each thing. */
  readonly madeInto: Links;
  /** By thing: 1 when an event made it or worked on it that counts without any chain around it. */
  readonly founded: Uint8Array;
  /** Things whose making named so many sources and results that not all were linked. */
  readonly partial: ReadonlySet<number>;
  /** The events that touch a thing, in time order. */
  eventsOf(thing: number): Uint32Array;
  /** The row in which a thing is first named as anything but a place where something went. */
  firstRow(thing: number): number;
  /** Whether the event at that index of {@link eventsOf} is about the thing. */
  isSubject(thing: number, index: number): boolean;
}

export function kindOf(thing: number, lineage: Lineage): ResourceKind {
  return lineage.table.things.kind(lineage.firstRow(thing));
}

/** As it was first written in the logs. */
export function resourceOf(thing: number, lineage: Lineage): Resource {
  const { table } = lineage;
  const place = lineage.eventsOf(thing)[0] ?? NO_EVENT;
  const resource = table.event(place).resources[lineage.firstRow(thing) - table.things.begin(place)];
  if (resource === undefined) throw new Error('a row stands for a resource');
  return { kind: resource.kind, id: resource.id };
}

/**
 * Every result of a call may come from every source, so that a record crafted with thousands of both would
 * make millions of links. Real calls stay far below: a fleet of 1,000 machines with 20 disks each.
 */
const MAX_LINKS_OF_A_CALL = 50_000;

/** Builds the graph; linear in events times their resources. */
export function buildLineage(table: EventTable): Lineage {
  const { things } = table;
  const madeBy = new Int32Array(things.count).fill(NO_EVENT);
  const madeFrom = new Links(things.count);
  const madeInto = new Links(things.count);
  const founded = new Uint8Array(things.count);
  const partial = new Set<number>();

  const link = (parent: number, child: number, by: number): void => {
    if (parent !== child && madeFrom.add(child, parent, by)) madeInto.add(parent, child, by);
  };
  const linkAll = (parents: readonly number[], children: readonly number[], by: number): void => {
    for (const child of children) if (madeBy[child] === NO_EVENT) madeBy[child] = by;
    if (parents.length * children.length <= MAX_LINKS_OF_A_CALL) {
      for (const child of children) for (const parent of parents) link(parent, child, by);
      return;
    }
    // Each child keeps a parent and each parent a child; who else was made of whom is told to be left out.
    for (let index = 0; index < Math.max(parents.length, children.length); index++)
      link(parents[index % parents.length] ?? NO_THING, children[index % children.length] ?? NO_THING, by);
    for (const child of children) partial.add(child);
  };

  const byRole: ByRole<number> = { subject: [], source: [], result: [] };
  for (let place = 0; place < table.count; place++) {
    byRole.subject.length = 0;
    byRole.source.length = 0;
    byRole.result.length = 0;
    const founds = table.is(place, 'standsAlone') && !ONLY_LOOKS.has(table.action(place));
    for (let row = things.begin(place); row < things.end(place); row++) {
      const thing = things.at(row);
      // Where something went is no part of what it is: a machine's other disks stay out.
      if (thing === NO_THING || things.is(row, 'target')) continue;
      if (founds) founded[thing] = 1;
      if (things.is(row, 'subject')) byRole.subject.push(thing);
      else if (things.is(row, 'source')) byRole.source.push(thing);
      else byRole.result.push(thing);
    }
    if (table.outcome(place) === 'failure') continue;
    for (const { made, from } of pairs(table.action(place), byRole)) linkAll(from, made, place);
  }
  const touched = touches(table);
  for (const { outer, inner } of nestedCopies(
    things,
    madeBy,
    (thing) => touched.eventsOf(thing)[0] ?? NO_EVENT,
  )) {
    // It came with what it lies in.
    if (madeBy[inner] === NO_EVENT) madeBy[inner] = madeBy[outer] ?? NO_EVENT;
    link(outer, inner, madeBy[inner] ?? NO_EVENT);
  }
  return { table, madeBy, madeFrom, madeInto, founded, partial, ...touched };
}

/** Lists of the events that touch each thing, one behind the other in one row. */
function touches(table: EventTable): Pick<Lineage, 'eventsOf' | 'firstRow' | 'isSubject'> {
  const { things } = table;
  const ends = new Uint32Array(things.count);
  eachTouch(table, (thing) => {
    ends[thing] = (ends[thing] ?? 0) + 1;
  });
  let total = 0;
  const begins = ends.map((count) => {
    total += count;
    return total - count;
  });
  const places = new Uint32Array(total);
  const firstRows = new Uint32Array(things.count);
  const subjects = new Uint8Array(total);
  ends.set(begins);
  eachTouch(
    table,
    (thing, place, row) => {
      const at = ends[thing] ?? 0;
      if (at === begins[thing]) firstRows[thing] = row;
      places[at] = place;
      ends[thing] = at + 1;
    },
    (thing, row) => {
      if (things.is(row, 'subject')) subjects[(ends[thing] ?? 0) - 1] = 1;
    },
  );
  return {
    eventsOf: (thing) => places.subarray(begins[thing], ends[thing]),
    firstRow: (thing) => firstRows[thing] ?? 0,
    isSubject: (thing, index) => subjects[(begins[thing] ?? 0) + index] === 1,
  };
}

/** `first` is called once for a thing and an event that names it, then `each` for every row in which it does. */
function eachTouch(
  { things, count }: EventTable,
  first: (thing: number, place: number, row: number) => void,
  each: (thing: number, row: number) => void = () => {},
): void {
  const last = new Int32Array(things.count).fill(NO_EVENT);
  for (let place = 0; place < count; place++) {
    for (let row = things.begin(place); row < things.end(place); row++) {
      const thing = things.at(row);
      if (thing === NO_THING || things.is(row, 'target')) continue;
      if (last[thing] !== place) first(thing, place, row);
      last[thing] = place;
      each(thing, row);
    }
  }
}
