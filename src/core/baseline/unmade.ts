import { byTime } from '../order.js';
import { pushTo } from '../pushTo.js';
import type { CopyMember } from './copyMembers.js';
import { type Around, placeKey } from './coverage.js';
import type { Difference } from './difference.js';
import type { InventoryEntry, Place } from './inventory.js';
import type { Side } from './side.js';

interface Hole {
  readonly entry: InventoryEntry;
  readonly around: Around;
}

/**
 * Copies that a list has, that were made while the logs of their account go on, and whose making is in no log. What is
 * older or younger than these logs is not among them, nor what the provider makes without a call. Those that the logs
 * do not know at all are told together, by account and region: a log that lacks one usually lacks many.
 */
export function unmade({ inventory, matches, coverage, scope }: Side): {
  readonly differences: readonly Difference[];
  readonly note: string | null;
} {
  const differences: Difference[] = [];
  const strangers = new Map<string, Hole[]>();
  let isRegionMissing = false;
  for (const [entry, match] of matches) {
    if (entry.createdAt === null || entry.isAutomatic || entry.account === null || entry.state === 'gone')
      continue;
    if (match.kind === 'ambiguous' || match.kind === 'other') continue;
    const member = match.kind === 'same' ? match.member : null;
    if (member !== null && member.maker !== null) continue;
    const region = entry.region ?? member?.region ?? scope.region;
    if (entry.cloud === 'aws' && region === null) {
      isRegionMissing = true;
      continue;
    }
    const place: Place = { cloud: entry.cloud, account: entry.account, region };
    const around = coverage.around(place, entry.createdAt);
    if (around === null) continue;
    if (member === null) pushTo(strangers, placeKey(place.cloud, place.account, region), { entry, around });
    else differences.push(holeOf([{ entry, around }], member, inventory));
  }
  for (const [, holes] of [...strangers].sort(([a], [b]) => (a < b ? -1 : 1)))
    differences.push(holeOf(holes, null, inventory));
  return {
    differences,
    note: isRegionMissing
      ? 'the logs know none of its entries, or some of several regions: which region it is of cannot be told, and so not whether the logs should hold the making of the others'
      : null,
  };
}

function holeOf(holes: readonly Hole[], member: CopyMember | null, inventory: Side['inventory']): Difference {
  const sorted = [...holes].sort((a, b) => {
    const [left, right] = [`${a.entry.createdAt} ${a.entry.id}`, `${b.entry.createdAt} ${b.entry.id}`];
    return left < right ? -1 : 1;
  });
  const before = sorted[0]?.around.before;
  const after = sorted.at(-1)?.around.after;
  const events = [before, ...(member?.events ?? []), after].filter((event) => event !== undefined);
  return {
    change: 'unexplained',
    why: {
      kind: 'unmade',
      entries: sorted.map(({ entry }) => entry),
      hole: sorted.reduce((least, { around }) => Math.min(least, gapOf(around)), Number.POSITIVE_INFINITY),
    },
    inventory,
    events: [...new Set(events)].sort(byTime),
    chain: member?.chain ?? null,
  };
}

function gapOf({ before, after }: Around): number {
  return Date.parse(after.time ?? '') - Date.parse(before.time ?? '');
}
