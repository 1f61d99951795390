import * as vscode from 'vscode';
import { findTechnique } from '../core/catalogue/techniques.js';
import type { Action, Finding, SnapshotEvent } from '../core/model.js';
import type { AnalysisIndex, ChainPlace } from '../core/reports/analysisIndex.js';
import { chainTitle, eventSentence, formatUtc } from '../core/reports/sentences.js';
import { toldFinding } from './buildDiagnostics.js';
import { counted } from './counted.js';
import { outcomeLabel, severityLabel } from './labels.js';
import { markdownText, number } from './text.js';

/** Findings and techniques shown at once; the side view has all. */
const MAX_FINDINGS = 5;
const MAX_TECHNIQUES = 3;

/** Actions that read, and that many a log does not hold. */
const READS: ReadonlySet<Action> = new Set(['enumerate', 'describe', 'read']);

/** Links of a hover can do nothing but lead to events that the analysis knows. */
const HOVER_COMMANDS = ['snapshotTrail.revealEvent', 'snapshotTrail.showTimeline'] as const;

/**
 * What an event is, for the reader of a log. Everything that comes out of the log is escaped.
 * @param hasDiagnostic whether the editor shows a diagnostic of ours above it, whose words would only be repeated.
 */
export function buildHover(
  event: SnapshotEvent,
  index: AnalysisIndex,
  hasDiagnostic: boolean,
): vscode.MarkdownString[] {
  const findings = index.findingsOn(event.id);
  const told = hasDiagnostic ? toldFinding(findings) : undefined;
  const sections = [
    hasDiagnostic ? '' : `**${markdownText(eventSentence(event, index))}**`,
    factLine(event),
    ...index
      .placesOf(event.id)
      .slice(0, 1)
      .map((place) => chainLine(place, event, index)),
    findingLines(findings.filter((finding) => finding !== told)),
    unloggedLine(event, index),
  ];
  const techniques = techniquesOf(event, index).slice(0, MAX_TECHNIQUES);
  return [
    markdown(sections.filter((section) => section !== '').join('\n\n')),
    ...techniques
      .map((id) => techniqueText(id, index))
      .filter((text) => text !== '')
      .map(markdown),
  ];
}

function markdown(text: string): vscode.MarkdownString {
  const result = new vscode.MarkdownString(text);
  result.isTrusted = { enabledCommands: [...HOVER_COMMANDS] };
  result.supportHtml = false;
  return result;
}

function factLine(event: SnapshotEvent): string {
  const facts: string[] = [];
  if (event.time !== null) facts.push(markdownText(formatUtc(event.time)));
  const outcome = outcomeLabel(event.outcome);
  facts.push(event.errorCode === null ? outcome : `${outcome} (${markdownText(event.errorCode)})`);
  const actor = event.actor.id ?? event.actor.name;
  if (actor !== null) facts.push(vscode.l10n.t('by {0}', markdownText(actor)));
  if (event.sourceIp !== null) facts.push(vscode.l10n.t('from {0}', markdownText(event.sourceIp)));
  if (event.userAgent !== null) facts.push(vscode.l10n.t('with {0}', markdownText(event.userAgent, 120)));
  const where = [event.account, event.region].filter((part) => part !== null);
  if (where.length > 0) facts.push(vscode.l10n.t('in {0}', markdownText(where.join(' / '))));
  return facts.join(' · ');
}

function chainLine({ chain, step }: ChainPlace, event: SnapshotEvent, index: AnalysisIndex): string {
  const place = vscode.l10n.t('Step {0} of {1}', number(step + 1), number(chain.events.length));
  const links = [
    stepLink(vscode.l10n.t('← step before'), chain.events[step - 1], chain.id),
    stepLink(vscode.l10n.t('step after →'), chain.events[step + 1], chain.id),
    commandLink(vscode.l10n.t('timeline'), 'snapshotTrail.showTimeline', [event.id, chain.id]),
  ].filter((link) => link !== '');
  return `${place} (${links.join(' · ')}): ${markdownText(chainTitle(chain, index))}`;
}

function stepLink(label: string, event: string | undefined, chain: string): string {
  return event === undefined ? '' : commandLink(label, 'snapshotTrail.revealEvent', [event, chain]);
}

function commandLink(
  label: string,
  command: (typeof HOVER_COMMANDS)[number],
  args: readonly string[],
): string {
  // Parentheses are not encoded by encodeURIComponent, but would end the link.
  const encoded = encodeURIComponent(JSON.stringify(args)).replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${label}](command:${command}?${encoded})`;
}

function findingLines(findings: readonly Finding[]): string {
  const lines = findings.slice(0, MAX_FINDINGS).map((finding) => {
    const expected =
      finding.suppressed === null
        ? ''
        : ` (${vscode.l10n.t('expected: {0}', markdownText(finding.suppressed))})`;
    return `- **${severityLabel(finding.severity)}**: ${markdownText(finding.message)}${expected}`;
  });
  if (findings.length > MAX_FINDINGS) {
    lines.push(`- ${counted.moreFindings(findings.length - MAX_FINDINGS)}`);
  }
  return lines.join('\n');
}

/** Of the findings first, because they judge this very event; then those of the operation as such. */
function techniquesOf(event: SnapshotEvent, index: AnalysisIndex): readonly string[] {
  return [
    ...new Set([...index.findingsOn(event.id).flatMap((finding) => finding.techniques), ...event.techniques]),
  ];
}

/** Of a read that is seen: how many like it are not. */
function unloggedLine(event: SnapshotEvent, index: AnalysisIndex): string {
  if (!READS.has(event.action)) return '';
  return index.analysis.notLogged
    .filter(({ cloud, operations }) => cloud === event.cloud && operations > 0)
    .map(({ sentence }) => markdownText(sentence))
    .join('\n\n');
}

function techniqueText(id: string, { analysis: { attackVersion } }: AnalysisIndex): string {
  const known = findTechnique(id, attackVersion);
  if (!known) return '';
  const tactics = known.tactics.join(', ');
  return [
    `**[${known.id} ${markdownText(known.name)}](${known.url})** (ATT&CK ${attackVersion}${tactics === '' ? '' : `: ${markdownText(tactics)}`}) — ${markdownText(known.what)}`,
    `${vscode.l10n.t('With snapshots:')} ${markdownText(known.snapshots)}`,
    `${vscode.l10n.t('What is normal:')} ${markdownText(known.normal)}`,
    `${vscode.l10n.t('What to check:')} ${markdownText(known.check)}`,
  ].join('\n\n');
}
