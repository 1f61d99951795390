import { stableId } from '../analysis/hash.js';
import { byTime, type MergedEvent } from '../analysis/mergeRecords.js';
import type { ChainMember, Cloud, Resource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { findRoots } from './findRoots.js';
import { buildLineage, type Lineage, type Node } from './lineage.js';

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
}

export interface Chains {
  /** In the order of their first event. */
  readonly chains: readonly ChainCase[];
  /** Every event that counts: by itself, or because it belongs to a chain. In time order. */
  readonly events: readonly SnapshotEvent[];
}

/** Follows every copy to everything made from it. `merged` must be in time order. */
export function buildChains(merged: readonly MergedEvent[]): Chains {
  const lineage = buildLineage(merged);
  const chains = findRoots(lineage).map((root) => follow(root, lineage));
  const inChain = new Set(chains.flatMap((chain) => chain.events));
  return {
    chains: chains.sort((a, b) => byFirstEvent(a, b)),
    events: merged
      .filter(({ event, standsAlone }) => standsAlone || inChain.has(event))
      .map(({ event }) => event),
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
  for (const node of nodes) for (const { event } of node.events) events.add(event);
  const inOrder = [...events].sort(byTime);
  const keys = new Set(nodes.map((node) => node.key));
  const [parent] = [...root.madeFrom.keys()].filter((key) => !keys.has(key));
  return {
    id: stableId('chain', root.key),
    cloud: inOrder[0]?.cloud ?? 'aws',
    root: root.resource,
    source: (parent === undefined ? undefined : lineage.get(parent)?.resource) ?? null,
    events: inOrder,
    members: nodes.map((node) => memberOf(node, root, keys)),
    accounts: accountsOf(inOrder, ownerOf(root, inOrder)),
    isPartial: nodes.some((node) => node.isPartial),
  };
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
  const made = (node: Node) => node.madeBy?.event.time ?? '9999';
  return [
    root,
    ...[...found].sort((a, b) => (made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : a.key < b.key ? -1 : 1)),
  ];
}

function memberOf(node: Node, root: Node, keys: ReadonlySet<string>): ChainMember {
  const deletion = node.events.find(
    ({ event }) =>
      event.action === 'delete' &&
      event.outcome !== 'failure' &&
      event.resources.some((resource) => resource.role === 'subject' && keyIn(event, resource) === node.key),
  );
  return {
    ...node.resource,
    key: node.key,
    madeFrom: node === root ? [] : [...node.madeFrom.keys()].filter((key) => keys.has(key)),
    madeBy: node.madeBy?.event.id ?? null,
    deletedBy: deletion?.event.id ?? null,
  };
}

/** The account in whose log the root was made, or else shared, or else first met. */
function ownerOf(root: Node, events: readonly SnapshotEvent[]): string | null {
  const shared = events.find((event) => event.action === 'share' || event.action === 'unshare');
  return (root.madeBy?.event ?? shared ?? events[0])?.account ?? null;
}

/** The owner first, then whose logs, whose hands, and to whom: account ids, subscriptions, projects, as they appear. */
function accountsOf(events: readonly SnapshotEvent[], owner: string | null): string[] {
  const accounts = new Set<string>(owner === null ? [] : [owner]);
  for (const event of events) {
    const shared =
      event.action === 'share'
        ? event.sharedWith.filter((grantee) => /^[\w-]+$/.test(grantee) && grantee !== 'public')
        : [];
    for (const account of [event.account, event.actor.account, ...shared])
      if (account !== null) accounts.add(account);
  }
  return [...accounts];
}
