import { aboutKeys } from '../chains/about.js';
import { AccessReplay } from '../chains/access.js';
import type { SnapshotEvent } from '../model.js';
import type { CopyMember } from './copyMembers.js';
import type { AccessChange } from './difference.js';
import type { Inventory, InventoryEntry } from './inventory.js';

interface AccessChanges {
  readonly letIn: readonly AccessChange[];
  readonly letOut: readonly AccessChange[];
}

/**
 * Who gained and who lost access to a copy: by calls after the list was taken, and, where the list names who had
 * access, what it says otherwise than the calls before it. Where the making of the copy is in the logs, the calls are
 * all there were; where it is not, older ones are not known, and a reader from before the logs is no difference.
 */
export function accessChanges(
  entry: InventoryEntry,
  member: CopyMember,
  inventory: Inventory,
): AccessChanges {
  const { asOf } = inventory;
  const calls = callsAbout(member);
  if (asOf === null) return netChanges(entry, member, calls);

  const later = calls.filter(({ time }) => time !== null && time > asOf.time);
  const replayed = member.at(asOf.time).access.map(({ who }) => who);
  const listed = entry.readers;
  const changes = walk(
    listed?.isComplete === true ? listed.who : [...replayed, ...(listed?.who ?? [])],
    later,
  );
  if (listed === null) return changes;
  return {
    letIn: [
      ...changes.letIn,
      ...unlogged(listed.who, replayed, member, calls, asOf.from === 'told' ? asOf.time : null),
    ],
    letOut: [
      ...changes.letOut,
      ...(listed.isComplete ? takenBack(replayed, listed.who, later, asOf.from === 'newest') : []),
    ],
  };
}

function callsAbout({ key, events }: CopyMember): readonly SnapshotEvent[] {
  return events.filter(
    (event) =>
      event.time !== null &&
      event.outcome !== 'failure' &&
      (event.action === 'share' ||
        event.action === 'unshare' ||
        event.action === 'delete' ||
        event.accessAfter !== undefined) &&
      aboutKeys(event).has(key),
  );
}

/** Follows calls from those who had access on; who is let in and out again is named in both. */
function walk(before: readonly string[], calls: readonly SnapshotEvent[]): AccessChanges {
  const replay = new AccessReplay(before);
  const letIn: AccessChange[] = [];
  const letOut: AccessChange[] = [];
  for (const by of calls) {
    const step = replay.apply(by);
    for (const who of step.letIn) letIn.push({ who, by });
    // With the copy all access to it goes; that it was deleted is a difference of its own.
    if (by.action !== 'delete') for (const who of step.letOut) letOut.push({ who, by });
  }
  return { letIn, letOut };
}

/** True for a call that takes access from somebody who has it. */
function shutsOut(event: SnapshotEvent, who: string): boolean {
  return new AccessReplay([who]).apply(event).letOut.length > 0;
}

/** Without a time only the ends can be compared: who has access by the list, and who by the logs. */
function netChanges(
  { readers }: InventoryEntry,
  member: CopyMember,
  calls: readonly SnapshotEvent[],
): AccessChanges {
  if (readers === null) return { letIn: [], letOut: [] };
  const end = member.at(null).access;
  const letIn = readers.isComplete
    ? end.filter(({ who }) => !readers.who.includes(who)).map(({ who, openedBy }) => ({ who, by: openedBy }))
    : [];
  const letOut = readers.who.flatMap((who) => {
    const by = calls.findLast((event) => event.action !== 'delete' && shutsOut(event, who));
    return by === undefined || end.some((grant) => grant.who === who) ? [] : [{ who, by }];
  });
  const replayed = end.map(({ who }) => who);
  return { letIn: [...letIn, ...unlogged(readers.who, replayed, member, calls, null)], letOut };
}

/** Listed as a reader though no call let them in, of a copy whose whole life is in the logs. */
function unlogged(
  listed: readonly string[],
  replayed: readonly string[],
  member: CopyMember,
  calls: readonly SnapshotEvent[],
  until: string | null,
): AccessChange[] {
  if (member.maker === null || !member.at(null).isMade) return [];
  const before = until === null ? calls : calls.filter(({ time }) => time !== null && time <= until);
  // A call that only began may have been the one.
  const known = new Set([
    ...replayed,
    ...before.flatMap(({ sharedWith, accessAfter, action, outcome }) =>
      until === null || outcome !== 'success'
        ? [...(action === 'share' ? sharedWith : []), ...(accessAfter ?? [])]
        : [],
    ),
  ]);
  return listed.filter((who) => !known.has(who)).map((who) => ({ who, by: null }));
}

/** Let in by a call before the list and not listed: taken back by no call, unless one that came before the list was taken. */
function takenBack(
  replayed: readonly string[],
  listed: readonly string[],
  later: readonly SnapshotEvent[],
  mayBeLater: boolean,
): AccessChange[] {
  return replayed
    .filter((who) => !listed.includes(who))
    .filter((who) => !(mayBeLater && later.some((event) => shutsOut(event, who))))
    .map((who) => ({ who, by: null }));
}
