import { stableId } from '../analysis/hash.js';
import type { Difference } from '../baseline/difference.js';
import type { ChainCase } from '../chains/buildChains.js';
import type { Finding, SnapshotEvent } from '../model.js';
import type { Settings } from '../settings.js';
import { RULES } from './rules.js';
import { trustOf } from './trust.js';

/** Runs every rule that the settings do not switch off. Sorted by time of the first event, then id. */
export function judge(
  events: readonly SnapshotEvent[],
  chains: readonly ChainCase[],
  settings: Settings,
  differences: readonly Difference[] = [],
): Finding[] {
  const subject = { events, chains, settings, trust: trustOf(settings), differences };
  const findings = new Map<string, { finding: Finding; time: string }>();
  for (const rule of RULES) {
    const override = Object.hasOwn(settings.severities, rule.id) ? settings.severities[rule.id] : undefined;
    if (override === 'off') continue;
    for (const verdict of rule.judge(subject)) {
      const ids = verdict.events.map((event) => event.id);
      const id = stableId('finding', rule.id, ids, ...(verdict.mark === undefined ? [] : [verdict.mark]));
      // Events that belong to two chains (an image of two snapshots) are judged once.
      if (findings.has(id)) continue;
      findings.set(id, {
        time: verdict.events[0]?.time ?? '9999',
        finding: {
          id,
          rule: rule.id,
          severity: override ?? verdict.severity,
          techniques: verdict.techniques,
          message: verdict.message,
          events: ids,
          chain: verdict.chain?.id ?? null,
          suppressed: verdict.suppressed,
        },
      });
    }
  }
  return [...findings.values()]
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.finding.id < b.finding.id ? -1 : 1))
    .map(({ finding }) => finding);
}
