import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { isReusable, keyByNumber, keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import { isCarrier, makings } from './lineage.js';
import { type Life, livesOf, type Mention } from './lives.js';

/**
 * Says of every resource which thing it is, where the id alone does not: one that a record names by its number is
 * the one that another record calls by name, and a name that was used again after a delete is another thing each
 * time. Where that gives another key than the id, the event's resources carry it; all other events stay as they are.
 * `merged` must be in time order. Linear, but for the sorting of the few names with several lives.
 */
export function identify(merged: readonly MergedEvent[]): readonly MergedEvent[] {
  const names = namesIn(merged);
  if (names.lively.size === 0 && names.byNumber.size === 0) return merged;
  const lives = names.lively.size === 0 ? new Map<string, readonly Life[]>() : livesIn(merged, names);
  if (lives.size === 0 && names.byNumber.size === 0) return merged;
  return merged.map((one) => {
    const event = withKeys(one.event, names, lives);
    return event === one.event ? one : { ...one, event };
  });
}

interface Names {
  /** Keys of names, by the key that a number makes. */
  readonly byNumber: ReadonlyMap<string, string>;
  /** Keys of names that may stand for several things: there is a delete, or more than one uid. */
  readonly lively: ReadonlySet<string>;
}

function namesIn(merged: readonly MergedEvent[]): Names {
  const byNumber = new Map<string, string>();
  const uids = new Map<string, string>();
  const deleted = new Set<string>();
  const lastMade = new Map<string, string>();
  const lively = new Set<string>();

  const noteUid = (key: string, uid: string): void => {
    const known = uids.get(key);
    if (known === undefined) uids.set(key, uid);
    else if (known !== uid) lively.add(key);
    const numbered = keyByNumber(key, uid);
    if (numbered === null || numbered === key) return;
    const other = byNumber.get(numbered);
    // One number has one name; of a log that claims two, the order of records must not decide.
    if (other === undefined || key < other) byNumber.set(numbered, key);
  };

  for (const { event } of merged) {
    const { time } = event;
    for (const resource of event.resources) {
      if (!isCarrier(resource)) continue;
      const isGone = deletes(event, resource);
      const isMade = !isGone && mayMake(event, resource);
      if (!isGone && !isMade && resource.uid === undefined) continue;
      const key = keyIn(event, resource);
      if (!isReusable(key)) continue;
      if (resource.uid !== undefined) noteUid(key, resource.uid);
      if (time === null) continue;
      // In one instant nobody knows which came first.
      if (isMade ? deleted.has(key) : isGone && lastMade.get(key) === time) lively.add(key);
      if (isMade) lastMade.set(key, time);
      if (isGone) deleted.add(key);
    }
  }
  for (const [numbered, key] of byNumber) if (deleted.has(numbered)) lively.add(key);
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
function livesIn(merged: readonly MergedEvent[], names: Names): ReadonlyMap<string, readonly Life[]> {
  const mentions = new Map<string, Mention[]>();
  for (const { event } of merged) {
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
  }
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
