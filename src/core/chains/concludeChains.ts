import { type Chain, type Finding, type Severity, type SnapshotEvent, severityRank } from '../model.js';
import { bySeverity, byTime } from '../order.js';
import { pushTo } from '../pushTo.js';
import type { Chains } from './buildChains.js';
import { type ChainCase, mayBeOpen } from './chainCase.js';
import { MOST_CHAINS_IN_ONE } from './findRoots.js';
import { exposures } from './state.js';
import { unknownsOf } from './unknowns.js';
import { verdictOf } from './verdict.js';

/**
 * Gives each chain its findings, its severity (that of the worst finding that nothing explains) and its sentence.
 * `judgements` are the findings, in time order, with their events. Where very many of them rest on one event
 * of very many chains, each counts for its own chain alone.
 */
export function concludeChains(
  { chains, chainsOf }: Chains,
  judgements: readonly { readonly finding: Finding; readonly events: readonly SnapshotEvent[] }[],
): Chain[] {
  const ofKeys = new Map<SnapshotEvent, ChainCase[]>();
  for (const chain of chains) for (const { event } of chain.keyGrants) pushTo(ofKeys, event, chain);
  const leadTo = (event: SnapshotEvent) => ofKeys.get(event) ?? chainsOf(event);
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  const crossroads = crossroadsOf(judgements, leadTo);
  const byChain = new Map<ChainCase, Finding[]>();
  for (const { finding, events } of judgements) {
    const its = new Set(events.flatMap((event) => (crossroads.has(event) ? [] : leadTo(event))));
    const own = finding.chain === null ? undefined : byId.get(finding.chain);
    if (own !== undefined && events.some((event) => crossroads.has(event))) its.add(own);
    for (const chain of its) pushTo(byChain, chain, finding);
  }
  return chains.map((chain) => {
    const unknowns = unknownsOf(chain);
    const own = (byChain.get(chain) ?? []).sort(bySeverity);
    return {
      id: chain.id,
      cloud: chain.cloud,
      root: chain.root,
      source: chain.source,
      ...storyOf(chain),
      members: chain.members,
      // What has no time comes last.
      start: chain.events[0]?.time ?? null,
      end: chain.events.findLast((event) => event.time !== null)?.time ?? null,
      accounts: chain.accounts,
      severity: worst(own),
      verdict: verdictOf(chain, unknowns),
      exposures: mayBeOpen(chain) ? exposures(chain) : [],
      unknowns: unknowns.map(({ sentence }) => sentence),
      findings: own.map((finding) => finding.id),
    };
  });
}

/**
 * Events of very many chains on which very many findings rest: a call made the snapshots of all of them, and each of
 * them has a finding of its own that begins there.
 */
function crossroadsOf(
  judgements: readonly { readonly events: readonly SnapshotEvent[] }[],
  leadTo: (event: SnapshotEvent) => readonly ChainCase[],
): ReadonlySet<SnapshotEvent> {
  const resting = new Map<SnapshotEvent, number>();
  for (const { events } of judgements)
    for (const event of events) resting.set(event, (resting.get(event) ?? 0) + 1);
  const crossroads = new Set<SnapshotEvent>();
  for (const [event, count] of resting)
    if (count > MOST_CHAINS_IN_ONE && leadTo(event).length > MOST_CHAINS_IN_ONE) crossroads.add(event);
  return crossroads;
}

/** What is told of a chain, in time order: its events, and who was let in to its keys. */
function storyOf({ events, ids, trail, keyGrants }: ChainCase): Pick<Chain, 'actions' | 'events'> {
  if (keyGrants.length === 0) return { actions: trail, events: ids };
  const story: SnapshotEvent[] = [];
  let next = 0;
  for (const event of events) {
    for (let grant = keyGrants[next]; grant !== undefined; grant = keyGrants[++next]) {
      // Of one instant the order of the chain's own events, which is not by id, stays.
      if (grant.event.time === event.time || byTime(grant.event, event) > 0) break;
      story.push(grant.event);
    }
    story.push(event);
  }
  story.push(...keyGrants.slice(next).map(({ event }) => event));
  return { actions: story.map(({ action }) => action), events: story.map(({ id }) => id) };
}

function worst(findings: readonly Finding[]): Severity {
  return findings
    .filter((finding) => finding.suppressed === null)
    .reduce<Severity>(
      (most, { severity }) => (severityRank(severity) > severityRank(most) ? severity : most),
      'info',
    );
}
