import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { EventResource, Resource, ResourceKind, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';

/**
 * The graph of resources: which was made from which, by which event. It knows no time
 * window: a chain's steps may lie seconds or years apart.
 */

export interface Node {
  readonly key: string;
  /** As it was first written in the logs. */
  readonly resource: Resource;
  /** Merged events that touch it, in time order. */
  readonly events: MergedEvent[];
  /** The first event that made it; `null` when the logs hold none. */
  madeBy: MergedEvent | null;
  madeFrom: ReadonlyMap<string, MergedEvent>;
  madeInto: ReadonlySet<string>;
  /** An event made it or worked on it that counts without any chain around it. */
  founded: boolean;
  /** The call that made it named so many sources and results that not all were linked. */
  isPartial: boolean;
  /** Acts that are likely about it, though they do not name it: see `foreignReads`. */
  likely: readonly MergedEvent[];
}

export type Lineage = ReadonlyMap<string, Node>;

/** Kinds that hold a copy of data as it was: they begin chains. */
const COPIES: ReadonlySet<ResourceKind> = new Set(['snapshot', 'image', 'recoveryPoint']);
/** Kinds that can be made from a copy, and from which another copy can be made. */
const CARRIERS: ReadonlySet<ResourceKind> = new Set([
  ...COPIES,
  'volume',
  'instance',
  'database',
  'fileSystem',
]);

/** Reading about a snapshot, however often, founds no chain. */
const ONLY_LOOKS: ReadonlySet<SnapshotEvent['action']> = new Set([
  'enumerate',
  'describe',
  'context',
  'schedule',
]);

/** True for an act that only looks at what there is. */
export function onlyLooks({ action }: SnapshotEvent): boolean {
  return ONLY_LOOKS.has(action);
}

export function isCopy(resource: Resource): boolean {
  return COPIES.has(resource.kind);
}

/** True for what can be made from a copy, or a copy from it. */
export function isCarrier(resource: Resource): boolean {
  return CARRIERS.has(resource.kind);
}

/** One step of lineage: what was made from what. */
export interface Making {
  readonly made: readonly EventResource[];
  readonly from: readonly EventResource[];
}

type ByRole<T> = Readonly<Record<Exclude<EventResource['role'], 'target'>, T[]>>;
type NodesByRole = ByRole<Node>;

/** What an event made, and from what (see the roles of the catalogue's rows). Failed calls made nothing. */
export function makings(event: SnapshotEvent): readonly Making[] {
  if (event.outcome === 'failure') return [];
  const byRole: ByRole<EventResource> = { subject: [], source: [], result: [] };
  for (const resource of event.resources)
    if (resource.role !== 'target' && CARRIERS.has(resource.kind)) byRole[resource.role].push(resource);
  return pairs(event.action, byRole);
}

function pairs<T>(
  action: SnapshotEvent['action'],
  { subject, source, result }: ByRole<T>,
): readonly { readonly made: readonly T[]; readonly from: readonly T[] }[] {
  if (subject.length > 0 && (action === 'create' || action === 'copy')) {
    const made = { made: subject, from: source };
    return result.length === 0 ? [made] : [made, { made: result, from: subject }];
  }
  return result.length === 0 ? [] : [{ made: result, from: source.length > 0 ? source : subject }];
}

/** Most things have neither: a map and a set for each would be most of the memory of a graph. */
const NO_PARENTS: ReadonlyMap<string, MergedEvent> = new Map();
const NO_CHILDREN: ReadonlySet<string> = new Set();
const NONE: readonly MergedEvent[] = [];

function link(parent: Node, child: Node, by: MergedEvent): void {
  if (parent === child || child.madeFrom.has(parent.key)) return;
  if (child.madeFrom instanceof Map && child.madeFrom !== NO_PARENTS) child.madeFrom.set(parent.key, by);
  else child.madeFrom = new Map([[parent.key, by]]);
  if (parent.madeInto instanceof Set && parent.madeInto !== NO_CHILDREN) parent.madeInto.add(child.key);
  else parent.madeInto = new Set([child.key]);
}

/**
 * Every result of a call may come from every source, so that a record crafted with thousands of both would
 * make millions of links. Real calls stay far below: a fleet of 1,000 machines with 20 disks each.
 */
const MAX_LINKS_OF_A_CALL = 50_000;

function linkAll(parents: readonly Node[], children: readonly Node[], by: MergedEvent): void {
  const isTooMany = parents.length * children.length > MAX_LINKS_OF_A_CALL;
  children.forEach((child, index) => {
    child.madeBy ??= by;
    // Each child keeps a parent and each parent a child; who else was made of whom is told to be left out.
    const linked = isTooMany ? parents.slice(index % parents.length, (index % parents.length) + 1) : parents;
    for (const parent of index === 0 ? parents : linked) link(parent, child, by);
    if (isTooMany) child.isPartial = true;
  });
}

/** Builds the graph; linear in events times their resources. */
export function buildLineage(events: readonly MergedEvent[]): Lineage {
  const nodes = new Map<string, Node>();
  const nodeOf = (event: SnapshotEvent, resource: EventResource): Node => {
    const key = keyIn(event, resource);
    let node = nodes.get(key);
    if (node === undefined) {
      node = {
        key,
        resource: { kind: resource.kind, id: resource.id },
        events: [],
        madeBy: null,
        madeFrom: NO_PARENTS,
        madeInto: NO_CHILDREN,
        founded: false,
        isPartial: false,
        likely: NONE,
      };
      nodes.set(key, node);
    }
    return node;
  };

  for (const merged of events) {
    const { event, standsAlone } = merged;
    const founds = standsAlone && !onlyLooks(event);
    const byRole: NodesByRole = { subject: [], source: [], result: [] };
    for (const resource of event.resources) {
      // Where something went is no part of what it is: a machine's other disks stay out.
      if (resource.role === 'target' || !CARRIERS.has(resource.kind)) continue;
      const node = nodeOf(event, resource);
      if (node.events.at(-1) !== merged) node.events.push(merged);
      if (founds) node.founded = true;
      byRole[resource.role].push(node);
    }
    if (event.outcome === 'failure') continue;
    for (const { made, from } of pairs(event.action, byRole)) linkAll(from, made, merged);
  }
  return nodes;
}
