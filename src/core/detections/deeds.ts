import { isCopy } from '../chains/makings.js';
import type { Action, EventResource, ResourceKind, SnapshotEvent } from '../model.js';

/** Actions that put the data into other hands. */
export const TAKES: readonly Action[] = ['restore', 'copy', 'use', 'read', 'export'];

/** Whether an event, if it succeeded, takes the data somewhere. Taking a disk off a machine does not. */
export function isTaking(event: SnapshotEvent): boolean {
  return TAKES.includes(event.action) && event.outcome !== 'failure' && !isDetaching(event);
}

export function isDetaching({ action, operation }: SnapshotEvent): boolean {
  // Azure has one call for both ways: what was attached by it is told.
  return action === 'use' && /detach/i.test(operation) && !/attachDetach/i.test(operation);
}

/** What a delete that succeeded removed of snapshots, images, recovery points and their vaults. */
export function deletedCopies(event: SnapshotEvent): readonly EventResource[] {
  if (event.action !== 'delete' || event.outcome === 'failure') return [];
  return event.resources.filter(
    (resource) => resource.role === 'subject' && (isCopy(resource) || resource.kind === 'vault'),
  );
}

export function resourcesAs(
  event: SnapshotEvent,
  roles: readonly EventResource['role'][],
  kinds?: readonly ResourceKind[],
): readonly EventResource[] {
  return event.resources.filter(
    ({ role, kind }) => roles.includes(role) && (kinds === undefined || kinds.includes(kind)),
  );
}
