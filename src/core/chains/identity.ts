import type { EventResource, SnapshotEvent } from '../model.js';
import { keyByNumber, keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import type { EventTable } from './eventTable.js';
import { type Lives, livesOf, type Mention } from './lives.js';
import { isCarrier, makings } from './makings.js';
import { NO_THING } from './things.js';

/**
 * Says of every resource which thing it is, where the id alone does not: one that a record names by its number is
 * the one that another record calls by name, and a name that was used again after a delete is another thing each
 * time. Where that gives another key than the id, the event's resources carry it from now on; all other events stay
 * as they are. Linear, but for the sorting of the few names with several lives.
 */
export function identify(table: EventTable): void {
  const { things } = table;
  const names = namesIn(table);
  if (names.lively.size === 0 && names.byNumber.size === 0) return;
  const lives = names.lively.size === 0 ? new Map<string, Lives>() : livesIn(table, names);
  if (lives.size === 0 && names.byNumber.size === 0) return;
  const marks = things.marked([...lives.keys(), ...names.byNumber.keys()]);
  for (let place = 0; place < table.count; place++) {
    if (!things.namesAny(place, marks)) continue;
    const event = table.event(place);
    const told = withKeys(event, names, lives);
    if (told !== event) table.replace(place, told);
  }
}

interface Names {
  /** Keys of names, by the key that a number makes. */
  readonly byNumber: ReadonlyMap<string, string>;
  /** Keys of names that may stand for several things: there is a delete, or more than one uid. */
  readonly lively: ReadonlySet<string>;
}

function namesIn(table: EventTable): Names {
  const { things } = table;
  const byNumber = new Map<string, string>();
  const uids = new Map<number, string>();
  const deleted = new Uint8Array(things.count);
  const lastMade = new Float64Array(things.count).fill(Number.NaN);
  const lively = new Set<string>();

  const noteUid = (thing: number, uid: string): void => {
    const key = things.keys[thing] ?? '';
    const known = uids.get(thing);
    if (known === undefined) uids.set(thing, uid);
    else if (known !== uid) lively.add(key);
    const numbered = keyByNumber(key, uid);
    if (numbered === null || numbered === key) return;
    const other = byNumber.get(numbered);
    // One number has one name; of a log that claims two, the order of records must not decide.
    if (other === undefined || key < other) byNumber.set(numbered, key);
  };

  for (let place = 0; place < table.count; place++) {
    const action = table.action(place);
    const isFailed = table.outcome(place) === 'failure';
    for (let row = things.begin(place); row < things.end(place); row++) {
      const thing = things.at(row);
      if (thing === NO_THING || !things.isReusable(thing)) continue;
      const isSubject = things.is(row, 'subject');
      const isGone = isSubject && !isFailed && action === 'delete';
      // A first look, without the pairs of `makings`.
      const isMade =
        !isFailed && (things.is(row, 'result') || (isSubject && (action === 'create' || action === 'copy')));
      if (things.hasUid(row)) {
        const uid = table.event(place).resources[row - things.begin(place)]?.uid;
        if (uid !== undefined) noteUid(thing, uid);
      }
      if ((!isGone && !isMade) || !table.hasTime(place)) continue;
      const time = table.time(place);
      // In one instant nobody knows which came first.
      if (isMade ? deleted[thing] === 1 : lastMade[thing] === time) lively.add(things.keys[thing] ?? '');
      if (isMade) lastMade[thing] = time;
      if (isGone) deleted[thing] = 1;
    }
  }
  for (const [numbered, key] of byNumber) {
    const thing = things.numberOf(numbered);
    if (thing !== undefined && deleted[thing] === 1) lively.add(key);
  }
  return { byNumber, lively };
}

function deletes(event: SnapshotEvent, resource: EventResource): boolean {
  return event.action === 'delete' && resource.role === 'subject' && event.outcome !== 'failure';
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
function livesIn(table: EventTable, names: Names): ReadonlyMap<string, Lives> {
  const { things } = table;
  const mentions = new Map<string, Mention[]>();
  const numbers = [...names.byNumber].filter(([, name]) => names.lively.has(name)).map(([number]) => number);
  const marks = things.marked([...names.lively, ...numbers]);
  for (let place = 0; place < table.count; place++) {
    if (!things.namesAny(place, marks)) continue;
    const event = table.event(place);
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
  const lives = new Map<string, Lives>();
  for (const [key, list] of mentions) {
    const found = livesOf(key, list);
    if (found.count > 1) lives.set(key, found);
  }
  return lives;
}

function withKeys(event: SnapshotEvent, names: Names, lives: ReadonlyMap<string, Lives>): SnapshotEvent {
  let isChanged = false;
  const resources = event.resources.map((resource) => {
    if (!isCarrier(resource)) return resource;
    const before = keyIn(event, resource);
    const { key: name, uid } = named(event, resource, names);
    const own = lives.get(name);
    const key = own === undefined ? name : own.of(event, uid).key;
    if (key === before) return resource;
    isChanged = true;
    return { ...resource, key };
  });
  return isChanged ? { ...event, resources } : event;
}
