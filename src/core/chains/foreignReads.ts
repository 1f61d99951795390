import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { type Lineage, NO_EVENT } from './lineage.js';
import { isCarrier, makings } from './makings.js';
import { NO_THING } from './things.js';

/** Both records are written by one call; the clocks of one cloud do not differ by more. */
const MOST_APART_MS = 2 * 60 * 1000;

/**
 * When another project reads a disk of ours, Google writes a record into our log that names our disk and nothing of
 * theirs (`CrossEntityControlAuditMetadata`). If their log is at hand, too, the copy that it tells was made of that
 * disk at that moment is likely the one; that there is no other is asked for, and no id proves it. Gives the events
 * that are likely about a thing, though they do not name it.
 */
export function foreignReads(
  merged: readonly MergedEvent[],
  { things, madeBy, madeInto }: Lineage,
): ReadonlyMap<number, readonly number[]> {
  const likely = new Map<number, number[]>();
  merged.forEach(({ event }, index) => {
    if (!isNamelessCopy(event)) return;
    const copies = new Set<number>();
    const end = things.begin(index + 1);
    for (let row = things.begin(index); row < end; row++) {
      const source = things.at(row);
      if (source === NO_THING || !things.is(row, 'source')) continue;
      for (let link = madeInto.first(source); link >= 0; link = madeInto.next(link)) {
        const copy = madeInto.to(link);
        const maker = merged[madeBy[copy] ?? NO_EVENT]?.event;
        if (maker !== undefined && isLikelyTheSame(maker, event)) copies.add(copy);
      }
    }
    const [only] = copies;
    if (only !== undefined && copies.size === 1) pushTo(likely, only, index);
  });
  return likely;
}

function isNamelessCopy(event: SnapshotEvent): boolean {
  return (
    event.cloud === 'gcp' &&
    (event.action === 'create' || event.action === 'copy') &&
    event.outcome !== 'failure' &&
    event.resources.some((resource) => resource.role === 'source' && isCarrier(resource)) &&
    makings(event).every(({ made }) => made.length === 0)
  );
}

function isLikelyTheSame(made: SnapshotEvent, read: SnapshotEvent): boolean {
  if (made.time === null || read.time === null || made.account === read.account) return false;
  return Math.abs(Date.parse(made.time) - Date.parse(read.time)) <= MOST_APART_MS;
}
