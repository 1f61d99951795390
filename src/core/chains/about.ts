import type { EventResource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import { readOnce } from '../readOnce.js';

/** Keys of what an act is about: its subjects or, where it names none, all that it names but where things went. */
export const aboutKeys: (event: SnapshotEvent) => ReadonlySet<string> = readOnce((event) => {
  const subjects = keysAs(event, ({ role }) => role === 'subject');
  return subjects.size > 0 ? subjects : keysAs(event, isNoTarget);
});

/** Keys of what an act works on or takes from: its subjects and sources. */
export const takenKeys: (event: SnapshotEvent) => ReadonlySet<string> = readOnce((event) =>
  keysAs(event, ({ role }) => role === 'source' || role === 'subject'),
);

/** Keys of what an act names as anything but a place where something went. */
const namedKeys = readOnce((event) => keysAs(event, isNoTarget));

const isNoTarget = ({ role }: EventResource): boolean => role !== 'target';

/** Keys of those resources of an act that are meant. */
export function keysAs(
  event: SnapshotEvent,
  isMeant: (resource: EventResource) => boolean,
): ReadonlySet<string> {
  return new Set(event.resources.filter(isMeant).map((resource) => keyIn(event, resource)));
}

/**
 * The events that name each of these things as anything but a place where something went, in the order of `events`;
 * `keysOf` may count less of what an event names. Linear in the events, their resources and the keys.
 */
export function eventsByKey(
  keys: readonly string[],
  events: Iterable<SnapshotEvent>,
  keysOf: (event: SnapshotEvent) => ReadonlySet<string> = namedKeys,
): ReadonlyMap<string, readonly SnapshotEvent[]> {
  const wanted = new Set(keys);
  const lists = new Map<string, SnapshotEvent[]>();
  for (const event of events) {
    const all = keysOf(event);
    const [fewer, others] = all.size < wanted.size ? [all, wanted] : [wanted, all];
    for (const key of fewer) if (others.has(key)) pushTo(lists, key, event);
  }
  return lists;
}

const subjectKeys = readOnce((event) => keysAs(event, ({ role }) => role === 'subject'));

/** Whether the act names the resource as its subject. */
export function isSubject(event: SnapshotEvent, key: string): boolean {
  return subjectKeys(event).has(key);
}

/** Whether an event is about a key: to be let in to it is not to be let in to what it encrypts. */
export const isAboutKey = readOnce(({ resources }: Pick<SnapshotEvent, 'resources'>): boolean =>
  resources.some(({ role, kind }) => role === 'subject' && kind === 'key'),
);
