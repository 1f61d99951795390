import { type Chain, type Finding, type Severity, type SnapshotEvent, severityRank } from '../model.js';
import { bySeverity, byTime } from '../order.js';
import { pushTo } from '../pushTo.js';
import type { Chains } from './buildChains.js';
import { type ChainCase, mayBeOpen } from './chainCase.js';
import { exposures } from './state.js';
import { unknownsOf } from './unknowns.js';
import { verdictOf } from './verdict.js';

/**
 * Gives each chain its findings, its severity (that of the worst finding that nothing explains) and its sentence.
 * `judgements` are the findings, in time order, with their events.
 */
export function concludeChains(
  { chains, chainsOf }: Chains,
  judgements: readonly { readonly finding: Finding; readonly events: readonly SnapshotEvent[] }[],
): Chain[] {
  const ofKeys = new Map<SnapshotEvent, ChainCase[]>();
  for (const chain of chains) for (const { event } of chain.keyGrants) pushTo(ofKeys, event, chain);
  const byChain = new Map<ChainCase, Finding[]>();
  for (const { finding, events } of judgements)
    for (const chain of new Set(events.flatMap((event) => ofKeys.get(event) ?? chainsOf(event))))
      pushTo(byChain, chain, finding);
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
