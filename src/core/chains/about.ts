import type { SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';

/** Keys of what an act is about: its subjects or, where it names none, all that it names but where things went. */
export function aboutKeys(event: SnapshotEvent): ReadonlySet<string> {
  return remembered(event, about, readAbout);
}

/** Keys of what an act names as anything but a place where something went. */
function namedKeys(event: SnapshotEvent): ReadonlySet<string> {
  return remembered(
    event,
    named,
    () => new Set(event.resources.filter(({ role }) => role !== 'target').map((one) => keyIn(event, one))),
  );
}

/** Keys of what an act works on or takes from: its subjects and sources. */
export function takenKeys(event: SnapshotEvent): ReadonlySet<string> {
  return remembered(
    event,
    taken,
    () =>
      new Set(
        event.resources
          .filter(({ role }) => role === 'source' || role === 'subject')
          .map((one) => keyIn(event, one)),
      ),
  );
}

/** A call that names more may belong to very many chains: what it names is read once for all of them. */
const FEW = 16;
type Known = WeakMap<SnapshotEvent, ReadonlySet<string>>;
const about: Known = new WeakMap();
const named: Known = new WeakMap();
const taken: Known = new WeakMap();

function remembered(
  event: SnapshotEvent,
  known: Known,
  read: (event: SnapshotEvent) => ReadonlySet<string>,
): ReadonlySet<string> {
  if (event.resources.length <= FEW) return read(event);
  const keys = known.get(event) ?? read(event);
  known.set(event, keys);
  return keys;
}

function readAbout(event: SnapshotEvent): ReadonlySet<string> {
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

/** {@link eventsByKey} of some things only; `keysOf` may count less of what an event names. */
export function eventsAbout(
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

/** Whether the act names the resource as its subject. */
export function isSubject(event: SnapshotEvent, key: string): boolean {
  return event.resources.some((resource) => resource.role === 'subject' && keyIn(event, resource) === key);
}

/** Whether an event is about a key: to be let in to it is not to be let in to what it encrypts. */
export function isAboutKey({ resources }: Pick<SnapshotEvent, 'resources'>): boolean {
  return resources.some(({ role, kind }) => role === 'subject' && kind === 'key');
}
