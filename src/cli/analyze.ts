import { readFile, stat, writeFile } from 'node:fs/promises';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { Analyzer, type FileRead, type Kept } from '../core/analysis/analyzer.js';
import type { ListsRead } from '../core/baseline/readInventory.js';
import { RULES } from '../core/detections/rules.js';
import { type Analysis, type InputSummary, type Severity, severityRank } from '../core/model.js';
import { readSettings } from '../core/readSettings.js';
import { jsonReport, plainJson } from '../core/reports/jsonReport.js';
import { textReport } from '../core/reports/textReport.js';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings.js';
import type { FileJob, ListJob } from '../protocol/analyzer.js';
import { type Command, UsageError } from './arguments.js';
import { explain } from './explain.js';
import { inOrder } from './inOrder.js';
import { isSameFile } from './isSameFile.js';
import { shownUri, uriOfPath } from './paths.js';
import type { Progress } from './progress.js';
import { VERSION } from './version.js';
import { type Walked, walk } from './walk.js';

/** So many files wait to be read at the same time: enough to find the largest among them early. */
const MAX_WAITING = 1_000;

export interface Terminal {
  /** Standard output: the report and nothing else. */
  write(text: string): Promise<void>;
  /** Standard error: a line for the user. */
  warn(line: string): void;
  readonly progress: Progress;
}

/** Whoever takes the bytes of files. */
export interface Reading {
  read(job: FileJob): Promise<FileRead>;
  readLists(job: ListJob): Promise<ListsRead>;
}

/** Runs `analyze`; answers the exit code. @throws UsageError, OutputError */
export async function analyze(
  command: Extract<Command, { name: 'analyze' }>,
  reading: Reading,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const settings = await settingsOf(command.config);
  const outputs = [command.output, command.saveBaseline].filter((path) => path !== null);
  const named = [...command.baselines, ...(command.config === null ? [] : [command.config])];
  for (const output of outputs) for (const input of named) await refuseOverwriting(output, input);
  if (command.output !== null && command.saveBaseline !== null)
    await refuseOverwriting(command.saveBaseline, command.output, 'would hold the report, too');
  const analyzer = new Analyzer<FileJob>((job) => reading.read(job));
  await readBaselines(command, reading, analyzer);
  const take = async (walked: Walked): Promise<Kept> => {
    const { path, shown, size, error } = walked;
    const uri = uriOfPath(path);
    terminal.progress.begin(shown);
    for (const output of outputs) await refuseOverwriting(output, path);
    const kept: Kept =
      error === null
        ? await analyzer.readInput({ uri, file: { kind: 'path', path }, named: true, size })
        : { kind: 'refused', summaries: await analyzer.refuseInput({ uri, error }) };
    if (kept.kind !== 'stopped') terminal.progress.end(shown, recordsIn(kept));
    return kept;
  };
  let unread = 0;
  await inOrder(walk(command.paths), MAX_WAITING, take, ({ shown, named }, kept) => {
    for (const { records, error } of summariesOf(kept)) {
      if (error === null) continue;
      if (records === 0 && !named) {
        // In a folder there are files of every kind: they are counted, and named in the report.
        unread++;
      } else {
        terminal.progress.clear();
        terminal.warn(`${shown}: ${error}`);
      }
    }
  });
  terminal.progress.clear();
  if (unread > 0)
    terminal.warn(
      `${unread} ${unread === 1 ? 'file' : 'files'} in the folders could not be read as audit logs; the report says why.`,
    );

  const analysis = await analyzer.conclude(settings);
  for (const { uri, title, notes } of analysis.baselines ?? [])
    for (const note of notes) terminal.warn(`${shownUri(uri)} (${title}): ${note}`);
  const report = withLineEnd(
    command.format === 'json' ? plainJson(jsonReport(analysis, VERSION)) : [textReport(analysis)],
  );
  if (command.output === null) for (const piece of report) await terminal.write(piece);
  else await deliver(report, command.output);
  if (analysis.totals.records === 0) {
    terminal.warn('Nothing readable: no audit log record was found in any input.');
    if (command.saveBaseline !== null) terminal.warn(`${command.saveBaseline}: not written`);
    return 2;
  }
  if (command.saveBaseline !== null) {
    const saved = await analyzer.saveBaseline(VERSION);
    if (saved.entries.length === 0)
      terminal.warn(`${command.saveBaseline}: holds nothing, for the logs tell of no snapshot that exists`);
    await deliver(withLineEnd(plainJson(saved)), command.saveBaseline);
  }
  return command.failOn !== null && failsAt(command.failOn, analysis) ? 1 : 0;
}

function summariesOf(kept: Kept): readonly InputSummary[] {
  return kept.kind === 'read' || kept.kind === 'refused' ? kept.summaries : [];
}

function recordsIn(kept: Kept): number {
  return summariesOf(kept).reduce((sum, { records }) => sum + records, 0);
}

/** @throws UsageError when writing to `output` would change `input`: evidence, or the settings it is judged by */
async function refuseOverwriting(
  output: string,
  input: string | Buffer,
  why = 'is one of the inputs, and evidence is never written over',
): Promise<void> {
  if (await isSameFile(output, input)) {
    throw new UsageError(`${output}: ${why}`);
  }
}

/** @throws UsageError when the file is not what it should be: a setting that is not heard changes the verdict */
async function settingsOf(path: string | null): Promise<Settings> {
  if (path === null) return DEFAULT_SETTINGS;
  let source: string;
  try {
    if (!(await stat(path)).isFile()) throw new UsageError(`${path}: is no file`);
    source = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: ${explain(error)}`);
  }
  const errors: ParseError[] = [];
  // Some editors put a byte order mark before the text.
  const value: unknown = parse(source.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined)
    throw new UsageError(
      `${path}: no JSON, ${placeOf(source, first.offset)} (${printParseErrorCode(first.error)})`,
    );
  const { settings, problems } = readSettings(value, new Set(RULES.map(({ id }) => id)));
  if (problems.length > 0) throw new UsageError(`${path}: ${problems.join('; ')}`);
  return settings;
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function* withLineEnd(report: Iterable<string>): Iterable<string> {
  yield* report;
  yield '\n';
}

/** @throws UsageError when one is no list: a comparison that is left out changes the verdict */
async function readBaselines(
  { baselines, baselineTime: asOf }: Extract<Command, { name: 'analyze' }>,
  reading: Reading,
  analyzer: Analyzer<FileJob>,
): Promise<void> {
  for (const path of baselines) {
    const uri = uriOfPath(path);
    const refusal = analyzer.keepBaseline(
      uri,
      await reading.readLists({ uri, file: { kind: 'path', path }, asOf }),
    );
    if (refusal !== null) throw new UsageError(`${path}: ${refusal}`);
  }
}

/** The report could not be written; the message is for the user. */
export class OutputError extends Error {}

/** @throws OutputError */
async function deliver(report: Iterable<string>, output: string): Promise<void> {
  try {
    await writeFile(output, report);
  } catch (error) {
    throw new OutputError(`${output}: cannot be written: ${explain(error)}`);
  }
}

function failsAt(severity: Severity, analysis: Analysis): boolean {
  return analysis.findings.some(
    (finding) => finding.suppressed === null && severityRank(finding.severity) >= severityRank(severity),
  );
}
