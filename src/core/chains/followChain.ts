import type { Action, ChainMember, Resource, SnapshotEvent } from '../model.js';
import { stableId } from '../stableId.js';
import type { ChainCase, ChainPart, OddSteps } from './chainCase.js';
import { type EventTable, NO_EVENT } from './eventTable.js';
import type { Roots } from './findRoots.js';
import { inOrder } from './inOrder.js';
import { type Lineage, resourceOf } from './lineage.js';
import { ONLY_LOOKS } from './makings.js';
import { NO_THING } from './things.js';

/** What chains are cut from; events are places and things are numbers, as in {@link Lineage}. */
export interface Graph {
  readonly lineage: Lineage;
  /** Events that are likely about a thing, though they do not name it. */
  readonly likely: ReadonlyMap<number, readonly number[]>;
  readonly setOf: (actions: readonly Action[]) => ReadonlySet<Action>;
  /** See {@link Roots}. */
  readonly toldIn: Roots['toldIn'];
}

/** The chain that begins with a thing, and the places of its events, in its order. */
export function followChain(
  root: number,
  { lineage, likely: likelyAbout, setOf, toldIn }: Graph,
): { readonly chain: ChainCase; readonly places: readonly number[] } {
  const { table, madeBy, partial } = lineage;
  const { things, elsewhere } = withDescendants(root, lineage, toldIn);
  const isMember = new Set(things);
  const named = new Set<number>();
  for (const thing of things) for (const place of lineage.eventsOf(thing)) named.add(place);
  const likely = new Set<number>();
  for (const thing of likelyAbout.size === 0 ? [] : things)
    for (const place of likelyAbout.get(thing) ?? []) if (!named.has(place)) likely.add(place);
  const rootMaker = madeBy[root] ?? NO_EVENT;
  const places = inOrder([...named, ...likely], table, {
    rootMaker,
    makersOf: (place) => madeAmong(isMember, place, lineage),
  });
  const trail = places.map((place) => table.action(place));
  const parts = things.map((thing) => partOf(thing, root, isMember, lineage));
  const chain: ChainCase = {
    id: stableId('chain', keyOf(root, lineage)),
    cloud: table.cloud(places[0] ?? NO_EVENT),
    root: resourceOf(root, lineage),
    source: sourceOf(root, isMember, lineage),
    events: places.map((place) => table.event(place)),
    ids: places.map((place) => table.id(place)),
    trail,
    actions: setOf(trail),
    hasAccessLists: places.some((place) => table.is(place, 'hasAccessList')),
    hasPending: places.some((place) => table.outcome(place) === 'pending'),
    hasUndated: !table.hasTime(places.at(-1) ?? NO_EVENT),
    members: parts.map(({ member }) => member),
    parts,
    accounts: accountsOf(places, ownerOf(rootMaker, places, table), table),
    isPartial: partial.size > 0 && things.some((thing) => partial.has(thing)),
    likely: likely.size === 0 ? NOTHING : new Set([...likely].map((place) => table.event(place))),
    goesOnIn: elsewhere.map((thing) => resourceOf(thing, lineage)),
    goesOnFrom: toldIn[root] === root,
    odd: things.flatMap((thing, index) => oddSteps(thing, parts[index], lineage)),
    keyGrants: [],
    moreKeyGrants: 0,
  };
  return { chain, places };
}

const NOTHING: ReadonlySet<SnapshotEvent> = new Set();

const keyOf = (thing: number, { table }: Lineage): string => table.things.keys[thing] ?? '';

/**
 * The root first, then everything made from it in the order of making (unknown makings last). What is told in another
 * chain is not among it.
 */
function withDescendants(
  root: number,
  lineage: Lineage,
  toldIn: Roots['toldIn'],
): { readonly things: readonly number[]; readonly elsewhere: readonly number[] } {
  const { table, madeBy, madeInto } = lineage;
  const found = new Set([root]);
  const elsewhere = new Set<number>();
  const open = [root];
  for (let thing = open.pop(); thing !== undefined; thing = open.pop()) {
    for (let link = madeInto.first(thing); link >= 0; link = madeInto.next(link)) {
      const child = madeInto.to(link);
      if (found.has(child)) continue;
      const teller = toldIn[child] ?? NO_THING;
      if (teller !== NO_THING && teller !== root) {
        elsewhere.add(teller);
        continue;
      }
      found.add(child);
      open.push(child);
    }
  }
  found.delete(root);
  const made = (thing: number) => table.time(madeBy[thing] ?? NO_EVENT);
  const byMaking = (a: number, b: number) =>
    made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : keyOf(a, lineage) < keyOf(b, lineage) ? -1 : 1;
  return { things: [root, ...[...found].sort(byMaking)], elsewhere: [...elsewhere].sort(byMaking) };
}

