import { bySeverity } from '../analysis/analysisIndex.js';
import { type Chain, type Finding, type Severity, severityRank } from '../model.js';
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
    const own = [...new Set(chain.events.flatMap((event) => byEvent.get(event.id) ?? []))].sort(bySeverity);
    return {
      id: chain.id,
      cloud: chain.cloud,
      root: chain.root,
      source: chain.source,
      actions: chain.events.map((event) => event.action),
      events: chain.events.map((event) => event.id),
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

function worst(findings: readonly Finding[]): Severity {
  return findings
    .filter((finding) => finding.suppressed === null)
    .reduce<Severity>(
      (most, { severity }) => (severityRank(severity) > severityRank(most) ? severity : most),
      'info',
    );
}
