import type { SnapshotEvent } from '../model.js';

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
export function livesOf(name: string, mentions: readonly Mention[]): readonly Life[] {
  const lives: OpenLife[] = [openLife(name, null)];
  let current = lives[0] as OpenLife;

  const begin = (time: string): void => {
    current = openLife(laterKey(name, time, lives), time);
    lives.push(current);
  };
  const take = ({ event, uid, makes, deletes }: Mention): void => {
    if (event.time === null) return;
    const known = uid === null ? undefined : lives.find((life) => life.uids.has(uid));
    if (known !== undefined && known !== current) {
      if (makes) known.isMade = true;
      if (deletes) known.isDeleted = true;
      known.events.add(event);
      return;
    }
    const isOther = uid !== null && known === undefined && current.uids.size > 0;
    if (isOther || (makes && current.isDeleted)) begin(event.time);
    if (uid !== null) current.uids.add(uid);
    if (makes) current.isMade = true;
    if (deletes) current.isDeleted = true;
    if (event.action === 'recover' && event.outcome !== 'failure') current.isDeleted = false;
    if (makes || deletes || uid !== null) current.events.add(event);
  };

  for (const [first, ...others] of sameTimes(mentions)) {
    if (others.length === 0) take(first);
    else for (const mention of inLikelyOrder([first, ...others], current)) take(mention);
  }
  return lives;
}

function openLife(key: string, from: string | null): OpenLife {
  return { key, from, uids: new Set(), events: new Set(), isMade: false, isDeleted: false };
}

/** A name of an id may hold anything, so that the key of a later life must be looked at, too. */
function laterKey(name: string, time: string, lives: readonly Life[]): string {
  let key = `${name} @ ${time}`;
  while (lives.some((life) => life.key === key)) key += "'";
  return key;
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

/** Within one instant a thing that is there goes before it is made again, one that is not there is made first. */
function inLikelyOrder(mentions: readonly Mention[], { isMade, isDeleted }: OpenLife): Mention[] {
  const makings = mentions.filter(({ makes }) => makes);
  const deletes = mentions.filter((mention) => mention.deletes && !mention.makes);
  const others = mentions.filter((mention) => !mention.makes && !mention.deletes);
  return isMade && !isDeleted ? [...others, ...deletes, ...makings] : [...makings, ...others, ...deletes];
}
