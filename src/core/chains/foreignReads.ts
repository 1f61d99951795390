import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { type EventTable, NO_EVENT } from './eventTable.js';
import type { Lineage } from './lineage.js';
import { NO_THING } from './things.js';

/** Both records are written by one call; the clocks of one cloud do not differ by more. */
const MOST_APART_MS = 2 * 60 * 1000;

/**
 * When another project reads a disk of ours, Google writes a record into our log that names our disk and nothing of
 * theirs (`CrossEntityControlAuditMetadata`). If their log is at hand, too, the copy that it tells was made of that
 * disk at that moment is likely the one; that there is no other is asked for, and no id proves it. Gives the events
 * that are likely about a thing, though they do not name it.
 */
export function foreignReads({ table, madeBy, madeInto }: Lineage): ReadonlyMap<number, readonly number[]> {
  const { things } = table;
  const likely = new Map<number, number[]>();
  for (let place = 0; place < table.count; place++) {
    if (!isNamelessCopy(place, table)) continue;
    const event = table.event(place);
    const copies = new Set<number>();
    for (let row = things.begin(place); row < things.end(place); row++) {
      const source = things.at(row);
      if (source === NO_THING || !things.is(row, 'source')) continue;
      for (let link = madeInto.first(source); link >= 0; link = madeInto.next(link)) {
        const copy = madeInto.to(link);
        const maker = madeBy[copy] ?? NO_EVENT;
        if (maker !== NO_EVENT && isLikelyTheSame(table.event(maker), event)) copies.add(copy);
      }
    }
    const [only] = copies;
    if (only !== undefined && copies.size === 1) pushTo(likely, only, place);
  }
  return likely;
}

/** A copy that says from what it was made, and not what was made. */
function isNamelessCopy(place: number, table: EventTable): boolean {
  if (table.cloud(place) !== 'gcp' || table.outcome(place) === 'failure') return false;
  const action = table.action(place);
  if (action !== 'create' && action !== 'copy') return false;
  const { things } = table;
  let hasSource = false;
  for (let row = things.begin(place); row < things.end(place); row++) {
    if (things.at(row) === NO_THING || things.is(row, 'target')) continue;
    if (!things.is(row, 'source')) return false;
    hasSource = true;
  }
  return hasSource;
}

function isLikelyTheSame(made: SnapshotEvent, read: SnapshotEvent): boolean {
  if (made.time === null || read.time === null || made.account === read.account) return false;
  return Math.abs(Date.parse(made.time) - Date.parse(read.time)) <= MOST_APART_MS;
}
