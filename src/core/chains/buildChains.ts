import type { Action, SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { actionSets } from './actionSets.js';
import type { ChainCase } from './chainCase.js';
import { EventTable, type MergedEvent, NO_EVENT } from './eventTable.js';
import { findRoots } from './findRoots.js';
import { followChain, type Graph } from './followChain.js';
import { foreignReads } from './foreignReads.js';
import { identify } from './identity.js';
import { keyGrants } from './keyGrants.js';
import { buildLineage } from './lineage.js';
import { Links } from './links.js';
import { locksAbove } from './locksAbove.js';
import { creationsOf } from './newIdentities.js';
import { settleAccess } from './settleAccess.js';

export interface Chains {
  /** In the order of their first event. */
  readonly chains: readonly ChainCase[];
  /**
   * Every event that counts: by itself, because it belongs to a chain, because it created who acts in these, as the
   * lock above one, or because it let outsiders use a key of one. In time order.
   */
  readonly events: readonly SnapshotEvent[];
  /** By the place of a merged event in the list that was given: 1 if it counts. */
  readonly counting: Uint8Array;
  /** Gives those of the events that did one of these, or tried, in time order. */
  readonly acting: (...actions: readonly Action[]) => readonly SnapshotEvent[];
  /** The same, each with the first chain that it belongs to. */
  readonly steps: (...actions: readonly Action[]) => readonly Step[];
  /**
   * The first of the events by every actor in every account, as both are written, and all that created identities; in
   * time order. Nobody else's events can be the first of anything.
   */
  readonly firsts: readonly SnapshotEvent[];
  /** Those of the events that failed, in time order. */
  readonly failed: readonly SnapshotEvent[];
  /** Those of the events that name a key which encrypts, in time order. */
  readonly keyed: readonly SnapshotEvent[];
  /** The chains that an event belongs to, in their order. */
  readonly chainsOf: (event: SnapshotEvent) => readonly ChainCase[];
  /** The first of them, or `null`. */
  readonly chainOf: (event: SnapshotEvent) => ChainCase | null;
}

/** An event and the first chain that it belongs to. */
export interface Step {
  readonly event: SnapshotEvent;
  readonly chain: ChainCase | null;
}

/** Follows every copy to everything made from it. The result does not depend on the order of `merged`. */
export function buildChains(merged: readonly MergedEvent[]): Chains {
  const table = new EventTable(merged);
  identify(table);
  settleAccess(table);
  const lineage = buildLineage(table);
  const { roots, toldIn } = findRoots(lineage);
  const graph: Graph = { lineage, likely: foreignReads(lineage), setOf: actionSets(), toldIn };
  const followed = roots.map((root) => followChain(root, graph));
  const first = ({ places }: (typeof followed)[number]) => places[0] ?? NO_EVENT;
  followed.sort((a, b) => first(a) - first(b) || (a.chain.id < b.chain.id ? -1 : 1));
  const { chains, places: ofKeys } = keyGrants(
    table,
    followed.map(({ chain }) => chain),
  );

  const chainsAt = new Links(table.count);
  for (const [number, { places }] of followed.entries())
    for (const place of places) chainsAt.add(place, number, NO_EVENT);
  const isKept = new Uint8Array(table.count);
  for (let place = 0; place < table.count; place++)
    if (table.is(place, 'standsAlone') || chainsAt.first(place) >= 0) isKept[place] = 1;
  for (const lock of locksAbove(table)) isKept[lock] = 1;
  for (const place of ofKeys) isKept[place] = 1;
  for (const creation of creationsOf(table, isKept)) isKept[creation] = 1;
  const kept = Uint32Array.from(isKept.keys()).filter((place) => isKept[place] === 1);

  const counting = new Uint8Array(table.count);
  for (const place of kept) counting[table.order[place] ?? 0] = 1;
  const firstChain = (place: number) => chains[chainsAt.to(chainsAt.first(place))] ?? null;
  const placesOf = placesByAction(kept, table);
  return {
    chains,
    events: eventsAt(kept, table),
    counting,
    acting: forActions(placesOf, (place) => table.event(place)),
    steps: forActions(placesOf, (place) => ({ event: table.event(place), chain: firstChain(place) })),
    firsts: eventsAt(firstsAmong(kept, table), table),
    failed: eventsAt(
      kept.filter((place) => table.outcome(place) === 'failure'),
      table,
    ),
    keyed: eventsAt(
      kept.filter((place) => table.is(place, 'hasKeys')),
      table,
    ),
    chainOf: (event) => firstChain(table.placeOf(event)),
    chainsOf(event) {
      const found: ChainCase[] = [];
      const place = table.placeOf(event);
      for (let link = chainsAt.first(place); link >= 0; link = chainsAt.next(link)) {
        const chain = chains[chainsAt.to(link)];
        if (chain !== undefined) found.push(chain);
      }
      return found;
    },
  };
}

function eventsAt(places: Uint32Array, table: EventTable): SnapshotEvent[] {
  return Array.from(places, (place) => table.event(place));
}

/** Gives the places where one of these was done, in order. */
function placesByAction(places: Uint32Array, table: EventTable): (actions: readonly Action[]) => Uint32Array {
  const lists = new Map<Action, number[]>();
  for (const place of places) pushTo(lists, table.action(place), place);
  return (actions) => Uint32Array.from(actions.flatMap((action) => lists.get(action) ?? [])).sort();
}

/** What stands at the places of some actions; several rules ask for the same. */
function forActions<T>(
  placesOf: (actions: readonly Action[]) => Uint32Array,
  at: (place: number) => T,
): (...actions: readonly Action[]) => readonly T[] {
  const known = new Map<string, readonly T[]>();
  return (...actions) => {
    const key = actions.join();
    const list = known.get(key) ?? Array.from(placesOf(actions), at);
    known.set(key, list);
    return list;
  };
}

function firstsAmong(places: Uint32Array, table: EventTable): Uint32Array {
  const isKnown = new Uint8Array(table.writers);
  return places.filter((place) => {
    const writer = table.writer(place);
    const isFirst = table.hasTime(place) && isKnown[writer] === 0;
    if (isFirst) isKnown[writer] = 1;
    return isFirst || table.action(place) === 'context';
  });
}
