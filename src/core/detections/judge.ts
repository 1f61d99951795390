import type { Finding, Severity, SnapshotEvent } from '../model.js';
import { NO_TIME } from '../providers/time.js';
import { stableId } from '../stableId.js';
import { type Normal, normalOf } from './normal/normal.js';
import type { Case, Verdict } from './rule.js';
import { RULES } from './rules.js';
import { type Criteria, severityOf } from './severity.js';
import { type Judged, withoutSubsumed } from './subsumes.js';
import { trustOf } from './trust.js';

/** A finding with the events themselves that it rests on. */
export interface Judgement {
  readonly finding: Finding;
  readonly events: readonly SnapshotEvent[];
}

/** Runs every rule that the settings do not switch off. Sorted by time of the first event, then id. */
export function judge(known: Omit<Case, 'trust' | 'normal'>): Judgement[] {
  const { settings } = known;
  const trust = trustOf(settings);
  const normal = normalOf(settings, trust, known.chainOf);
  const subject = { ...known, trust, normal };
  const findings = new Map<string, Judgement & Pick<Judged, 'about'> & { readonly time: string }>();
  for (const rule of RULES) {
    const override = Object.hasOwn(settings.severities, rule.id) ? settings.severities[rule.id] : undefined;
    if (override === 'off') continue;
    for (const verdict of rule.judge(subject)) {
      const ids = verdict.events.map((event) => event.id);
      const id = stableId('finding', rule.id, ids, ...(verdict.mark === undefined ? [] : [verdict.mark]));
      // Events that belong to two chains (an image of two snapshots) are judged once.
      if (findings.has(id)) continue;
      findings.set(id, {
        events: verdict.events,
        time: verdict.events[0]?.time ?? NO_TIME,
        about: (verdict.about ?? verdict.events).map((event) => event.id),
        finding: {
          id,
          rule: rule.id,
          techniques: verdict.techniques,
          events: ids,
          chain: verdict.chain?.id ?? null,
          ...weighed(verdict, rule.usual, override, normal),
        },
      });
    }
  }
  return withoutSubsumed([...findings.values()].map((one) => ({ ...one.finding, about: one.about, one })))
    .sort((a, b) => (a.one.time < b.one.time ? -1 : a.one.time > b.one.time ? 1 : a.id < b.id ? -1 : 1))
    .map(({ one: { finding, events } }) => ({ finding, events }));
}

/**
 * After a rule has spoken, what is normal about its events may explain the finding or make it less grave. A reason
 * that the rule itself gave stays, and so does a severity that the settings name. What no event did nothing explains.
 */
function weighed(
  { events, chain, message: found, suppressed, isUnlogged = false, because = null, ...criteria }: Verdict,
  usual: Criteria,
  override: Severity | undefined,
  normal: Normal,
): Pick<Finding, 'severity' | 'message' | 'suppressed'> {
  const severity = severityOf(criteria);
  // A severity that the settings name is theirs to explain.
  const message = override === undefined ? `${found}${unlike(severity, severityOf(usual), because)}` : found;
  if (suppressed !== null || isUnlogged) return { severity: override ?? severity, message, suppressed };
  const weight = normal.weigh(events, chain, severity);
  if (override !== undefined) return { severity: override, message, suppressed: weight.suppressed };
  return {
    severity: weight.severity,
    message: `${message}${unlike(weight.severity, severity, weight.lowered)}`,
    suppressed: weight.suppressed,
  };
}

/** ` It weighs medium instead of high: …`; empty where it weighs the same. */
function unlike(severity: Severity, usual: Severity, because: string | null): string {
  return because === null || severity === usual
    ? ''
    : ` It weighs ${severity} instead of ${usual}: ${because}.`;
}
