import { stableId } from '../analysis/hash.js';
import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { Action, ChainMember, Resource, SnapshotEvent } from '../model.js';
import { NO_TIME } from '../providers/time.js';
import type { ChainCase, OddSteps } from './buildChains.js';
import { inOrder } from './inOrder.js';
import { type Lineage, NO_EVENT } from './lineage.js';
import { onlyLooks } from './makings.js';

/** What chains are cut from; events and things are numbers, as in {@link Lineage}. */
interface Graph {
  readonly settled: readonly MergedEvent[];
  readonly lineage: Lineage;
  /** Events that are likely about a thing, though they do not name it. */
  readonly likely: ReadonlyMap<number, readonly number[]>;
  readonly actionsIn: (events: readonly SnapshotEvent[]) => ReadonlySet<Action>;
}

/** The chain that begins with a thing, and its events as numbers, in its order. */
export function followChain(
  root: number,
  graph: Graph,
): { readonly chain: ChainCase; readonly events: readonly number[] } {
  const { lineage } = graph;
  const things = withDescendants(root, graph);
  const isMember = new Set(things);
  const named = new Set<number>();
  for (const thing of things) for (const index of lineage.eventsOf(thing)) named.add(index);
  const likely = new Set<number>();
  for (const thing of graph.likely.size === 0 ? [] : things)
    for (const index of graph.likely.get(thing) ?? []) if (!named.has(index)) likely.add(index);
  const rootMaker = lineage.madeBy[root] ?? NO_EVENT;
  const order = inOrder([...named, ...likely], graph.settled, {
    rootMaker,
    makersOf: (index) => madeAmong(isMember, index, lineage),
  });
  const eventAt = (index: number) => graph.settled[index]?.event;
  const events = eventsAt(order, graph);
  const members = things.map((thing) => memberOf(thing, root, isMember, graph));
  const chain: ChainCase = {
    id: stableId('chain', keyOf(root, lineage)),
    cloud: events[0]?.cloud ?? 'aws',
    root: resourceOf(root, lineage),
    source: sourceOf(root, isMember, lineage),
    events,
    actions: graph.actionsIn(events),
    members,
    accounts: accountsOf(events, ownerOf(eventAt(rootMaker), events)),
    isPartial: lineage.partial.size > 0 && things.some((thing) => lineage.partial.has(thing)),
    likely: new Set(eventsAt([...likely], graph)),
    odd: things.flatMap((thing, index) => oddSteps(thing, members[index], graph)),
  };
  return { chain, events: order };
}

function eventsAt(indices: readonly number[], { settled }: Graph): SnapshotEvent[] {
  return indices.map((index) => settled[index]?.event).filter((event) => event !== undefined);
}

const keyOf = (thing: number, { things }: Lineage): string => things.keys[thing] ?? '';

function resourceOf(thing: number, { resources }: Lineage): Resource {
  const resource = resources[thing];
  if (resource === undefined) throw new Error('a member of a chain is named by an event');
  return { kind: resource.kind, id: resource.id };
}

/** The root first, then everything made from it in the order of making (unknown makings last). */
function withDescendants(root: number, { settled, lineage }: Graph): number[] {
  const { madeBy, madeInto } = lineage;
  const found = new Set([root]);
  const open = [root];
  for (let thing = open.pop(); thing !== undefined; thing = open.pop()) {
    for (let link = madeInto.first(thing); link >= 0; link = madeInto.next(link)) {
      const child = madeInto.to(link);
      if (found.has(child)) continue;
      found.add(child);
      open.push(child);
    }
  }
  found.delete(root);
  const made = (thing: number) => settled[madeBy[thing] ?? NO_EVENT]?.event.time ?? NO_TIME;
  const byMaking = (a: number, b: number) =>
    made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : keyOf(a, lineage) < keyOf(b, lineage) ? -1 : 1;
  return [root, ...[...found].sort(byMaking)];
}

