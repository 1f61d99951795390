import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { Action, ChainMember, Cloud, Resource, SnapshotEvent } from '../model.js';
import { actionSets } from './actionSets.js';
import { findRoots } from './findRoots.js';
import { followChain } from './followChain.js';
import { foreignReads } from './foreignReads.js';
import { identify } from './identity.js';
import { buildLineage } from './lineage.js';
import { locksAbove } from './locksAbove.js';
import { creationsOf } from './newIdentities.js';
import { settleAccess } from './settleAccess.js';
import { Things } from './things.js';

/** A chain before it is judged. */
export interface ChainCase {
  readonly id: string;
  readonly cloud: Cloud;
  readonly root: Resource;
  readonly source: Resource | null;
  /** In time order. */
  readonly events: readonly SnapshotEvent[];
  /** What was done in them, or tried. */
  readonly actions: ReadonlySet<Action>;
  readonly members: readonly ChainMember[];
  readonly accounts: readonly string[];
  /** One call named too many sources and results for all to be linked. */
  readonly isPartial: boolean;
  /** Events of {@link events} that name no member and are likely, not surely, about one. */
  readonly likely: ReadonlySet<SnapshotEvent>;
  readonly odd: readonly OddSteps[];
}

/** Successful steps on a member that by their time stand before its making, or after its delete. */
export interface OddSteps {
  readonly member: ChainMember;
  readonly early: number;
  readonly late: number;
}

export interface Chains {
  /** In the order of their first event. */
  readonly chains: readonly ChainCase[];
  /**
   * Every event that counts: by itself, because it belongs to a chain, because it created who acts in these, or as the
   * lock above one. In time order.
   */
  readonly events: readonly SnapshotEvent[];
}

/** Follows every copy to everything made from it. `merged` must be in time order. */
export function buildChains(merged: readonly MergedEvent[]): Chains {
  const things = new Things(merged);
  const settled = settleAccess(identify(merged, things), things);
  const lineage = buildLineage(settled, things);
  const likely = foreignReads(settled, lineage);
  const isKept = Uint8Array.from(settled, ({ standsAlone }) => Number(standsAlone));
  const graph = { settled, lineage, likely, actionsIn: actionSets() };
  const chains = findRoots(settled, lineage).map((root) => {
    const { chain, events } = followChain(root, graph);
    for (const index of events) isKept[index] = 1;
    return { chain, first: events[0] ?? settled.length };
  });
  chains.sort((a, b) => a.first - b.first || (a.chain.id < b.chain.id ? -1 : 1));
  for (const lock of locksAbove(settled)) isKept[lock] = 1;
  for (const creation of creationsOf(settled, isKept)) isKept[creation] = 1;
  return {
    chains: chains.map(({ chain }) => chain),
    events: settled.filter((_, index) => isKept[index] === 1).map(({ event }) => event),
  };
}
