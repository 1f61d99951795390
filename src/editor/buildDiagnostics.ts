import * as vscode from 'vscode';
import { findTechnique } from '../core/catalogue/techniques.js';
import {
  type Finding,
  type Location,
  SEVERITIES,
  type Severity,
  type SnapshotEvent,
  severityRank,
} from '../core/model.js';
import type { AnalysisIndex } from '../core/reports/analysisIndex.js';
import { actorLabel, formatUtc } from '../core/reports/labels.js';
import { bareSentence, eventSentence } from '../core/reports/sentences.js';
import { stepLabel } from '../core/reports/stepLabel.js';
import { counted } from './counted.js';
import type { Place, Places } from './places.js';
import type { DiagnosticLevel } from './settings.js';
import { number, plainText } from './text.js';

/** The editor paints 500 markers of a file and lists 1,000; the worst come first and the rest is told. */
export const MAX_DIAGNOSTICS_PER_FILE = 450;
/** Other steps of the chain that a diagnostic points to. */
const MAX_RELATED = 10;
export const DIAGNOSTIC_SOURCE = 'Snapshot Trail';

/** How many events of a document are to be shown as diagnostics. */
export function countShown(
  uri: vscode.Uri,
  level: DiagnosticLevel,
  index: AnalysisIndex,
  places: Places,
): number {
  if (level === 'off') return 0;
  const all = places.placesIn(uri);
  return level === 'findings' ? all.filter((place) => isShown(place, level, index)).length : all.length;
}

function isShown({ event }: Place, level: DiagnosticLevel, index: AnalysisIndex): boolean {
  return level !== 'findings' || index.findingsOn(event.id).length > 0;
}

/** Those events, worst first, then in the order of the text. */
function* shownPlaces(
  uri: vscode.Uri,
  level: DiagnosticLevel,
  index: AnalysisIndex,
  places: Places,
): Generator<void, readonly Place[], void> {
  const byWeight: Place[][] = [];
  for (const place of level === 'off' ? [] : places.placesIn(uri)) {
    yield;
    if (!isShown(place, level, index)) continue;
    const weighed = weight(place.event, index);
    byWeight[weighed] ??= [];
    byWeight[weighed].push(place);
  }
  return byWeight.reverse().flatMap((same) => same ?? []);
}

/**
 * A step of a grave chain counts as its chain does, or a low finding on hundreds of calls would push it out; among
 * these the event's own findings count, and then whether it is part of a chain at all.
 */
function weight(event: SnapshotEvent, index: AnalysisIndex): number {
  const chains = index.placesOf(event.id).map(({ chain }) => severityRank(chain.severity));
  const own = severityRank(index.severityOf(event.id));
  const inChain = chains.length > 0 ? 1 : 0;
  return (Math.max(own, ...chains) * SEVERITIES.length + own) * 2 + inChain;
}

/** Builds the diagnostics of one document in small steps, in the order in which the editor should prefer them. */
export function* buildingDiagnostics(
  uri: vscode.Uri,
  level: DiagnosticLevel,
  index: AnalysisIndex,
  places: Places,
): Generator<void, readonly vscode.Diagnostic[], void> {
  const shown = yield* shownPlaces(uri, level, index, places);
  const diagnostics: vscode.Diagnostic[] = [];
  for (const place of shown.slice(0, MAX_DIAGNOSTICS_PER_FILE)) {
    diagnostics.push(buildDiagnostic(place, level, index, places));
    yield;
  }
  const hidden = shown.length - diagnostics.length;
  const first = shown[MAX_DIAGNOSTICS_PER_FILE];
  if (hidden > 0 && first) diagnostics.push(remainder(hidden, first.range));
  return diagnostics;
}

function remainder(hidden: number, range: vscode.Range): vscode.Diagnostic {
  const message = vscode.l10n.t(
    '{0} more snapshot events of this file: see the side view and the timeline.',
    number(hidden),
  );
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  return diagnostic;
}