/** The events that made what an event names of a chain. */
function madeAmong(
  members: ReadonlySet<number>,
  index: number,
  { things, madeBy }: Lineage,
): readonly number[] {
  const makers: number[] = [];
  const end = things.begin(index + 1);
  for (let row = things.begin(index); row < end; row++) {
    const thing = things.at(row);
    if (members.has(thing)) makers.push(madeBy[thing] ?? NO_EVENT);
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

function memberOf(thing: number, root: number, members: ReadonlySet<number>, graph: Graph): ChainMember {
  const { settled, lineage } = graph;
  const { madeFrom } = lineage;
  const parents: string[] = [];
  if (thing !== root) {
    for (let link = madeFrom.first(thing); link >= 0; link = madeFrom.next(link))
      if (members.has(madeFrom.to(link))) parents.push(keyOf(madeFrom.to(link), lineage));
  }
  return {
    ...resourceOf(thing, lineage),
    key: keyOf(thing, lineage),
    madeFrom: parents,
    madeBy: settled[lineage.madeBy[thing] ?? NO_EVENT]?.event.id ?? null,
    deletedBy: deletionOf(thing, graph)?.id ?? null,
  };
}

/** The last delete, unless the thing was taken back out of the bin after it; one that only began is none. */
function deletionOf(thing: number, { settled, lineage }: Graph): SnapshotEvent | null {
  let deletion: SnapshotEvent | null = null;
  for (const index of lineage.eventsOf(thing)) {
    const event = settled[index]?.event;
    if (event === undefined || event.outcome === 'failure' || event.outcome === 'pending') continue;
    if (event.action === 'delete' && isSubject(thing, index, lineage)) deletion = event;
    if (event.action === 'recover' && isSubject(thing, index, lineage)) deletion = null;
  }
  return deletion;
}

function isSubject(thing: number, index: number, { things }: Lineage): boolean {
  const end = things.begin(index + 1);
  for (let row = things.begin(index); row < end; row++)
    if (things.at(row) === thing && things.is(row, 'subject')) return true;
  return false;
}

/** Mostly none, which the first and the last event of a thing tell at once. */
function oddSteps(thing: number, member: ChainMember | undefined, { settled, lineage }: Graph): OddSteps[] {
  if (member === undefined) return [];
  const events = lineage.eventsOf(thing);
  const counts = (event: SnapshotEvent) => event.outcome === 'success' && !onlyLooks(event);
  const made = settled[lineage.madeBy[thing] ?? NO_EVENT]?.event.time ?? null;
  let early = 0;
  for (const index of made === null ? [] : events) {
    const event = settled[index]?.event;
    if (made === null || event === undefined || event.time === null || event.time >= made) break;
    if (counts(event)) early++;
  }
  let late = 0;
  if (member.deletedBy !== null) {
    for (let at = events.length - 1; at >= 0; at--) {
      const event = settled[events[at] ?? NO_EVENT]?.event;
      if (event === undefined || event.id === member.deletedBy) break;
      if (event.time !== null && counts(event)) late++;
    }
  }
  return early + late === 0 ? [] : [{ member, early, late }];
}

/** The account in whose log the root was made, or else shared, or else first met. */
function ownerOf(maker: SnapshotEvent | undefined, events: readonly SnapshotEvent[]): string | null {
  if (maker !== undefined) return maker.account;
  const shared = events.find((event) => event.action === 'share' || event.action === 'unshare');
  if (shared !== undefined) return shared.account;
  // An act in the logs of two accounts names the owner's first.
  const told = events.find((event) => event.toldBy !== undefined);
  return told?.toldBy?.[0] ?? events[0]?.account ?? null;
}

/** The owner first, then whose logs, whose hands, and to whom: account ids, subscriptions, projects, as they appear. */
function accountsOf(events: readonly SnapshotEvent[], owner: string | null): string[] {
  const accounts = new Set<string>(owner === null ? [] : [owner]);
  for (const event of events) {
    if (event.account !== null) accounts.add(event.account);
    if (event.actor.account !== null) accounts.add(event.actor.account);
    for (const account of event.toldBy ?? []) accounts.add(account);
    if (event.action !== 'share') continue;
    for (const grantee of event.sharedWith)
      if (grantee !== 'public' && /^[\w-]+$/.test(grantee)) accounts.add(grantee);
  }
  return [...accounts];
}
