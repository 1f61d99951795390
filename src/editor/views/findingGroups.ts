import * as vscode from 'vscode';
import { findTechnique } from '../../core/catalogue/techniques.js';
import { type Finding, SEVERITIES, type Severity } from '../../core/model.js';
import { bySeverity } from '../../core/order.js';
import type { AnalysisIndex } from '../../core/reports/analysisIndex.js';
import { severityLabel } from '../labels.js';
import { plainText } from '../text.js';

export const GROUPINGS = ['severity', 'technique', 'actor'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FindingGroup {
  readonly kind: 'group';
  readonly id: string;
  readonly label: string;
  /** Of the worst finding in it. */
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

/** The findings of a case in groups, the worst group first; what is expected stands apart, at the end. */
export function groupFindings(index: AnalysisIndex, grouping: Grouping): readonly FindingGroup[] {
  const groups = new Map<string, { label: string; findings: Finding[] }>();
  const expected: Finding[] = [];
  for (const finding of [...index.analysis.findings].sort(bySeverity)) {
    if (finding.suppressed !== null) {
      expected.push(finding);
      continue;
    }
    for (const [key, label] of keysOf(finding, index, grouping)) {
      const group = groups.get(key);
      if (group) group.findings.push(finding);
      else groups.set(key, { label, findings: [finding] });
    }
  }
  const result = [...groups].map(([key, { label, findings }]): FindingGroup => {
    return {
      kind: 'group',
      id: `${grouping}:${key}`,
      label,
      severity: findings[0]?.severity ?? 'info',
      findings,
    };
  });
  result.sort((a, b) => bySeverity(a, b));
  if (expected.length > 0) {
    const label = vscode.l10n.t('Expected');
    result.push({ kind: 'group', id: 'expected', label, severity: 'info', findings: expected });
  }
  return result;
}

function keysOf(
  finding: Finding,
  index: AnalysisIndex,
  grouping: Grouping,
): readonly (readonly [string, string])[] {
  switch (grouping) {
    case 'severity':
      return [[String(SEVERITIES.indexOf(finding.severity)), severityLabel(finding.severity)]];
    case 'technique':
      return finding.techniques.length === 0
        ? [['', vscode.l10n.t('No technique')]]
        : finding.techniques.map(
            (id) =>
              [id, `${id} ${findTechnique(id, index.analysis.attackVersion)?.name ?? ''}`.trim()] as const,
          );
    case 'actor':
      return [...new Set(finding.events.map((id) => actorOf(id, index)))].map(
        (actor) => [actor, actor] as const,
      );
  }
}

function actorOf(event: string, index: AnalysisIndex): string {
  const actor = index.event(event)?.actor;
  return plainText(actor?.name ?? actor?.id ?? vscode.l10n.t('nobody named'), 120);
}
