import * as vscode from 'vscode';
import { fileUri } from '../core/analysis/analyzer.js';
import type { SavedBaseline } from '../core/baseline/saveBaseline.js';
import { type AnalysisIndex, indexAnalysis, indexing } from '../core/reports/analysisIndex.js';
import { DEFAULT_SETTINGS } from '../core/settings.js';
import type { Activity } from './activity.js';
import { AnalyzerClient } from './analyzerClient.js';
import { type Fingerprint, InputReader, type ReadOutcome, type Target } from './inputReader.js';
import { BYTE_LANES, inLanes, PATH_LANES } from './lanes.js';
import { errorText } from './log.js';
import type { EditorPlatform } from './platform.js';
import { inputOf } from './readableUri.js';
import type { Configuration } from './settings.js';
import { inSlices } from './slices.js';
import { messageText } from './text.js';

/** What a run has done so far. */
export interface RunCounts {
  readonly done: number;
  readonly total: number;
  readonly records: number;
  readonly events: number;
  /** Inputs with something unreadable in them. */
  readonly troubled: number;
  readonly noLogs: number;
  readonly logs: number;
}

export interface RunResult extends RunCounts {
  readonly cancelled: boolean;
}

export type CaseState = 'idle' | 'reading' | 'done';

const NOTHING: RunCounts = { done: 0, total: 0, records: 0, events: 0, troubled: 0, noLogs: 0, logs: 0 };

const EMPTY: AnalysisIndex = indexAnalysis({
  attackVersion: DEFAULT_SETTINGS.attackVersion,
  totals: { inputs: 0, records: 0, events: 0, duplicates: 0, skipped: 0, chains: 0, findings: 0 },
  inputs: [],
  events: [],
  chains: [],
  findings: [],
  notLogged: [],
});

/** The case: the inputs analysed so far and what follows from them together. Runs go one after the other. */
export class CaseStore implements vscode.Disposable {
  readonly client: AnalyzerClient;
  readonly #reader: InputReader;
  readonly #configuration: Configuration;
  readonly #activity: Activity;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<AnalysisIndex>();
  readonly #stateChanged = new vscode.EventEmitter<CaseState>();
  readonly #subscriptions: vscode.Disposable[];
  /** What is in the worker, with the state in which it was read; null must be read again. */
  readonly #inputs = new Map<string, Fingerprint | null>();
  readonly #noLogs = new Map<string, Fingerprint>();
  /** Lists to compare with: when each was taken, as far as the user knows, and whether the worker has it. */
  readonly #baselines = new Map<string, { readonly asOf: string | null; inWorker: boolean }>();
  #index = EMPTY;
  #state: CaseState = 'idle';
  #queue: Promise<unknown> = Promise.resolve();
  #run = new vscode.CancellationTokenSource();
  #workerDied = false;

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(
    platform: EditorPlatform,
    configuration: Configuration,
    activity: Activity,
    log: vscode.LogOutputChannel,
  ) {
    this.client = new AnalyzerClient(platform);
    this.#reader = new InputReader(this.client, platform);
    this.#configuration = configuration;
    this.#activity = activity;
    this.#log = log;
    this.#subscriptions = [
      this.client.onDidDie((reason) => this.#onWorkerDied(reason)),
      configuration.onDidChangeSettings(() => this.#judgeAgain()),
    ];
  }

  get index(): AnalysisIndex {
    return this.#index;
  }

  get state(): CaseState {
    return this.#state;
  }

  /** True for a file of the case, for each input in it, and for their views. */
  has(uri: vscode.Uri): boolean {
    return this.#inputs.has(fileUri(inputOf(uri)));
  }

  /** Files of the folders that hold no audit log; sorted. */
  get noLogs(): readonly string[] {
    return [...this.#noLogs.keys()].sort();
  }

  /** The addresses of the files of the case; what is in them tells the analysis. */
  get inputs(): readonly string[] {
    return [...this.#inputs.keys()];
  }

  /**
   * Reads what is new or changed among the targets and judges the whole case. Resolves at
   * once when cancelled; files that are not read to their end then stay as they were known before.
   */
  analyze(
    targets: readonly Target[],
    token: vscode.CancellationToken,
    report: (counts: RunCounts) => void = () => undefined,
  ): Promise<RunResult> {
    this.#workerDied = false;
    const result: { -readonly [K in keyof RunResult]: RunResult[K] } = {
      ...NOTHING,
      total: targets.length,
      cancelled: false,
    };
    const finished = this.#enqueue((ended) => this.#readAll(targets, result, [ended, token], report));
    const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
    return Promise.race([finished, cancelled]).then(() => ({
      ...result,
      cancelled: token.isCancellationRequested,
    }));
  }

  /** Takes in files without being asked for it: nothing is told, nothing is read after the worker died. */
  async add(...uris: readonly vscode.Uri[]): Promise<void> {
    await this.#readQuietly(() => uris);
  }

  /** Reads inputs of the case again; what has left it meanwhile stays away. */
  async reread(...uris: readonly vscode.Uri[]): Promise<void> {
    await this.#readQuietly(() => uris.filter((uri) => this.has(uri)));
  }

  async #readQuietly(select: () => readonly vscode.Uri[]): Promise<void> {
    if (this.#workerDied) return;
    await this.#enqueue(async (ended) => {
      const targets = select().map((uri) => ({ uri, named: this.has(uri) }));
      if (targets.length > 0) await this.#readAll(targets, { ...NOTHING }, [ended], () => undefined);
    });
  }

  /** True for what is never written over: files of the case, and lists that it is compared with. */
  isEvidence(uri: vscode.Uri): boolean {
    return this.has(uri) || this.#baselines.has(uri.toString());
  }

  /** Compares the case with a list from now on; answers why that cannot be done, or `null`. */
  async compareWith(uri: vscode.Uri, asOf: string | null): Promise<string | null> {
    let refusal: string | null = vscode.l10n.t('the analysis stopped');
    await this.#enqueue(async () => {
      if (this.#workerDied) return;
      refusal = await this.#reader.readLists(uri, asOf);
      if (refusal !== null) return;
      this.#baselines.set(uri.toString(), { asOf, inWorker: true });
      await this.#conclude();
    });
    return refusal;
  }

