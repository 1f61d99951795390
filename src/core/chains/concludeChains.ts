import { bySeverity } from '../analysis/analysisIndex.js';
import { byTime } from '../analysis/mergeRecords.js';
import { type Chain, type Finding, type Severity, type SnapshotEvent, severityRank } from '../model.js';
import { pushTo } from '../pushTo.js';
import type { ChainCase } from './buildChains.js';
import { exposures } from './state.js';
import { unknownsOf } from './unknowns.js';
import { verdictOf } from './verdict.js';

/** Gives each chain its findings, its severity (that of the worst finding that nothing explains) and its sentence. */
export function concludeChains(chains: readonly ChainCase[], findings: readonly Finding[]): Chain[] {
  const byEvent = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const event of finding.events) {
      pushTo(byEvent, event, finding);
    }
  }
  return chains.map((chain) => {
    const unknowns = unknownsOf(chain);
    const story = storyOf(chain);
    const own = [...new Set(story.flatMap((event) => byEvent.get(event.id) ?? []))].sort(bySeverity);
    return {
      id: chain.id,
      cloud: chain.cloud,
      root: chain.root,
      source: chain.source,
      actions: story.map((event) => event.action),
      events: story.map((event) => event.id),
      members: chain.members,
      start: chain.events.find((event) => event.time !== null)?.time ?? null,
      end: chain.events.findLast((event) => event.time !== null)?.time ?? null,
      accounts: chain.accounts,
      severity: worst(own),
      verdict: verdictOf(chain, unknowns),
      exposures: exposures(chain),
      unknowns: unknowns.map(({ sentence }) => sentence),
      findings: own.map((finding) => finding.id),
    };
  });
}

/** What is told of a chain, in time order: its events, and who was let in to its keys. */
function storyOf({ events, keyGrants }: ChainCase): readonly SnapshotEvent[] {
  if (keyGrants.length === 0) return events;
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
  return [...story, ...keyGrants.slice(next).map(({ event }) => event)];
}

function worst(findings: readonly Finding[]): Severity {
  return findings
    .filter((finding) => finding.suppressed === null)
    .reduce<Severity>(
      (most, { severity }) => (severityRank(severity) > severityRank(most) ? severity : most),
      'info',
    );
}
