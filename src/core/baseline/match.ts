import { isReusable, keyByNumber } from '../providers/resourceId.js';
import type { CopyMember, CopyMembers } from './copyMembers.js';
import type { Inventory, InventoryEntry } from './inventory.js';

/** What the logs know of something that a list names. */
export type Match =
  | { readonly kind: 'same'; readonly member: CopyMember }
  /** The logs know one of that name, but it is another thing. */
  | { readonly kind: 'other'; readonly member: CopyMember }
  /** Several have that name, and nothing tells which is meant. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'unknown' };

const DAY = 24 * 60 * 60 * 1000;

/**
 * Finds the copy that an entry is about. A name may have been used again: what is unique (a number, `uniqueId`) tells
 * which is meant, or else the time of the making, or else the time of the list.
 */
export function matchOf(entry: InventoryEntry, members: CopyMembers, { asOf }: Inventory): Match {
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
  const [only] = possible;
  if (only === undefined) return { kind: 'other', member: first };
  if (possible.length > 1 && placesOf(possible) > 1) return { kind: 'ambiguous' };
  const nearest = nearestTo(entry.createdAt, possible);
  if (nearest !== null)
    return isLater(entry, nearest) ? { kind: 'other', member: nearest } : { kind: 'same', member: nearest };
  const before = asOf === null ? [] : possible.filter((member) => (member.maker?.time ?? '') <= asOf.time);
  return { kind: 'same', member: before.at(-1) ?? only };
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

function nearestTo(createdAt: string | null, members: readonly CopyMember[]): CopyMember | null {
  if (createdAt === null) return null;
  let nearest: CopyMember | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const member of members) {
    const made = member.maker?.time ?? null;
    const gap = made === null ? Number.MAX_VALUE : Math.abs(Date.parse(made) - Date.parse(createdAt));
    if (gap < least) {
      least = gap;
      nearest = member;
    }
  }
  return nearest;
}

/**
 * Made long after the one that the logs know. Not the other way round: a write to something older is a change of it,
 * as Azure logs it.
 */
function isLater({ createdAt }: InventoryEntry, { maker }: CopyMember): boolean {
  const made = maker?.time ?? null;
  return createdAt !== null && made !== null && Date.parse(createdAt) - Date.parse(made) > DAY;
}
