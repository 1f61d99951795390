import { countWhile } from '../countWhile.js';
import type { SnapshotEvent } from '../model.js';
import { NO_TIME } from '../providers/time.js';

/** One event that names a thing, and what it did to it. */
export interface Mention {
  readonly event: SnapshotEvent;
  /** What tells the thing from others of its name, where the record gives it. */
  readonly uid: string | null;
  readonly makes: boolean;
  readonly deletes: boolean;
}

/** The time in which a name stood for one thing. */
export interface Life {
  /** The key of the thing: that of the name for its first life, with the time of the making for each later one. */
  readonly key: string;
  /** When it began; `null` for the first. */
  readonly from: string | null;
  readonly uids: ReadonlySet<string>;
  /** Events that belong to it by what they did, whatever their time. */
  readonly events: ReadonlySet<SnapshotEvent>;
}

/** The lives of one name, the first one first. */
export class Lives {
  readonly #lives: readonly [Life, ...Life[]];
  readonly #byEvent = new Map<SnapshotEvent, Life>();
  readonly #byUid = new Map<string, Life>();

  constructor(lives: readonly [Life, ...Life[]]) {
    this.#lives = lives;
    // Where two hold the same, the first of them counts.
    for (const life of lives) {
      for (const event of life.events) if (!this.#byEvent.has(event)) this.#byEvent.set(event, life);
      for (const uid of life.uids) if (!this.#byUid.has(uid)) this.#byUid.set(uid, life);
    }
  }

  get count(): number {
    return this.#lives.length;
  }

  /** The life that an event is about: told by what the event itself did, by the uid, or else by the time. */
  of(event: SnapshotEvent, uid: string | null): Life {
    const told = this.#byEvent.get(event) ?? (uid === null ? undefined : this.#byUid.get(uid));
    if (told !== undefined) return told;
    // An event without a time tells of none; the last one is at least still there.
    return this.#at(event.time ?? NO_TIME);
  }

  /** The last that had begun: each began after the one before it, or with it. */
  #at(time: string): Life {
    const begun = countWhile(this.#lives.length, (index) => (this.#lives[index]?.from ?? '') <= time);
    return this.#lives[begun - 1] ?? this.#lives[0];
  }
}

interface OpenLife extends Life {
  readonly uids: Set<string>;
  readonly events: Set<SnapshotEvent>;
  isMade: boolean;
  isDeleted: boolean;
}

/**
 * Splits what is told of a name into lives. A new one begins with a making after a delete, or where a uid shows
 * that the thing is another one. A making without a delete before it begins none: the same making may be told
 * twice (by a service and by the call that it makes), and Azure's write is also a change. `mentions` in time order.
 */
export function livesOf(name: string, mentions: readonly Mention[]): Lives {
  let current = openLife(name, null);
  const lives: [OpenLife, ...OpenLife[]] = [current];
  const byUid = new Map<string, OpenLife>();
  /** How many began at the time of the current one. */
  let ofTime = 0;

  const begin = (time: string): void => {
    ofTime = current.from === time ? ofTime + 1 : 1;
    current = openLife(laterKey(name, time, ofTime), time);
    lives.push(current);
  };
  const take = ({ event, uid, makes, deletes }: Mention): void => {
    if (event.time === null) return;
    const known = uid === null ? undefined : byUid.get(uid);
    if (known !== undefined && known !== current) {
      if (makes) known.isMade = true;
      if (deletes) known.isDeleted = true;
      known.events.add(event);
      return;
    }
    const isOther = uid !== null && known === undefined && current.uids.size > 0;
    if (isOther || (makes && current.isDeleted)) begin(event.time);
    if (uid !== null) {
      current.uids.add(uid);
      if (known === undefined) byUid.set(uid, current);
    }
    if (makes) current.isMade = true;
    if (deletes) current.isDeleted = true;
    if (event.action === 'recover' && event.outcome !== 'failure') current.isDeleted = false;
    if (makes || deletes || uid !== null) current.events.add(event);
  };

  for (const [first, ...others] of sameTimes(mentions)) {
    if (others.length === 0) take(first);
    else for (const mention of inLikelyOrder([first, ...others], current)) take(mention);
  }
  return new Lives(lives);
}

function openLife(key: string, from: string | null): OpenLife {
  return { key, from, uids: new Set(), events: new Set(), isMade: false, isDeleted: false };
}

/** Uids may show several things of one name in one instant. */
function laterKey(name: string, time: string, ofTime: number): string {
  return `${name} @ ${time}${ofTime === 1 ? '' : ` ${ofTime}`}`;
}

function* sameTimes(mentions: readonly Mention[]): Generator<[Mention, ...Mention[]]> {
  let group: [Mention, ...Mention[]] | null = null;
  for (const mention of mentions) {
    if (group !== null && group[0].event.time === mention.event.time) group.push(mention);
    else {
      if (group !== null) yield group;
      group = [mention];
    }
  }
  if (group !== null) yield group;
}

/** The key of the name itself, of that of any of its lives. */
export function nameOf(key: string): string {
  const at = key.lastIndexOf(' @ ');
  return at < 0 ? key : key.slice(0, at);
}

/** Within one instant a thing that is there goes before it is made again, one that is not there is made first. */
function inLikelyOrder(mentions: readonly Mention[], { isMade, isDeleted }: OpenLife): Mention[] {
  const makings = mentions.filter(({ makes }) => makes);
  const deletes = mentions.filter((mention) => mention.deletes && !mention.makes);
  const others = mentions.filter((mention) => !mention.makes && !mention.deletes);
  return isMade && !isDeleted ? [...others, ...deletes, ...makings] : [...makings, ...others, ...deletes];
}
