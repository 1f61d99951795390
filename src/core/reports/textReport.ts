import { listWords } from '../baseline/words.js';
import type { Analysis, BaselineSummary, Finding, InputSummary } from '../model.js';
import { bySeverity } from '../order.js';
import { type AnalysisIndex, indexAnalysis } from './analysisIndex.js';
import { formatUtc, resourceLabel } from './labels.js';
import { printable } from './printable.js';
import { chainTitle, eventSentence } from './sentences.js';

/** So many events are named below a finding of no single chain. */
const MOST_PLACES = 10;

/** The analysis for a terminal: chains worst first with their story, loose findings, inputs with what was skipped. */
export function textReport(analysis: Analysis): string {
  const index = indexAnalysis(analysis);
  const { totals } = analysis;
  const lines: string[] = [
    `${count(totals.inputs, 'input')}, ${count(totals.records, 'record')}, ${count(totals.events, 'snapshot event')}, ` +
      `${count(totals.chains, 'chain')}, ${count(totals.findings, 'finding')}`,
    ...rangeLines(analysis),
    '',
  ];

  for (const chain of [...analysis.chains].sort(bySeverity)) {
    lines.push(
      `[${chain.severity}] ${chain.cloud} ${resourceLabel(chain.root)}: ${chainTitle(chain, index)}`,
      `  ${chain.verdict}`,
    );
    add(
      lines,
      chain.events.flatMap((id) => eventLines(id, index)),
    );
    for (const id of chain.findings) {
      const finding = index.finding(id);
      // One that belongs to no single chain is told once, below.
      if (finding !== undefined && finding.chain !== null) lines.push(`  ${findingLine(finding)}`);
    }
    lines.push('');
  }

  const loose = analysis.findings.filter((finding) => finding.chain === null).sort(bySeverity);
  if (loose.length > 0)
    addPart(
      lines,
      'Findings of no single chain',
      loose.flatMap((finding) => looseLines(finding, index)),
    );

  const { baselines = [] } = analysis;
  if (baselines.length > 0) addPart(lines, 'Compared with', baselines.flatMap(baselineLines));
  const troubled = analysis.inputs.filter((input) => input.error !== null || input.skipped.length > 0);
  if (troubled.length > 0) addPart(lines, 'Not read, or not read fully', troubled.flatMap(troubleLines));
  if (analysis.notLogged.length > 0)
    lines.push(
      'Not logged by these exports',
      ...analysis.notLogged.map(({ sentence }) => `  ${sentence}`),
      '',
    );
  if (totals.events > 0) lines.push(`Techniques as in ATT&CK ${analysis.attackVersion}.`);
  return lines.map(printable).join('\n');
}

function addPart(lines: string[], title: string, part: readonly string[]): void {
  lines.push(title);
  add(lines, part);
  lines.push('');
}

/** One by one: a hundred thousand are too many arguments for a call. */
function add(lines: string[], more: readonly string[]): void {
  for (const line of more) lines.push(line);
}

/** From when to when there are records, whatever they are about. */
function rangeLines({ inputs }: Analysis): string[] {
  const sorted = (times: readonly (string | null)[]) => times.filter((time) => time !== null).sort();
  const from = sorted(inputs.map((input) => input.from))[0];
  const to = sorted(inputs.map((input) => input.to)).at(-1);
  return from === undefined || to === undefined
    ? []
    : [`Records from ${formatUtc(from)} to ${formatUtc(to)}`];
}

function eventLines(id: string, index: AnalysisIndex): string[] {
  const event = index.event(id);
  if (event === undefined) return [];
  const location = event.locations[0];
  return [
    `    ${event.time === null ? 'no time' : formatUtc(event.time)}  ${eventSentence(event, index)}` +
      (location === undefined ? '' : `  (${location.uri}:${location.line}:${location.column})`),
  ];
}

/** A finding with the places that it rests on, which no chain above has told; a burst may rest on thousands. */
function looseLines(finding: Finding, index: AnalysisIndex): string[] {
  const further = finding.events.length - MOST_PLACES;
  return [
    `  ${findingLine(finding)}`,
    ...finding.events.slice(0, MOST_PLACES).flatMap((id) => eventLines(id, index)),
    ...(further > 0 ? [`    and ${count(further, 'more event')}`] : []),
  ];
}

function findingLine(finding: Finding): string {
  const expected = finding.suppressed === null ? '' : ` (expected: ${finding.suppressed})`;
  return `! ${finding.severity} ${finding.rule} [${finding.techniques.join(', ')}] ${finding.message}${expected}`;
}

function baselineLines(baseline: BaselineSummary): string[] {
  return [
    `  ${baseline.uri}: ${listWords(baseline)}, ${baseline.entries.toLocaleString('en-US')} ${baseline.entries === 1 ? 'entry' : 'entries'}`,
    ...baseline.notes.map((note) => `    ${note}`),
  ];
}

function troubleLines(input: InputSummary): string[] {
  const head = `  ${input.uri}${input.error === null ? '' : `: ${input.error}`}`;
  return [
    head,
    ...input.skipped
      .slice(0, 10)
      .map((part) => `    skipped ${part.length} bytes at ${part.offset}: ${part.reason}`),
    ...(input.skipped.length > 10 ? [`    and ${input.skipped.length - 10} more stretches`] : []),
  ];
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`;
}
