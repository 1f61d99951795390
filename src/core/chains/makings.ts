import type { EventResource, Resource, ResourceKind, SnapshotEvent } from '../model.js';

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
export const ONLY_LOOKS: ReadonlySet<SnapshotEvent['action']> = new Set([
  'enumerate',
  'describe',
  'context',
  'schedule',
]);

/** True for an act that only looks at what there is. */
export function onlyLooks({ action }: SnapshotEvent): boolean {
  return ONLY_LOOKS.has(action);
}

export function isCopy(resource: Pick<Resource, 'kind'>): boolean {
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

export type ByRole<T> = Readonly<Record<Exclude<EventResource['role'], 'target'>, T[]>>;

/** What an event made, and from what (see the roles of the catalogue's rows). Failed calls made nothing. */
export function makings(event: SnapshotEvent): readonly Making[] {
  if (event.outcome === 'failure') return [];
  const byRole: ByRole<EventResource> = { subject: [], source: [], result: [] };
  for (const resource of event.resources)
    if (resource.role !== 'target' && CARRIERS.has(resource.kind)) byRole[resource.role].push(resource);
  return pairs(event.action, byRole);
}

/** {@link makings} of whatever stands for the resources of an event. */
export function pairs<T>(
  action: SnapshotEvent['action'],
  { subject, source, result }: ByRole<T>,
): readonly { readonly made: readonly T[]; readonly from: readonly T[] }[] {
  if (subject.length > 0 && (action === 'create' || action === 'copy')) {
    const made = { made: subject, from: source };
    return result.length === 0 ? [made] : [made, { made: result, from: subject }];
  }
  return result.length === 0 ? [] : [{ made: result, from: source.length > 0 ? source : subject }];
}
