import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import { isCarrier, type Lineage, makings, type Node } from './lineage.js';

/** Both records are written by one call; the clocks of one cloud do not differ by more. */
const MOST_APART_MS = 2 * 60 * 1000;

/**
 * When another project reads a disk of ours, Google writes a record into our log that names our disk and nothing of
 * theirs (`CrossEntityControlAuditMetadata`). If their log is at hand, too, the copy that it tells was made of that
 * disk at that moment is likely the one; that there is no other is asked for, and no id proves it.
 */
export function joinForeignReads(merged: readonly MergedEvent[], lineage: Lineage): void {
  const reads = merged.filter(({ event }) => isNamelessCopy(event));
  if (reads.length === 0) return;
  const copies = new Map<string, Node[]>();
  for (const node of lineage.values())
    if (node.madeBy !== null) for (const key of node.madeFrom.keys()) pushTo(copies, key, node);
  for (const read of reads) {
    const made = new Set(
      read.event.resources
        .filter(({ role }) => role === 'source')
        .flatMap((source) => copies.get(keyIn(read.event, source)) ?? [])
        .filter(({ madeBy }) => madeBy !== null && isLikelyTheSame(madeBy.event, read.event)),
    );
    const [only] = made;
    if (only !== undefined && made.size === 1) only.likely = [...only.likely, read];
  }
}

function isNamelessCopy(event: SnapshotEvent): boolean {
  return (
    event.cloud === 'gcp' &&
    (event.action === 'create' || event.action === 'copy') &&
    event.outcome !== 'failure' &&
    makings(event).every(({ made }) => made.length === 0) &&
    event.resources.some((resource) => resource.role === 'source' && isCarrier(resource))
  );
}

function isLikelyTheSame(made: SnapshotEvent, read: SnapshotEvent): boolean {
  if (made.time === null || read.time === null || made.account === read.account) return false;
  return Math.abs(Date.parse(made.time) - Date.parse(read.time)) <= MOST_APART_MS;
}
