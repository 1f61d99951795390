import type { ChainMember, SnapshotEvent } from '../model.js';
import { formatUtc, granteeLabel, listed, resourceLabel } from '../reports/labels.js';
import type { ChainCase } from './chainCase.js';
import { isCarrier } from './makings.js';
import { stepsOf } from './parts.js';

/** Something that the logs leave open about a chain. */
export interface Unknown {
  /** A sentence for the report. */
  readonly sentence: string;
  /** Its few words for the verdict; `null` where the verdict says it already, or it is not worth them. */
  readonly brief: string | null;
}

/** What the logs leave open about a chain, what matters most first. Linear in its events and members. */
export function unknownsOf(chain: ChainCase): Unknown[] {
  const found = [
    unmadeRoot(chain),
    onlyBegun(chain),
    unknownReaders(chain),
    unnamedTakings(chain),
    likelyReads(chain),
    moreKeyGrants(chain),
    ...chain.odd.flatMap(({ member, early, late }) => [
      beforeItWasMade(member, early),
      afterItsDelete(member, late),
    ]),
    ...hiddenSnapshots(chain),
    undated(chain),
  ];
  return found.filter((unknown) => unknown !== null);
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

function unmadeRoot(chain: ChainCase): Unknown | null {
  if (chain.members[0]?.madeBy !== null) return null;
  const from = chain.source === null ? ', from what' : '';
  return {
    sentence: `Who made ${resourceLabel(chain.root)}, when${from}, is not in these logs.`,
    // The verdict begins with it.
    brief: null,
  };
}

function onlyBegun({ events, hasPending }: ChainCase): Unknown | null {
  if (!hasPending) return null;
  const begun = events.filter(({ outcome }) => outcome === 'pending');
  if (begun.length === 0) return null;
  const names = listed([...new Set(begun.map(({ action }) => action))]);
  return {
    sentence: `Only the beginning of ${count(begun.length, 'step')} is logged (${names}): whether it succeeded is not known.`,
    brief: `whether the ${names} that only began succeeded`,
  };
}

/** Without the list before, nobody can tell who of the list after is new. */
function unknownReaders({ events, hasAccessLists }: ChainCase): Unknown | null {
  if (!hasAccessLists) return null;
  const [first] = events.filter(
    (event) =>
      event.outcome === 'success' &&
      event.cloud !== 'aws' &&
      event.accessAfter !== undefined &&
      event.accessBefore === undefined,
  );
  if (first === undefined) return null;
  const what = first.resources.find(({ role }) => role === 'subject');
  const when = first.time === null ? 'that call' : formatUtc(first.time);
  return {
    sentence: `Who could read ${what === undefined ? 'it' : resourceLabel(what)} before ${when} is not in these logs: the call names everybody who may from then on, new or not.`,
    brief: 'who could read it before the first access list',
  };
}

/** The owner's log tells that somebody took it, not what they made of it. */
function unnamedTakings(chain: ChainCase): Unknown | null {
  const takers = new Set<string>();
  for (const event of stepsOf(chain, ['copy', 'restore'])) {
    if (event.outcome === 'failure' || !isNameless(event)) continue;
    const { account } = event.actor;
    if (account !== null && account !== chain.accounts[0]) takers.add(account);
  }
  if (takers.size === 0) return null;
  const who = listed([...takers].map(granteeLabel));
  return {
    sentence: `What ${who} made from it, and in which region, stands only in the logs of that account.`,
    brief: `what ${who} made from it`,
  };
}

function isNameless(event: SnapshotEvent): boolean {
  return (
    event.cloud === 'aws' &&
    (event.action === 'copy' || event.action === 'restore') &&
    !event.resources.some(({ role, ...resource }) => role !== 'source' && isCarrier(resource))
  );
}

function likelyReads({ likely }: ChainCase): Unknown | null {
  const [first] = likely;
  if (first === undefined) return null;
  return {
    sentence: `That the copy which the log of ${first.account ?? 'the owner'} tells of without a name is this one is likely, not proven: same disk, same minute, and no other.`,
    brief: null,
  };
}

function moreKeyGrants({ keyGrants, moreKeyGrants }: ChainCase): Unknown | null {
  if (moreKeyGrants === 0) return null;
  return {
    sentence: `The story holds the first ${keyGrants.length} times that somebody was let in to its keys or shut out; ${moreKeyGrants} more stand among the events.`,
    brief: null,
  };
}

function beforeItWasMade(member: ChainMember, early: number): Unknown | null {
  if (early === 0) return null;
  return {
    sentence: `${count(early, 'step')} on ${resourceLabel(member)} by ${early === 1 ? 'its time stands' : 'their times stand'} before it was made: clocks differ, or an earlier thing of that name is meant.`,
    brief: `why steps on ${resourceLabel(member)} stand before its making`,
  };
}

function afterItsDelete(member: ChainMember, late: number): Unknown | null {
  if (late === 0) return null;
  return {
    sentence: `${count(late, 'step')} on ${resourceLabel(member)} succeeded after its delete: it was taken back or made again, and that is not in these logs.`,
    brief: `how ${resourceLabel(member)} could be used after its delete`,
  };
}

/** `CreateImage` takes snapshots of the machine's disks and names none of them, neither in request nor response. */
function hiddenSnapshots({ cloud, events, parts }: ChainCase): Unknown[] {
  const hiding = parts.filter(
    ({ member, made }) => cloud === 'aws' && member.kind === 'image' && made?.operation === 'CreateImage',
  );
  // What made an image stands among the events: all images are told by what they name.
  if (hiding.length === 0 || events.some(namesSnapshot)) return [];
  return hiding.map(({ member }) => ({
    sentence: `The snapshots behind ${resourceLabel(member)} are not named in these logs: sharing or deleting one of them would stand in another chain.`,
    brief: null,
  }));
}

function namesSnapshot({ resources }: SnapshotEvent): boolean {
  return resources.some(({ kind }) => kind === 'snapshot');
}

function undated({ events, hasUndated }: ChainCase): Unknown | null {
  if (!hasUndated) return null;
  const none = events.filter(({ time }) => time === null);
  if (none.length === 0) return null;
  return {
    sentence: `${count(none.length, 'step')} without a readable time: where in the story ${none.length === 1 ? 'it belongs' : 'they belong'} is not known.`,
    brief: 'when some steps happened',
  };
}