  /** What the logs of the case say exists at their end; `null` when that could not be told. */
  async saveBaseline(version: string): Promise<SavedBaseline | null> {
    let saved: SavedBaseline | null = null;
    await this.#enqueue(async () => {
      // A worker that was started again would know of nothing.
      if (!this.#workerDied) saved = await this.client.call('saveBaseline', version);
    });
    return saved;
  }

  /** A worker that was started again knows no list. One that cannot be read any more is told and left out. */
  async #readBaselinesAgain(): Promise<void> {
    for (const [key, baseline] of this.#baselines) {
      if (baseline.inWorker) continue;
      const refusal = await this.#reader.readLists(vscode.Uri.parse(key, true), baseline.asOf);
      if (refusal === null) baseline.inWorker = true;
      else {
        this.#baselines.delete(key);
        this.#log.warn(`${key}: ${refusal}`);
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'Snapshot Trail no longer compares with {0}: {1}',
            messageText(key),
            messageText(refusal),
          ),
        );
      }
    }
  }

  /** Forgets everything; a run under way ends. */
  async clear(): Promise<void> {
    this.#run.cancel();
    await this.#enqueue(async () => {
      const uris = this.inputs;
      this.#inputs.clear();
      this.#noLogs.clear();
      const hadBaselines = this.#baselines.size > 0;
      this.#baselines.clear();
      this.#publish(EMPTY, 'idle');
      if (this.#workerDied) return;
      if (uris.length > 0) await this.client.call('forgetInputs', uris);
      if (hadBaselines) await this.client.call('forgetBaselines', null);
    });
  }

  #enqueue(job: (ended: vscode.CancellationToken) => Promise<void>): Promise<void> {
    const next = this.#queue.then(async () => {
      this.#run.dispose();
      this.#run = new vscode.CancellationTokenSource();
      const { token } = this.#run;
      try {
        await job(token);
      } catch (error) {
        if (!this.#workerDied) this.#log.error(errorText(error));
        if (this.#state === 'reading') this.#publish(this.#index, this.#inputs.size > 0 ? 'done' : 'idle');
      }
    });
    this.#queue = next;
    return this.#activity.track(next);
  }

  async #readAll(
    targets: readonly Target[],
    counts: { -readonly [K in keyof RunCounts]: RunCounts[K] },
    ends: readonly vscode.CancellationToken[],
    report: (counts: RunCounts) => void,
  ): Promise<void> {
    this.#setState('reading');
    const wanted = new Map(targets.map((target) => [target.uri.toString(), target]));
    // After a worker's death everything that it held is read again.
    for (const [uri, fingerprint] of this.#inputs) {
      if (fingerprint === null && !wanted.has(uri))
        wanted.set(uri, { uri: vscode.Uri.parse(uri, true), named: true });
    }
    counts.total = wanted.size;
    const ended = (): boolean => this.#workerDied || ends.some((end) => end.isCancellationRequested);
    const read = async ([key, target]: readonly [string, Target]): Promise<void> => {
      const known = this.#inputs.get(key) ?? this.#noLogs.get(key) ?? null;
      const outcome = await this.#reader.read(target, known, ended);
      if (outcome.kind === 'stopped') return;
      counts.done++;
      this.#note(key, outcome, counts);
      report(counts);
    };
    const all = [...wanted];
    const byPath = all.filter(([, { uri }]) => this.#reader.readsByPath(uri));
    const byBytes = all.filter(([, { uri }]) => !this.#reader.readsByPath(uri));
    const stop = (): void => void this.client.stop().catch(() => undefined);
    const subscriptions = ends.map((end) => end.onCancellationRequested(stop));
    try {
      await Promise.all([
        inLanes(byPath, PATH_LANES, ended, read),
        inLanes(byBytes, BYTE_LANES, ended, read),
      ]);
    } finally {
      for (const subscription of subscriptions) subscription.dispose();
    }
    await this.#conclude();
  }

  #note(key: string, outcome: ReadOutcome, counts: { -readonly [K in keyof RunCounts]: RunCounts[K] }): void {
    switch (outcome.kind) {
      case 'read':
        this.#inputs.set(key, outcome.fingerprint);
        this.#noLogs.delete(key);
        counts.logs++;
        for (const { uri, records, events, error, skipped } of outcome.summaries) {
          counts.records += records;
          counts.events += events;
          if (error !== null || skipped.length > 0) counts.troubled++;
          if (error !== null) this.#log.warn(`${uri}: ${error}`);
        }
        break;
      case 'unchanged':
        if (this.#inputs.has(key)) counts.logs++;
        else counts.noLogs++;
        break;
      case 'noLog':
        this.#noLogs.set(key, outcome.fingerprint);
        counts.noLogs++;
        this.#forget(key);
        break;
      case 'gone':
        this.#noLogs.delete(key);
        this.#forget(key);
        break;
      case 'stopped':
        break;
    }
  }

  #forget(key: string): void {
    if (this.#inputs.delete(key)) void this.client.call('forgetInputs', [key]).catch(() => undefined);
  }

  async #conclude(): Promise<void> {
    if (this.#workerDied) throw new Error('the worker is gone');
    if (this.#inputs.size === 0) return this.#publish(EMPTY, 'idle');
    await this.#readBaselinesAgain();
    const started = Date.now();
    const analysis = await this.client.conclude(this.#configuration.settings());
    this.#log.debug(`concluded in ${Date.now() - started} ms`);
    const index = await inSlices(indexing(analysis));
    if (index !== undefined) this.#publish(index, 'done');
  }

  #judgeAgain(): void {
    if (this.#inputs.size > 0 && !this.#workerDied) void this.#enqueue(() => this.#conclude());
  }

  #publish(index: AnalysisIndex, state: CaseState): void {
    this.#index = index;
    this.#setState(state);
    this.#changed.fire(index);
  }

  #setState(state: CaseState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }

  #onWorkerDied(reason: string): void {
    this.#workerDied = true;
    this.#log.error(`worker: ${reason}`);
    for (const key of this.#inputs.keys()) this.#inputs.set(key, null);
    for (const baseline of this.#baselines.values()) baseline.inWorker = false;
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'Snapshot Trail: the analysis stopped unexpectedly. What was found before stays; the next "Analyze snapshots" reads the files again.',
      ),
    );
  }

  dispose(): void {
    this.#run.cancel();
    this.#run.dispose();
    this.#workerDied = true;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.client.dispose();
    this.#changed.dispose();
    this.#stateChanged.dispose();
  }
}
