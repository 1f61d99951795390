import type { MergedEvent } from '../chains/eventTable.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { byTime } from '../order.js';

const COLLECTION = /\/restorepointcollections\/[^/]+$/;
const POINT_ITSELF = /\/restorepointcollections\/[^/]+\/restorepoints\/[^/]+$/;
const HOLDERS = /\/restorepointcollections\/[^/]+(?:\/restorepoints\/[^/]+)?$/;

/**
 * A collection of restore points takes all in it along when it is deleted (arm-compute, `RestorePointCollections_Delete`),
 * and a restore point its disks; Azure logs that one call. What the other events tell to be in it by then is added to the
 * delete. Linear in events, beside sorting Azure's, and nothing where neither was deleted.
 */
export function withEmptiedCollections(events: readonly MergedEvent[]): readonly MergedEvent[] {
  if (!events.some(({ event }) => emptied(event, HOLDERS) !== null)) return events;
  const added = new Map<SnapshotEvent, readonly EventResource[]>();
  /** By collection, by restore point: it and its disks. */
  const held = new Map<string, Map<string, Map<string, EventResource>>>();
  for (const event of inTimeOrder(events)) {
    const collection = emptied(event, COLLECTION);
    if (collection !== null) {
      added.set(
        event,
        [...(held.get(collection)?.values() ?? [])].flatMap((point) => [...point.values()]),
      );
      held.delete(collection);
      continue;
    }
    for (const resource of event.resources) {
      const place = placeOf(resource);
      if (place === null) continue;
      const points = held.get(place.collection) ?? new Map<string, Map<string, EventResource>>();
      held.set(place.collection, points);
      const id = resource.id.toLowerCase();
      const point = points.get(place.point) ?? new Map<string, EventResource>();
      if (event.action === 'delete') {
        if (emptied(event, POINT_ITSELF) !== place.point) continue;
        point.delete(place.point);
        added.set(event, [...point.values()]);
        points.delete(place.point);
        continue;
      }
      points.set(place.point, point);
      if (!point.has(id)) point.set(id, { role: 'subject', kind: resource.kind, id: resource.id });
    }
  }
  return events.map((merged) => {
    const more = added.get(merged.event) ?? [];
    if (more.length === 0) return merged;
    return { ...merged, event: { ...merged.event, resources: [...merged.event.resources, ...more] } };
  });
}

/** The id, in lower case, of what an event deleted, if it is such a thing; `null` for any other event. */
function emptied({ cloud, action, outcome, time, resources }: SnapshotEvent, what: RegExp): string | null {
  if (cloud !== 'azure' || action !== 'delete' || outcome === 'failure' || time === null) return null;
  const id = resources.find(({ role }) => role === 'subject')?.id.toLowerCase() ?? '';
  return what.test(id) ? id : null;
}

/** A restore point: `…/restorePointCollections/c/restorePoints/p`, and below it `/diskRestorePoints/d`. */
const POINT = /^((?:\/[^/]+)*\/restorepointcollections\/[^/]+)\/restorepoints\/[^/]+/;

/** The ids, in lower case, of the restore point that something is or belongs to, and of its collection; `null` for anything else. */
function placeOf({
  kind,
  id,
}: EventResource): { readonly point: string; readonly collection: string } | null {
  const [point, collection] = kind === 'recoveryPoint' ? (id.toLowerCase().match(POINT) ?? []) : [];
  return point === undefined || collection === undefined ? null : { point, collection };
}

function inTimeOrder(events: readonly MergedEvent[]): readonly SnapshotEvent[] {
  return events
    .map(({ event }) => event)
    .filter(({ cloud, outcome, time }) => cloud === 'azure' && outcome !== 'failure' && time !== null)
    .sort(byTime);
}