/** The events that made what an event names of a chain. */
function madeAmong(
  members: ReadonlySet<number>,
  place: number,
  { table: { things }, madeBy }: Lineage,
): readonly number[] {
  const makers: number[] = [];
  for (let row = things.begin(place); row < things.end(place); row++) {
    const maker = members.has(things.at(row)) ? (madeBy[things.at(row)] ?? NO_EVENT) : NO_EVENT;
    if (maker !== NO_EVENT) makers.push(maker);
  }
  return makers;
}

/** What the root was taken from: the first thing that is no member itself. */
function sourceOf(root: number, members: ReadonlySet<number>, lineage: Lineage): Resource | null {
  const { madeFrom } = lineage;
  for (let link = madeFrom.first(root); link >= 0; link = madeFrom.next(link)) {
    const parent = madeFrom.to(link);
    if (!members.has(parent)) return resourceOf(parent, lineage);
  }
  return null;
}

function partOf(thing: number, root: number, members: ReadonlySet<number>, lineage: Lineage): ChainPart {
  const { table, madeBy, madeFrom } = lineage;
  const eventAt = (place: number) => (place === NO_EVENT ? null : table.event(place));
  const made = eventAt(madeBy[thing] ?? NO_EVENT);
  const gone = eventAt(deletionOf(thing, lineage));
  const parents: string[] = [];
  if (thing !== root) {
    for (let link = madeFrom.first(thing); link >= 0; link = madeFrom.next(link))
      if (members.has(madeFrom.to(link))) parents.push(keyOf(madeFrom.to(link), lineage));
  }
  const { kind, id } = resourceOf(thing, lineage);
  const member: ChainMember = {
    kind,
    id,
    key: keyOf(thing, lineage),
    madeFrom: parents,
    madeBy: made?.id ?? null,
    deletedBy: gone?.id ?? null,
  };
  return { member, made, gone };
}

/** The last delete, unless the thing was taken back out of the bin after it; one that only began is none. */
function deletionOf(thing: number, { table, eventsOf, isSubject }: Lineage): number {
  let deletion = NO_EVENT;
  for (const [index, place] of eventsOf(thing).entries()) {
    const action = table.action(place);
    if (action !== 'delete' && action !== 'recover') continue;
    const outcome = table.outcome(place);
    if (outcome === 'failure' || outcome === 'pending' || !isSubject(thing, index)) continue;
    deletion = action === 'delete' ? place : NO_EVENT;
  }
  return deletion;
}

/** Mostly none, which the first and the last event of a thing tell at once. */
function oddSteps(
  thing: number,
  part: ChainPart | undefined,
  { table, madeBy, eventsOf }: Lineage,
): OddSteps[] {
  if (part === undefined) return [];
  const { member, gone } = part;
  const events = eventsOf(thing);
  const counts = (place: number) =>
    table.outcome(place) === 'success' && !ONLY_LOOKS.has(table.action(place));
  const maker = madeBy[thing] ?? NO_EVENT;
  let early = 0;
  if (maker !== NO_EVENT && table.hasTime(maker)) {
    for (const place of events) {
      if (table.time(place) >= table.time(maker)) break;
      if (counts(place)) early++;
    }
  }
  let late = 0;
  if (gone !== null) {
    for (let index = events.length - 1; index >= 0; index--) {
      const place = events[index] ?? NO_EVENT;
      if (table.event(place) === gone) break;
      if (table.hasTime(place) && counts(place)) late++;
    }
  }
  return early + late === 0 ? [] : [{ member, early, late }];
}

/** The account in whose log the root was made, or else shared, or else first met. */
function ownerOf(maker: number, places: readonly number[], table: EventTable): string | null {
  if (maker !== NO_EVENT) return table.account(maker);
  const shared = places.find((place) => table.action(place) === 'share' || table.action(place) === 'unshare');
  if (shared !== undefined) return table.account(shared);
  // An act in the logs of two accounts names the owner's first.
  const told = places.find((place) => table.is(place, 'isToldByBoth'));
  const owner = told === undefined ? undefined : table.event(told).toldBy?.[0];
  return owner ?? table.account(places[0] ?? NO_EVENT);
}

/** The owner first, then whose logs, whose hands, and to whom: account ids, subscriptions, projects, as they appear. */
function accountsOf(places: readonly number[], owner: string | null, table: EventTable): string[] {
  const accounts = new Set<string>(owner === null ? [] : [owner]);
  for (const place of places) {
    const log = table.account(place);
    const actor = table.actorAccount(place);
    if (log !== null) accounts.add(log);
    if (actor !== null) accounts.add(actor);
    if (table.is(place, 'isToldByBoth'))
      for (const account of table.event(place).toldBy ?? []) accounts.add(account);
    if (table.action(place) !== 'share') continue;
    for (const grantee of table.event(place).sharedWith)
      if (grantee !== 'public' && /^[\w-]+$/.test(grantee)) accounts.add(grantee);
  }
  return [...accounts];
}
