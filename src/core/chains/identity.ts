import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { isReusable, keyByNumber, keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import { type Life, livesOf, type Mention } from './lives.js';
import { isCarrier, makings } from './makings.js';
import { NO_THING, type Things } from './things.js';

/**
 * Says of every resource which thing it is, where the id alone does not: one that a record names by its number is
 * the one that another record calls by name, and a name that was used again after a delete is another thing each
 * time. Where that gives another key than the id, the event's resources carry it, and `things` know it; all other
 * events stay as they are. `merged` must be in time order. Linear, but for the sorting of the few names with several
 * lives.
 */
export function identify(merged: readonly MergedEvent[], things: Things): readonly MergedEvent[] {
  const names = namesIn(merged, things);
  if (names.lively.size === 0 && names.byNumber.size === 0) return merged;
  const lives = names.lively.size === 0 ? new Map<string, readonly Life[]>() : livesIn(merged, things, names);
  if (lives.size === 0 && names.byNumber.size === 0) return merged;
  const isNamed = things.marked((key) => lives.has(key) || names.byNumber.has(key));
  return merged.map((one, index) => {
    if (!things.namesAny(index, isNamed)) return one;
    const event = withKeys(one.event, names, lives);
    if (event === one.event) return one;
    things.take(index, event);
    return { ...one, event };
  });
}

interface Names {
  /** Keys of names, by the key that a number makes. */
  readonly byNumber: ReadonlyMap<string, string>;
  /** Keys of names that may stand for several things: there is a delete, or more than one uid. */
  readonly lively: ReadonlySet<string>;
}

function namesIn(merged: readonly MergedEvent[], things: Things): Names {
  const byNumber = new Map<string, string>();
  const uids = new Map<number, string>();
  const reusable = Uint8Array.from(things.keys, (key) => Number(isReusable(key)));
  const deleted = new Uint8Array(things.count);
  const lastMade: (string | undefined)[] = new Array(things.count);
  const lively = new Set<string>();

  const noteUid = (thing: number, key: string, uid: string): void => {
    const known = uids.get(thing);
    if (known === undefined) uids.set(thing, uid);
    else if (known !== uid) lively.add(key);
    const numbered = keyByNumber(key, uid);
    if (numbered === null || numbered === key) return;
    const other = byNumber.get(numbered);
    // One number has one name; of a log that claims two, the order of records must not decide.
    if (other === undefined || key < other) byNumber.set(numbered, key);
  };

  merged.forEach(({ event }, index) => {
    const { time } = event;
    let row = things.begin(index);
    for (const resource of event.resources) {
      const thing = things.at(row++);
      if (thing === NO_THING || reusable[thing] === 0) continue;
      const isGone = deletes(event, resource);
      const isMade = !isGone && mayMake(event, resource);
      if (!isGone && !isMade && resource.uid === undefined) continue;
      const key = things.keys[thing] ?? '';
      if (resource.uid !== undefined) noteUid(thing, key, resource.uid);
      if (time === null) continue;
      // In one instant nobody knows which came first.
      if (isMade ? deleted[thing] === 1 : isGone && lastMade[thing] === time) lively.add(key);
      if (isMade) lastMade[thing] = time;
      if (isGone) deleted[thing] = 1;
    }
  });
  for (const [numbered, key] of byNumber) {
    const thing = things.numberOf(numbered);
    if (thing !== undefined && deleted[thing] === 1) lively.add(key);
  }
  return { byNumber, lively };
}

function deletes(event: SnapshotEvent, resource: EventResource): boolean {
  return event.action === 'delete' && resource.role === 'subject' && event.outcome !== 'failure';
}

/** A first look, without the pairs of {@link makings}. */
function mayMake(event: SnapshotEvent, { role }: EventResource): boolean {
  if (event.outcome === 'failure') return false;
  return role === 'result' || (role === 'subject' && (event.action === 'create' || event.action === 'copy'));
}

/** The key of the name, and the uid: a number in place of the name is both. */
function named(
  event: SnapshotEvent,
  resource: EventResource,
  { byNumber }: Names,
): { readonly key: string; readonly uid: string | null } {
  const key = keyIn(event, resource);
  const name = byNumber.get(key);
  if (name === undefined) return { key, uid: resource.uid ?? null };
  return { key: name, uid: resource.uid ?? key.slice(key.lastIndexOf('/') + 1) };
}

/** Lives of the names that have more than one. */
function livesIn(
  merged: readonly MergedEvent[],
  things: Things,
  names: Names,
): ReadonlyMap<string, readonly Life[]> {
  const mentions = new Map<string, Mention[]>();
  const isLively = things.marked((key) => names.lively.has(names.byNumber.get(key) ?? key));
  merged.forEach(({ event }, index) => {
    if (!things.namesAny(index, isLively)) return;
    let made: ReadonlySet<EventResource> | null = null;
    for (const resource of event.resources) {
      if (!isCarrier(resource)) continue;
      const { key, uid } = named(event, resource, names);
      if (!names.lively.has(key)) continue;
      made ??= new Set(makings(event).flatMap((making) => making.made));
      pushTo(mentions, key, {
        event,
        uid,
        makes: made.has(resource),
        deletes: deletes(event, resource),
      });
    }
  });
  const lives = new Map<string, readonly Life[]>();
  for (const [key, list] of mentions) {
    const found = livesOf(key, list);
    if (found.length > 1) lives.set(key, found);
  }
  return lives;
}

function withKeys(
  event: SnapshotEvent,
  names: Names,
  lives: ReadonlyMap<string, readonly Life[]>,
): SnapshotEvent {
  let isChanged = false;
  const resources = event.resources.map((resource) => {
    if (!isCarrier(resource)) return resource;
    const before = keyIn(event, resource);
    const { key: name, uid } = named(event, resource, names);
    const own = lives.get(name);
    const key = own === undefined ? name : lifeAt(own, event, uid).key;
    if (key === before) return resource;
    isChanged = true;
    return { ...resource, key };
  });
  return isChanged ? { ...event, resources } : event;
}

/** The life that an event is about: told by the uid, by what the event itself did, or else by the time. */
function lifeAt(lives: readonly Life[], event: SnapshotEvent, uid: string | null): Life {
  const [first] = lives;
  if (first === undefined) throw new Error('a name has at least one life');
  const told =
    lives.find((life) => life.events.has(event)) ??
    (uid === null ? undefined : lives.find((life) => life.uids.has(uid)));
  if (told !== undefined) return told;
  // An event without a time tells of none; the last one is at least still there.
  if (event.time === null) return lives.at(-1) ?? first;
  const { time } = event;
  return lives.findLast((life) => life.from === null || life.from <= time) ?? first;
}
