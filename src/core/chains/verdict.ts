import type { Resource, SnapshotEvent } from '../model.js';
import { accountInId, keyIn } from '../providers/resourceId.js';
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
import { type AccessSpan, accessSpans } from './access.js';
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
    whereTo(chain),
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

/** What of the chain was opened to whom, for how long, and to whom it stands open still. */
function exposure(chain: ChainCase): string | null {
  if (!mayBeOpen(chain)) return null;
  const opened = [...accessEvents(chain).values()]
    .map(({ resource, events }) => ({
      resource,
      spans: accessSpans(events),
      undated: events.some(isUndated),
    }))
    .filter(({ spans, undated }) => spans.length > 0 || undated);
  if (opened.length === 0) return null;
  const shared = `${openedWords(chain, opened)}shared with`;
  const named = (grantees: readonly string[]) => listed([...new Set(grantees)].map(granteeLabel));
  const spans = opened.flatMap((one) => one.spans);
  const everybody = spans.flatMap((span) => span.sharedWith);
  if (opened.some(({ undated }) => undated)) {
    const also = chain.events.flatMap((event) => (event.action === 'share' ? event.sharedWith : []));
    return `${shared} ${named([...everybody, ...also])}, at a time that the logs do not tell`;
  }
  const still = spans.flatMap((span) => span.stillOpenTo);
  if (still.length === 0) return `${shared} ${named(everybody)} for ${formatDuration(openTime(spans))}`;
  return spans.every(keepsAll)
    ? `${shared} ${named(everybody)}, and nothing in these logs takes it back`
    : `${shared} ${named(everybody)}; still open to ${named(still)}`;
}

const keepsAll = ({ sharedWith, stillOpenTo }: AccessSpan) => sharedWith.length === stillOpenTo.length;

const isUndated = (event: SnapshotEvent) =>
  event.action === 'share' && event.outcome === 'success' && event.time === null;

/** Names what was opened, unless it is what the sentence begins with. */
function openedWords(chain: ChainCase, opened: readonly { readonly resource: Resource }[]): string {
  const words = new Set(opened.map(({ resource }) => resourceLabel(resource)));
  return words.size === 1 && words.has(resourceLabel(chain.root)) ? '' : `${listed([...words])} `;
}

/** Milliseconds in which anything was open; what stood open at the same time as another counts once. */
function openTime(spans: readonly AccessSpan[]): number {
  let total = 0;
  let counted = Number.NEGATIVE_INFINITY;
  const inOrder = spans
    .flatMap(({ from, to }) => (to === null ? [] : [{ from: Date.parse(from), to: Date.parse(to) }]))
    .sort((a, b) => a.from - b.from);
  for (const { from, to } of inOrder) {
    total += Math.max(0, to - Math.max(from, counted));
    counted = Math.max(counted, to);
  }
  return total;
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

interface AccessOf {
  readonly resource: Resource;
  readonly events: SnapshotEvent[];
}

/** The events that open or close access, by what they are about; in time order. */
function accessEvents(chain: ChainCase): Map<string, AccessOf> {
  const byResource = new Map<string, AccessOf>();
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
      const known = byResource.get(key);
      if (known === undefined) byResource.set(key, { resource, events: [event] });
      else known.events.push(event);
    }
  }
  return byResource;
}

/** Accounts other than the owner's that copied it or made something of it. */
function takers(chain: ChainCase): string | null {
  const accounts = takingAccounts(chain);
  return accounts.size === 0 ? null : `taken by ${listed([...accounts].map(granteeLabel))}`;
}

function takingAccounts(chain: ChainCase): ReadonlySet<string> {
  const owner = chain.accounts[0];
  const accounts = new Set<string>();
  for (const event of stepsOf(chain, ['copy', 'restore'])) {
    if (event.cloud !== 'aws' || event.outcome !== 'success') continue;
    const { account } = event.actor;
    if (account !== null && account !== owner) accounts.add(account);
  }
  return accounts;
}

/** Accounts in which copies or restores lie that somebody of the owner's made there, as the ids tell it. */
function whereTo(chain: ChainCase): string | null {
  const owner = chain.accounts[0]?.toLowerCase();
  if (owner === undefined) return null;
  const known = takingAccounts(chain);
  const accounts = new Set<string>();
  for (const event of stepsOf(chain, ['copy', 'restore'])) {
    if (event.outcome !== 'success') continue;
    for (const { role, id } of event.resources) {
      const isMade =
        role === 'result' || role === 'target' || (role === 'subject' && event.action === 'copy');
      const account = isMade ? accountInId(id) : null;
      if (account !== null && account !== owner && !known.has(account)) accounts.add(account);
    }
  }
  return accounts.size === 0 ? null : `its data went to ${listed([...accounts].map(granteeLabel))}`;
}

function offspring(chain: ChainCase): string | null {
  const made = chain.members.slice(1);
  if (made.length === 0) return null;
  return `made from it: ${listed(made.map(resourceLabel), 4)}`;
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
