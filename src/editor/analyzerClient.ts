import * as vscode from 'vscode';
import type { Analysis } from '../core/model.js';
import type { Settings } from '../core/settings.js';
import { AnalysisJoiner } from '../protocol/analysisParts.js';
import type { AnalyzerApi } from '../protocol/analyzer.js';
import { Caller } from '../protocol/rpc.js';
import type { AnalyzerWorker, EditorPlatform } from './platform.js';
import { pause } from './slices.js';

interface Running {
  readonly worker: AnalyzerWorker;
  readonly caller: Caller<AnalyzerApi>;
}

/** Starts the analyzer at the first call, and again at the first call after it died. */
export class AnalyzerClient implements vscode.Disposable {
  readonly #platform: EditorPlatform;
  readonly #died = new vscode.EventEmitter<string>();
  /** The worker is gone and with it every event that it kept. */
  readonly onDidDie = this.#died.event;
  #running: Promise<Running> | undefined;
  #disposed = false;

  constructor(platform: EditorPlatform) {
    this.#platform = platform;
  }

  async call<M extends keyof AnalyzerApi>(
    method: M,
    argument: Parameters<AnalyzerApi[M]>[0],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Awaited<ReturnType<AnalyzerApi[M]>>> {
    if (this.#disposed) throw new Error('disposed');
    this.#running ??= this.#start();
    const { caller } = await this.#running;
    return (await caller.call(method, argument, transfer)) as Awaited<ReturnType<AnalyzerApi[M]>>;
  }

  /** The analysis of everything that the worker keeps, in parts with pauses between: a large one would stop the editor. */
  async conclude(settings: Settings): Promise<Analysis> {
    const head = await this.call('conclude', settings);
    const joiner = new AnalysisJoiner();
    for (let part = 0; part < head.parts; part++) {
      joiner.add(await this.call('concluded', part));
      await pause();
    }
    return joiner.join(head);
  }

  /** Ends every reading under way; starts nothing for that. */
  async stop(): Promise<void> {
    if (this.#running !== undefined) await this.call('stop', null);
  }

  async #start(): Promise<Running> {
    try {
      const worker = await this.#platform.startWorker();
      if (this.#disposed) worker.dispose();
      const caller = new Caller<AnalyzerApi>(worker.port);
      worker.onExit((reason) => {
        this.#running = undefined;
        worker.dispose();
        this.#died.fire(reason);
        caller.fail(new Error(reason));
      });
      return { worker, caller };
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }

  dispose(): void {
    this.#disposed = true;
    void this.#running?.then(
      ({ worker, caller }) => {
        worker.dispose();
        caller.fail(new Error('disposed'));
      },
      () => undefined,
    );
    this.#running = undefined;
    this.#died.dispose();
  }
}

/**
 * The buffer of bytes that may move to the worker. A file system may hand out a view into
 * a larger buffer that it still uses; then a copy moves.
 */
export function movable(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly transfer: readonly ArrayBuffer[];
} {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const moved = whole ? bytes : bytes.slice();
  return { bytes: moved, transfer: moved.buffer instanceof ArrayBuffer ? [moved.buffer] : [] };
}
