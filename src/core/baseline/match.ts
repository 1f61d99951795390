import { isReusable, keyByNumber } from '../providers/resourceId.js';
import type { CopyMember, CopyMembers } from './copyMembers.js';
import type { AsOf, Inventory, InventoryEntry } from './inventory.js';

/** What the logs know of something that a list names. */
export type Match =
  | { readonly kind: 'same'; readonly member: CopyMember }
  /** The logs know one of that name, but it is another thing. */
  | { readonly kind: 'other'; readonly member: CopyMember }
  /** Several have that name, and nothing tells which is meant. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'unknown' };

const DAY = 24 * 60 * 60 * 1000;
/** So much earlier than the log a list may have the same making. */
const CLOCKS = 5 * 60 * 1000;

/**
 * Finds the copy that an entry is about. A name may have been used again: what is unique (a number, `uniqueId`) tells
 * which is meant, or else the time of the making, or else what was there when the list was taken.
 */
export function matchOf(entry: InventoryEntry, members: CopyMembers, { asOf, places }: Inventory): Match {
  const candidates = candidatesOf(entry, members);
  const [first] = candidates;
  if (first === undefined) return { kind: 'unknown' };
  if (candidates.length === 1 && !isReusable(first.key)) return { kind: 'same', member: first };

  const { uid } = entry;
  if (uid !== null) {
    const told = candidates.find(({ uids }) => uids.has(uid));
    if (told !== undefined) return { kind: 'same', member: told };
  }
  // A thing has one uid: those that have another are other things.
  const possible = uid === null ? candidates : candidates.filter(({ uids }) => uids.size === 0);
  if (possible.length === 0) return { kind: 'other', member: first };
  if (possible.length > 1 && placesOf(possible) > 1) return { kind: 'ambiguous' };
  // What was saved here has the key that these logs give it, if it was saved from them.
  const own = places === null ? undefined : possible.find(({ key }) => key === entry.keys[0]);
  const member = own ?? lifeOf(entry, possible, asOf);
  return { kind: isLater(entry, member) ? 'other' : 'same', member };
}

/** The one of several lives of a name that an entry is about. */
function lifeOf({ createdAt }: InventoryEntry, lives: readonly CopyMember[], asOf: AsOf | null): CopyMember {
  const begin = ({ maker }: CopyMember): number => (maker?.time == null ? 0 : Date.parse(maker.time));
  const sorted = [...lives].sort((a, b) => begin(a) - begin(b));
  // What is listed was there.
  const there = sorted.filter((life) => asOf === null || life.at(asOf.time).exists !== false);
  const until =
    createdAt !== null ? Date.parse(createdAt) + CLOCKS : asOf !== null ? Date.parse(asOf.time) : null;
  const among = createdAt !== null || there.length === 0 ? sorted : there;
  const found = until === null ? among[0] : (among.findLast((life) => begin(life) <= until) ?? among[0]);
  if (found === undefined) throw new Error('a name has a life');
  return found;
}

/** By the first of its keys that the logs know, or by its number. */
function candidatesOf({ keys, uid }: InventoryEntry, members: CopyMembers): readonly CopyMember[] {
  for (const key of keys) {
    const found = members.byKey(key);
    if (found.length > 0) return found;
    const numbered = uid === null ? null : keyByNumber(key, uid);
    const byNumber = numbered === null ? [] : members.byKey(numbered);
    if (byNumber.length > 0) return byNumber;
  }
  return [];
}

/** Lives of one name are in one place; two things of one name are not. */
function placesOf(members: readonly CopyMember[]): number {
  return new Set(members.map(({ account, region, kind }) => JSON.stringify([account, region, kind]))).size;
}

/**
 * Made long after the one that the logs know. Not the other way round: a write to something older is a change of it,
 * as Azure logs it.
 */
function isLater({ createdAt }: InventoryEntry, { maker }: CopyMember): boolean {
  const made = maker?.time ?? null;
  return createdAt !== null && made !== null && Date.parse(createdAt) - Date.parse(made) > DAY;
}
