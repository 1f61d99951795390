import { type Severity, severityRank } from '../model.js';

/**
 * One story gives few findings. Where a rule on the left speaks about the very events that one on the right judges,
 * the left one tells more, and the right one is silent. Ids of rules.
 */
export const SUBSUMES: Readonly<Record<string, readonly string[]>> = {
  // That a foreign account took it says that it was used, by whom, and where the copy lies.
  'snapshot.used.byOtherAccount': [
    'snapshot.used.afterShare',
    'snapshot.copied.otherAccount',
    'snapshot.copied.foreignKey',
    'snapshot.copied.region',
    'snapshot.read.direct',
    'snapshot.mounted.elsewhere',
    'snapshot.restored.newIdentity',
    'snapshot.restored.otherIdentity',
  ],
  'snapshot.copied.foreignKey': ['snapshot.copied.otherAccount', 'snapshot.copied.region'],
  'snapshot.copied.otherAccount': ['snapshot.copied.region'],
  // An export, or a read of the blocks, is the use.
  'snapshot.exported': ['snapshot.used.afterShare'],
  'snapshot.read.direct': ['snapshot.used.afterShare'],
  'snapshot.used.afterShare': ['snapshot.copied.region', 'snapshot.restored.otherIdentity'],
  // Who mounted it, and whether anybody knew them, is told with where it was mounted.
  'snapshot.mounted.elsewhere': ['snapshot.restored.newIdentity', 'snapshot.restored.otherIdentity'],
  'snapshot.restored.newIdentity': ['snapshot.restored.otherIdentity'],
  // A delete after the access was taken back tells both.
  'snapshot.deleted.afterUse': ['snapshot.shared.thenRevoked', 'snapshot.shortLived'],
  'snapshot.burst.delete': ['snapshot.shortLived'],
  'snapshot.delete.mass': ['snapshot.burst.delete', 'snapshot.shortLived'],
  'backup.protection.weakenedThenDeleted': [
    'backup.protection.weakened',
    'backup.schedule.off',
    'snapshot.delete.mass',
    'snapshot.burst.delete',
    'snapshot.shortLived',
  ],
  'snapshot.attempt.deniedThenDone': ['snapshot.attempt.denied'],
  'snapshot.enumeration.burst': ['snapshot.enumeration.firstTime'],
};

/** What the comparison needs of a finding. */
export interface Judged {
  readonly rule: string;
  readonly severity: Severity;
  readonly suppressed: string | null;
  /** Ids of all events it rests on. */
  readonly events: readonly string[];
  /** Ids of those it judges. */
  readonly about: readonly string[];
}

const SUBSUMED_BY: ReadonlyMap<string, readonly string[]> = invert(SUBSUMES);

function invert(table: Readonly<Record<string, readonly string[]>>): Map<string, readonly string[]> {
  const inverted = new Map<string, readonly string[]>();
  for (const [by, rules] of Object.entries(table)) {
    for (const rule of rules) inverted.set(rule, [...(inverted.get(rule) ?? []), by]);
  }
  return inverted;
}

/**
 * Leaves out what a more telling finding says already. Nothing is hidden behind a finding that is expected, or that
 * weighs less: an allow-list or an override of the settings must not silence what it does not name. Linear in the
 * events of the findings.
 */
export function withoutSubsumed<T extends Judged>(findings: readonly T[]): T[] {
  const tellers = new Map<string, T[]>();
  for (const finding of findings) {
    if (!Object.hasOwn(SUBSUMES, finding.rule)) continue;
    for (const event of finding.events) {
      const list = tellers.get(event);
      if (list === undefined) tellers.set(event, [finding]);
      else list.push(finding);
    }
  }
  return findings.filter((finding) => {
    const by = SUBSUMED_BY.get(finding.rule);
    if (by === undefined) return true;
    return !by.some((rule) =>
      finding.about.every((event) =>
        (tellers.get(event) ?? []).some((teller) => tells(teller, rule, finding)),
      ),
    );
  });
}

function tells(teller: Judged, rule: string, finding: Judged): boolean {
  return (
    teller.rule === rule &&
    (teller.suppressed === null || finding.suppressed !== null) &&
    severityRank(teller.severity) >= severityRank(finding.severity)
  );
}
