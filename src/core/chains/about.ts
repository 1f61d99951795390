import type { SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';

/** Keys of what an act is about: its subjects or, where it names none, all that it names but where things went. */
export function aboutKeys(event: SnapshotEvent): ReadonlySet<string> {
  const subjects = event.resources.filter(({ role }) => role === 'subject');
  const about = subjects.length > 0 ? subjects : event.resources.filter(({ role }) => role !== 'target');
  return new Set(about.map((resource) => keyIn(event, resource)));
}

/** The events that name each resource as anything but a place where something went; in the order of `events`. */
export function eventsByKey(events: Iterable<SnapshotEvent>): ReadonlyMap<string, readonly SnapshotEvent[]> {
  const lists = new Map<string, SnapshotEvent[]>();
  for (const event of events) {
    for (const resource of event.resources) {
      if (resource.role === 'target') continue;
      const key = keyIn(event, resource);
      if (lists.get(key)?.at(-1) !== event) pushTo(lists, key, event);
    }
  }
  return lists;
}

/** Whether the act names the resource as its subject. */
export function isSubject(event: SnapshotEvent, key: string): boolean {
  return event.resources.some((resource) => resource.role === 'subject' && keyIn(event, resource) === key);
}

/** Whether an event is about a key: to be let in to it is not to be let in to what it encrypts. */
export function isAboutKey({ resources }: Pick<SnapshotEvent, 'resources'>): boolean {
  return resources.some(({ role, kind }) => role === 'subject' && kind === 'key');
}
