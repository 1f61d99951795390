import { stableId } from '../analysis/hash.js';
import { byTime, type MergedEvent } from '../analysis/mergeRecords.js';
import type { ChainMember, Cloud, Resource, SnapshotEvent } from '../model.js';
import { NO_TIME } from '../providers/time.js';
import { isSubject } from './about.js';
import { findRoots } from './findRoots.js';
import { joinForeignReads } from './foreignReads.js';
import { identify } from './identity.js';
import { inOrder } from './inOrder.js';
import { type KeyGrant, keyGrants, keysApart } from './keyGrants.js';
import { buildLineage, type Lineage, type Node, onlyLooks } from './lineage.js';
import { locksAbove } from './locksAbove.js';
import { creationsOf } from './newIdentities.js';
import { settleAccess } from './settleAccess.js';

/** A chain before it is judged. */
export interface ChainCase {
  readonly id: string;
  readonly cloud: Cloud;
  readonly root: Resource;
  readonly source: Resource | null;
  /** In time order. */
  readonly events: readonly SnapshotEvent[];
  readonly members: readonly ChainMember[];
  readonly accounts: readonly string[];
  /** One call named too many sources and results for all to be linked. */
  readonly isPartial: boolean;
  /** Events of {@link events} that name no member and are likely, not surely, about one. */
  readonly likely: ReadonlySet<SnapshotEvent>;
  readonly odd: readonly OddSteps[];
  /** In time order, the first of many: none of {@link events}. */
  readonly keyGrants: readonly KeyGrant[];
  /** How many more there are. */
  readonly moreKeyGrants: number;
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
   * Every event that counts: by itself, because it belongs to a chain, because it created who acts in these, as the
   * lock above one, or because it let outsiders use a key of one. In time order.
   */
  readonly events: readonly SnapshotEvent[];
}

/** Follows every copy to everything made from it. `merged` must be in time order. */
export function buildChains(merged: readonly MergedEvent[]): Chains {
  const { aboutKeys, others } = keysApart(merged);
  const settled = settleAccess(identify(others));
  const lineage = buildLineage(settled);
  joinForeignReads(settled, lineage);
  const followed = findRoots(lineage).map((root) => follow(root, lineage));
  const { chains, events: ofKeys } = keyGrants(aboutKeys, followed);
  const kept = new Set<SnapshotEvent>();
  for (const { event, standsAlone } of settled) if (standsAlone) kept.add(event);
  for (const chain of chains) for (const event of chain.events) kept.add(event);
  for (const lock of locksAbove(settled)) kept.add(lock);
  for (const event of ofKeys) kept.add(event);
  const creations = creationsOf(settled, kept);
  const events = settled.map(({ event }) => event).filter((event) => kept.has(event) || creations.has(event));
  return {
    chains: [...chains].sort(byFirstEvent),
    events: ofKeys.size === 0 ? events : [...events, ...ofKeys].sort(byTime),
  };
}

function byFirstEvent(a: ChainCase, b: ChainCase): number {
  const left = a.events[0];
  const right = b.events[0];
  const order = left !== undefined && right !== undefined && left !== right ? byTime(left, right) : 0;
  return order || (a.id < b.id ? -1 : 1);
}

function follow(root: Node, lineage: Lineage): ChainCase {
  const nodes = withDescendants(root, lineage);
  const events = new Set<SnapshotEvent>();
  const likely = new Set<SnapshotEvent>();
  const makers = new Map<string, SnapshotEvent>();
  for (const node of nodes) {
    for (const { event } of node.events) events.add(event);
    for (const { event } of node.likely) if (!events.has(event)) likely.add(event);
    if (node.madeBy !== null) makers.set(node.key, node.madeBy.event);
  }
  for (const event of likely) events.add(event);
  const ordered = inOrder(events, root.madeBy?.event ?? null, makers);
  const keys = new Set(nodes.map((node) => node.key));
  const parent =
    root.madeFrom.size === 0 ? undefined : [...root.madeFrom.keys()].find((key) => !keys.has(key));
  const members = nodes.map((node) => memberOf(node, root, keys));
  return {
    id: stableId('chain', root.key),
    cloud: ordered[0]?.cloud ?? 'aws',
    root: root.resource,
    source: (parent === undefined ? undefined : lineage.get(parent)?.resource) ?? null,
    events: ordered,
    members,
    accounts: accountsOf(ordered, ownerOf(root, ordered)),
    isPartial: nodes.some((node) => node.isPartial),
    likely,
    odd: nodes.flatMap((node, index) => oddSteps(node, members[index])),
    keyGrants: [],
    moreKeyGrants: 0,
  };
}

/** Mostly none, which the first and the last event of a thing tell at once. */
function oddSteps({ events, madeBy }: Node, member: ChainMember | undefined): OddSteps[] {
  if (member === undefined) return [];
  const counts = ({ event }: MergedEvent) => event.outcome === 'success' && !onlyLooks(event);
  let early = 0;
  const made = madeBy?.event.time ?? null;
  for (const merged of made === null ? [] : events) {
    if (made === null || merged.event.time === null || merged.event.time >= made) break;
    if (counts(merged)) early++;
  }
  let late = 0;
  if (member.deletedBy !== null) {
    for (let index = events.length - 1; index >= 0; index--) {
      const merged = events[index];
      if (merged === undefined || merged.event.id === member.deletedBy) break;
      if (merged.event.time !== null && counts(merged)) late++;
    }
  }
  return early + late === 0 ? [] : [{ member, early, late }];
}

/** The root first, then everything made from it in the order of making (unknown makings last). */
function withDescendants(root: Node, lineage: Lineage): Node[] {
  const found = new Set<Node>([root]);
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const key of node.madeInto) {
      const child = lineage.get(key);
      if (child === undefined || found.has(child)) continue;
      found.add(child);
      open.push(child);
    }
  }
  found.delete(root);
  const made = (node: Node) => node.madeBy?.event.time ?? NO_TIME;
  return [
    root,
    ...[...found].sort((a, b) => (made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : a.key < b.key ? -1 : 1)),
  ];
}

function memberOf(node: Node, root: Node, keys: ReadonlySet<string>): ChainMember {
  return {
    ...node.resource,
    key: node.key,
    madeFrom: node === root ? [] : [...node.madeFrom.keys()].filter((key) => keys.has(key)),
    madeBy: node.madeBy?.event.id ?? null,
    deletedBy: deletionOf(node)?.id ?? null,
  };
}

/** The last delete, unless the thing was taken back out of the bin after it; one that only began is none. */
function deletionOf(node: Node): SnapshotEvent | null {
  let deletion: SnapshotEvent | null = null;
  for (const { event } of node.events) {
    if (event.outcome === 'failure' || event.outcome === 'pending') continue;
    if (event.action === 'delete' && isSubject(event, node.key)) deletion = event;
    if (event.action === 'recover' && isSubject(event, node.key)) deletion = null;
  }
  return deletion;
}

/** The account in whose log the root was made, or else shared, or else first met. */
function ownerOf(root: Node, events: readonly SnapshotEvent[]): string | null {
  if (root.madeBy !== null) return root.madeBy.event.account;
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
