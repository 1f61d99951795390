import { isSubject } from '../chains/about.js';
import type { ChainCase } from '../chains/chainCase.js';
import type { SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { accessChanges } from './accessChanges.js';
import { type CopyMember, type CopyMembers, copyMembers } from './copyMembers.js';
import { type Coverage, coverageOf } from './coverage.js';
import type { Comparison, Difference } from './difference.js';
import { encryptionBetween, encryptionChange } from './encryption.js';
import type { Inventory, InventoryEntry } from './inventory.js';
import { matchOf } from './match.js';
import { scopeOf } from './scope.js';
import type { Side } from './side.js';
import { unmade } from './unmade.js';

/** What the logs say, to compare lists with. */
export interface Logged {
  /** In time order. */
  readonly events: readonly SnapshotEvent[];
  readonly chains: readonly ChainCase[];
}

/**
 * Compares lists of what exists with what the logs say: what was added, deleted, opened, closed or encrypted otherwise
 * since a list was taken, and in what a list and the logs contradict each other. A snapshot that is older than the
 * logs contradicts nothing. Does not depend on the order of lists, entries or events. Near-linear.
 */
export function compare(inventories: readonly Inventory[], { events, chains }: Logged): Comparison {
  if (inventories.length === 0) return { differences: [], notes: new Map() };
  const members = copyMembers(chains);
  const coverage = coverageOf(events);
  const sides = inOrder(inventories).map((inventory) => sideOf(inventory, members, coverage));
  const notes = new Map<string, readonly string[]>();
  const differences = sides.flatMap((side) => {
    const holes = unmade(side);
    notes.set(side.inventory.uri, [
      ...side.inventory.problems,
      ...notesOf(side, events),
      ...(holes.note === null ? [] : [holes.note]),
    ]);
    return [...ofEntries(side), ...ofMembers(side), ...holes.differences];
  });
  return { differences: [...differences, ...encryptionBetween(sides)], notes };
}

/** The oldest first; those of unknown time last. */
function inOrder(inventories: readonly Inventory[]): readonly Inventory[] {
  const time = ({ asOf }: Inventory) => asOf?.time ?? '9999';
  return [...inventories].sort((a, b) =>
    time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0,
  );
}

function sideOf(inventory: Inventory, members: CopyMembers, coverage: Coverage): Side {
  const matches = new Map(inventory.entries.map((entry) => [entry, matchOf(entry, members, inventory)]));
  const listed = new Map<CopyMember, InventoryEntry>();
  for (const [entry, match] of matches)
    if (match.kind === 'same' && entry.state !== 'gone') listed.set(match.member, entry);
  return {
    inventory,
    members,
    coverage,
    scope: scopeOf(inventory, [...listed.keys()]),
    matches,
    listed,
  };
}

function* ofEntries({ inventory, matches }: Side): Generator<Difference> {
  for (const [entry, match] of matches) {
    if (entry.state === 'gone') continue;
    if (match.kind === 'other') {
      const replaced = replacement(entry, match.member, inventory);
      if (replaced !== null) yield replaced;
    }
    if (match.kind !== 'same') continue;
    const { member } = match;
    yield* deletion(entry, member, inventory);
    yield* permission(entry, member, inventory);
    yield* encryptionChange(entry, member, inventory);
    yield* otherSource(entry, member, inventory);
  }
}

/** Deleted after the list was taken, or listed in spite of a delete before. */
function* deletion(entry: InventoryEntry, member: CopyMember, inventory: Inventory): Generator<Difference> {
  const { asOf } = inventory;
  const deletes = member.events.filter(
    (event) =>
      event.action === 'delete' &&
      event.outcome !== 'failure' &&
      event.outcome !== 'pending' &&
      event.time !== null &&
      isSubject(event, member.key),
  );
  const by = deletes.find(({ time }) => asOf === null || (time !== null && time > asOf.time));
  if (by !== undefined) {
    yield { change: 'deleted', member, entry, by, inventory, events: [by], chain: member.chain };
    return;
  }
  if (asOf === null || member.at(asOf.time).exists !== false) return;
  const deletedBy = deletes.at(-1);
  if (deletedBy === undefined) return;
  yield {
    change: 'unexplained',
    why: { kind: 'back', member, deletedBy },
    inventory,
    events: [deletedBy],
    chain: member.chain,
  };
}

function* permission(entry: InventoryEntry, member: CopyMember, inventory: Inventory): Generator<Difference> {
  const { letIn, letOut } = accessChanges(entry, member, inventory);
  if (letIn.length === 0 && letOut.length === 0) return;
  const calls = new Set([...letIn, ...letOut].flatMap(({ by }) => by ?? []));
  // What no call did rests on what the logs know of the copy: its making, or the first that is told of it.
  const known = member.maker ?? member.events[0];
  const events =
    calls.size > 0 ? member.events.filter((event) => calls.has(event)) : known === undefined ? [] : [known];
  if (events.length > 0)
    yield { change: 'permission', member, entry, letIn, letOut, inventory, events, chain: member.chain };
}

function* otherSource(
  entry: InventoryEntry,
  member: CopyMember,
  inventory: Inventory,
): Generator<Difference> {
  const { source } = entry;
  const { maker } = member;
  if (source === null || maker === null || maker.outcome === 'failure') return;
  const logged = maker.resources.filter(
    (resource) =>
      resource.kind === source.kind && resource.role === 'source' && keyIn(maker, resource) !== member.key,
  );
  const [first] = logged;
  if (first === undefined || logged.some((resource) => isSameName(keyIn(maker, resource), source.key)))
    return;
  yield {
    change: 'unexplained',
    why: { kind: 'source', member, entry, logged: first.id },
    inventory,
    events: [maker],
    chain: member.chain,
  };
}

/** A name that was used again has a key with the time of its making. */
function isSameName(key: string, name: string): boolean {
  return key === name || key.startsWith(`${name} @ `);
}

/** Another thing under a name that the logs know, with no delete of the first: it was replaced out of their sight. */
function replacement(entry: InventoryEntry, member: CopyMember, inventory: Inventory): Difference | null {
  const { asOf } = inventory;
  const made = member.maker;
  if (made === null || made.time === null || made.outcome === 'failure') return null;
  // A list from before its making names the one that the name stood for then.
  const isOlder =
    entry.createdAt !== null
      ? entry.createdAt <= made.time
      : asOf === null || asOf.from === 'newest' || asOf.time <= made.time;
  if (isOlder || member.at(null).exists === false) return null;
  return {
    change: 'unexplained',
    why: { kind: 'replaced', member, entry },
    inventory,
    events: [made],
    chain: member.chain,
  };
}

/** What the logs know and the list does not name. */
function* ofMembers(side: Side): Generator<Difference> {
  const { inventory, members, scope, listed } = side;
  const { asOf } = inventory;
  const others = new Set(
    [...side.matches.values()].flatMap((one) => (one.kind === 'other' ? [one.member] : [])),
  );
  for (const member of members.all) {
    if (listed.has(member) || others.has(member) || !scope.includes(member)) continue;
    const { maker, chain } = member;
    const end = member.at(null);
    const deletedBy = member.events.findLast(
      (event) => event.action === 'delete' && event.outcome === 'success' && isSubject(event, member.key),
    );
    const base = { inventory, chain };
    const isMade =
      maker !== null && maker.time !== null && maker.outcome !== 'failure' && maker.outcome !== 'pending';
    if (isMade && (asOf === null || (maker.time ?? '') > asOf.time)) {
      const gone = end.exists === false ? (deletedBy ?? null) : null;
      // What came and went is no difference where nobody knows whether the list is from before or after.
      if (asOf === null && gone !== null) continue;
      const events = gone === null ? [maker] : [maker, gone];
      yield { ...base, change: 'added', member, by: maker, deletedBy: gone, events };
    } else if (inventory.isWhole && asOf !== null && end.exists === true) {
      const then = member.at(asOf.time);
      const last = member.events.findLast(
        ({ time, outcome }) => time !== null && time <= asOf.time && outcome === 'success',
      );
      // Anything that is done with it later shows that it is there, and that the list does not hold everything.
      const isUsedLater = member.events.some(
        ({ time, outcome }) => time !== null && time > asOf.time && outcome === 'success',
      );
      const isEnding = member.events.some(
        ({ action, outcome }) => action === 'delete' && outcome !== 'failure' && outcome !== 'success',
      );
      if (then.exists !== true || last === undefined || isUsedLater || isEnding) continue;
      const events = maker === null || maker === last ? [last] : [maker, last];
      const why = { kind: 'missing', member, since: last.time ?? asOf.time } as const;
      yield { ...base, change: 'unexplained', why, events };
    }
  }
}

function notesOf({ inventory, matches }: Side, events: readonly SnapshotEvent[]): readonly string[] {
  const notes: string[] = [];
  const { asOf, entries } = inventory;
  const first = events.find(({ time }) => time !== null)?.time ?? null;
  const ambiguous = [...matches.values()].filter(({ kind }) => kind === 'ambiguous').length;
  if (asOf === null)
    notes.push('nothing tells when it was taken: what came before and what after it cannot be told apart');
  else if (asOf.from === 'newest')
    notes.push(
      'it does not say when it was taken: the newest time in it is taken for it, which may be too early',
    );
  if (asOf !== null && first !== null && first > asOf.time)
    notes.push(`the logs begin after it, at ${first}: what happened between is not in them`);
  if (entries.length === 0) notes.push('it has no entries, and so does not tell which account it is about');
  if (ambiguous > 0)
    notes.push(`${ambiguous} of its entries are known by name alone, and the logs know several of that name`);
  return notes;
}
