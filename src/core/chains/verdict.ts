import type { SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import {
  actorLabel,
  formatDuration,
  granteeLabel,
  holderLabel,
  listed,
  resourceLabel,
  shortId,
} from '../reports/labels.js';
import { isSubject } from './about.js';
import { accessSpans } from './access.js';
import { type ChainCase, mayBeOpen } from './chainCase.js';
import { MOST_CHAINS_IN_ONE, MOST_WAYS_INTO_ONE } from './findRoots.js';
import { isCopy } from './makings.js';
import { makerOf, stepsOf } from './parts.js';
import type { Unknown } from './unknowns.js';

/** Longer ones nobody reads: what matters least is left to the list of unknowns and to the events. */
const LONGEST_VERDICT = 300;

/**
 * The chain in one sentence: how it began, who could read it and for how long, who took it, what was made of it,
 * how it ended, and what the logs do not say.
 */
export function verdictOf(chain: ChainCase, unknowns: readonly Unknown[]): string {
  const parts = [
    beginning(chain),
    exposure(chain),
    keysOpened(chain),
    takers(chain),
    offspring(chain),
    takings(chain),
    ending(chain),
    partial(chain),
  ].filter((part) => part !== null);
  let verdict = parts.join('; ');
  for (const { brief } of unknowns) {
    if (brief === null) continue;
    const longer = `${verdict}; not known: ${brief}`;
    // One thing that is not known is enough here; all of them stand in the report.
    if (longer.length < LONGEST_VERDICT) {
      verdict = longer;
      break;
    }
  }
  return `${verdict}.`;
}

const succeeded = (event: SnapshotEvent) => event.outcome !== 'failure';

function beginning(chain: ChainCase): string {
  const root = resourceLabel(chain.root);
  const made = makerOf(chain);
  const of = chain.source === null ? '' : ` of ${resourceLabel(chain.source)}`;
  if (made === null) return `${root}${of} (its creation is not in these logs)`;
  return `${actorLabel(made, chain.accounts[0] ?? null)} made ${root}${of}`;
}

/** To whom anything of the chain was opened, for how long, and to whom it stands open still. */
function exposure(chain: ChainCase): string | null {
  if (!mayBeOpen(chain)) return null;
  const spans = [...accessEvents(chain).values()].flatMap((events) => accessSpans(events));
  const undated = chain.events.some(
    (event) => event.action === 'share' && event.outcome === 'success' && event.time === null,
  );
  if (spans.length === 0 && !undated) return null;
  const named = (grantees: readonly string[]) => listed([...new Set(grantees)].map(granteeLabel));
  const everybody = spans.flatMap((span) => span.sharedWith);
  if (undated) {
    const also = chain.events.flatMap((event) => (event.action === 'share' ? event.sharedWith : []));
    return `shared with ${named([...everybody, ...also])}, at a time that the logs do not tell`;
  }
  const still = spans.flatMap((span) => span.stillOpenTo);
  const closed = spans.flatMap((span) =>
    span.to === null ? [] : [Date.parse(span.to) - Date.parse(span.from)],
  );
  const shared = `shared with ${named(everybody)}`;
  if (still.length === 0)
    return `${shared} for ${formatDuration(closed.reduce((sum, span) => sum + span, 0))}`;
  const stays = new Set(still);
  return everybody.every((grantee) => stays.has(grantee))
    ? `${shared}, and nothing in these logs takes it back`
    : `${shared}; still open to ${named(still)}`;
}

/** Who from outside was let in to a key of it; that alone gives nobody the data. */
function keysOpened({ keyGrants }: ChainCase): string | null {
  const outsiders = keyGrants.flatMap(({ event, outsiders }) => {
    if (event.action !== 'share' || event.outcome !== 'success') return [];
    const letIn = new Set(event.sharedWith);
    return outsiders.filter((who) => letIn.has(who));
  });
  if (outsiders.length === 0) return null;
  return `its key was opened to ${listed([...new Set(outsiders.map(holderLabel))])}`;
}

/** The events that open or close access, by what they are about; in time order. */
function accessEvents(chain: ChainCase): Map<string, SnapshotEvent[]> {
  const byResource = new Map<string, SnapshotEvent[]>();
  for (const event of chain.events) {
    if (
      event.action !== 'share' &&
      event.action !== 'unshare' &&
      event.action !== 'delete' &&
      event.accessAfter === undefined
    )
      continue;
    for (const resource of event.resources) {
      if (resource.role !== 'subject') continue;
      const key = keyIn(event, resource);
      pushTo(byResource, key, event);
    }
  }
  return byResource;
}

/** Accounts other than the owner's that copied it or made something of it. */
function takers(chain: ChainCase): string | null {
  const owner = chain.accounts[0];
  const accounts = new Set<string>();
  for (const event of stepsOf(chain, ['copy', 'restore'])) {
    if (event.cloud !== 'aws' || event.outcome !== 'success') continue;
    const { account } = event.actor;
    if (account !== null && account !== owner) accounts.add(account);
  }
  return accounts.size === 0 ? null : `taken by ${listed([...accounts].map(granteeLabel))}`;
}

function offspring(chain: ChainCase): string | null {
  const made = chain.members.slice(1);
  if (made.length === 0) return null;
  return `made of it: ${listed(made.map(resourceLabel), 4)}`;
}

function takings(chain: ChainCase): string | null {
  const exports = stepsOf(chain, ['export']).filter(succeeded);
  const targets = stepsOf(chain, ['use']).flatMap((event) =>
    succeeded(event)
      ? event.resources.filter(({ role, kind }) => role === 'target' && kind === 'instance')
      : [],
  );
  const parts = [
    exports.length > 0 ? `exported ${exports.length === 1 ? 'once' : `${exports.length} times`}` : null,
    targets.length > 0 ? `attached to ${listed([...new Set(targets.map(({ id }) => shortId(id)))])}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' and ');
}

function ending(chain: ChainCase): string | null {
  const root = chain.members[0];
  if (root === undefined) return null;
  if (root.deletedBy !== null) return 'then deleted';
  const begun =
    chain.hasPending &&
    chain.events.some(
      (event) => event.action === 'delete' && event.outcome === 'pending' && isSubject(event, root.key),
    );
  if (begun) return 'a delete was begun';
  const gone = chain.members.slice(1).filter((member) => member.deletedBy !== null && isCopy(member));
  return gone.length === 0 ? null : `deleted since: ${listed(gone.map(resourceLabel))}`;
}

const TOO_MANY = `more than ${MOST_CHAINS_IN_ONE} chains or ${MOST_WAYS_INTO_ONE} ways`;

function partial({ isPartial, goesOnIn, goesOnFrom }: ChainCase): string | null {
  const parts = [
    isPartial ? 'one call names so many sources and results that only some are linked here' : null,
    goesOnFrom ? `${TOO_MANY} lead to it and end there` : null,
    goesOnIn.length > 0
      ? `what became of ${listed(goesOnIn.map(resourceLabel))}, to which ${TOO_MANY} lead, is told in a chain of its own`
      : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; ');
}