function buildDiagnostic(
  { event, range }: Place,
  level: DiagnosticLevel,
  index: AnalysisIndex,
  places: Places,
): vscode.Diagnostic {
  const findings = index.findingsOn(event.id);
  const told = toldFinding(findings);
  const diagnostic = new vscode.Diagnostic(
    range,
    messageOf(event, findings, index),
    severityOf(told?.suppressed === null ? told.severity : 'info', level),
  );
  diagnostic.source = DIAGNOSTIC_SOURCE;
  const code = codeOf(event, told);
  if (code) diagnostic.code = code;
  diagnostic.relatedInformation = relatedSteps(event, index, places);
  return diagnostic;
}

/** The finding that a diagnostic tells: the worst that nothing explains. */
export function toldFinding(findings: readonly Finding[]): Finding | undefined {
  return findings.find((finding) => finding.suppressed === null) ?? findings[0];
}

/**
 * What the event is, unless its worst finding says that in the same words; that finding, and how many there are besides.
 * One that is expected says why.
 */
function messageOf(event: SnapshotEvent, findings: readonly Finding[], index: AnalysisIndex): string {
  const told = toldFinding(findings);
  const lines = told && tells(told, event, index) ? [] : [plainText(eventSentence(event, index))];
  if (told) {
    const message = plainText(told.message);
    lines.push(
      told.suppressed === null
        ? message
        : vscode.l10n.t('{0} (expected: {1})', message, plainText(told.suppressed)),
    );
  }
  const more = findings.length - 1;
  if (more > 0) lines.push(vscode.l10n.t('{0} on this event.', counted.moreFindings(more)));
  return lines.join('\n');
}

/**
 * Whether a finding says what the event is. One that rests on several may tell another of them: that a snapshot was deleted,
 * say, on the line of the share before it.
 */
function tells({ message, events }: Finding, event: SnapshotEvent, index: AnalysisIndex): boolean {
  const home = index.placesOf(event.id)[0]?.chain.accounts[0] ?? event.account;
  const begin = events.length === 1 ? actorLabel(event, home) : bareSentence(event, home);
  return message.toLowerCase().startsWith(begin.toLowerCase());
}

/** Error is for broken things: a log that tells of a theft is in order. The side view is red where this is a warning. */
function severityOf(severity: Severity, level: DiagnosticLevel): vscode.DiagnosticSeverity {
  if (severityRank(severity) >= severityRank('medium')) return vscode.DiagnosticSeverity.Warning;
  if (severity === 'info' && level === 'hint') return vscode.DiagnosticSeverity.Hint;
  return vscode.DiagnosticSeverity.Information;
}

function codeOf(event: SnapshotEvent, finding: Finding | undefined): vscode.Diagnostic['code'] {
  const id = finding?.techniques[0] ?? event.techniques[0];
  const known = id === undefined ? undefined : findTechnique(id);
  return known && { value: known.id, target: vscode.Uri.parse(known.url, true) };
}

/** The other steps of the event's worst chain in their order; of very many, the nearest. */
function relatedSteps(
  event: SnapshotEvent,
  index: AnalysisIndex,
  places: Places,
): vscode.DiagnosticRelatedInformation[] {
  const place = index.placesOf(event.id)[0];
  if (!place) return [];
  const related: { step: number; other: SnapshotEvent; location: Location }[] = [];
  const { events, accounts } = place.chain;
  const home = accounts[0] ?? null;
  const who = actorLabel(event, home);
  // A line each, for the editor's hover puts them before everything else; who it was, where it was another.
  const words = (other: SnapshotEvent): string => {
    const by = actorLabel(other, home);
    const label = stepLabel(other, place.chain);
    const time = other.time === null ? [] : [formatUtc(other.time)];
    return [by === who ? label : vscode.l10n.t('{0} by {1}', label, by), ...time].join(' · ');
  };
  for (let distance = 1; distance < events.length && related.length < MAX_RELATED; distance++) {
    for (const step of [place.step - distance, place.step + distance]) {
      const other = index.event(events[step] ?? '');
      const location = other?.locations[0];
      if (other && location && related.length < MAX_RELATED) related.push({ step, other, location });
    }
  }
  return related
    .sort((a, b) => a.step - b.step)
    .map(({ step, other, location }) => {
      const text = vscode.l10n.t('Step {0}: {1}', number(step + 1), plainText(words(other)));
      return new vscode.DiagnosticRelatedInformation(places.link(location), text);
    });
}
