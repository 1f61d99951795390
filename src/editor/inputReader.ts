import * as vscode from 'vscode';
import type { InputSummary } from '../core/model.js';
import type { FileRef } from '../protocol/analyzer.js';
import { type AnalyzerClient, movable } from './analyzerClient.js';
import { ByteBudget } from './lanes.js';
import { errorText } from './log.js';
import type { EditorPlatform } from './platform.js';

/** Where a file system gives only whole files, a larger one is told and left out. */
const MAX_INPUT_BYTES = 512 * 1024 * 1024;

/** Says whether a file changed since it was read. */
export interface Fingerprint {
  readonly mtime: number;
  readonly size: number;
}

export type ReadOutcome =
  | {
      readonly kind: 'read';
      readonly summaries: readonly InputSummary[];
      readonly fingerprint: Fingerprint | null;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'noLog'; readonly fingerprint: Fingerprint }
  | { readonly kind: 'gone' }
  /** The run ended before the file was read; what was known of it stays. */
  | { readonly kind: 'stopped' };

/** Where to read, and how much to say when it is no log. */
export interface Target {
  readonly uri: vscode.Uri;
  /** The user named this very file, so that it is an input even when nothing can be read in it. */
  readonly named: boolean;
  /** Known before anything is read: a folder that cannot be listed. */
  readonly error?: string;
}

/** Has one file read: by the worker itself where it can, else its bytes are handed over. */
export class InputReader {
  readonly #client: AnalyzerClient;
  readonly #platform: EditorPlatform;
  readonly #budget = new ByteBudget();

  constructor(client: AnalyzerClient, platform: EditorPlatform) {
    this.#client = client;
    this.#platform = platform;
  }

  /** True when no byte of the file passes through here. */
  readsByPath(uri: vscode.Uri): boolean {
    return this.#platform.fileRef(uri) !== null;
  }

  /** `ended`: nobody wants it any more; what is handed over until then ends with the worker's `stop`. */
  async read(target: Target, known: Fingerprint | null, ended: () => boolean): Promise<ReadOutcome> {
    const { uri, named } = target;
    if (target.error !== undefined) return this.#refuse(uri, target.error, null);
    let fingerprint: Fingerprint;
    try {
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      fingerprint = { mtime, size };
    } catch (error) {
      const gone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
      return gone && !named ? { kind: 'gone' } : this.#refuse(uri, errorText(error), null);
    }
    if (known && known.mtime === fingerprint.mtime && known.size === fingerprint.size)
      return { kind: 'unchanged' };
    if (ended()) return { kind: 'stopped' };
    const file = this.#platform.fileRef(uri);
    if (file !== null) return this.#hand(target, fingerprint, file);
    if (fingerprint.size > MAX_INPUT_BYTES) return this.#refuse(uri, tooLarge(), fingerprint);
    return this.#budget.within(fingerprint.size, () => this.#handBytes(target, fingerprint, ended));
  }

  /** Has a file of lists read to compare the case with; answers why it has none, or `null`. */
  async readLists(uri: vscode.Uri, asOf: string | null): Promise<string | null> {
    const file = this.#platform.fileRef(uri);
    if (file !== null) return this.#client.call('readBaseline', { uri: uri.toString(), file, asOf });
    let whole: Uint8Array;
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > MAX_INPUT_BYTES) return tooLarge();
      whole = await vscode.workspace.fs.readFile(uri);
    } catch (error) {
      return errorText(error);
    }
    const { bytes, transfer } = movable(whole);
    const job = { uri: uri.toString(), file: { kind: 'bytes', bytes }, asOf } as const;
    return this.#client.call('readBaseline', job, transfer);
  }

  async #handBytes(target: Target, fingerprint: Fingerprint, ended: () => boolean): Promise<ReadOutcome> {
    if (ended()) return { kind: 'stopped' };
    let whole: Uint8Array;
    try {
      whole = await vscode.workspace.fs.readFile(target.uri);
    } catch (error) {
      return this.#refuse(target.uri, errorText(error), null);
    }
    if (ended()) return { kind: 'stopped' };
    const { bytes, transfer } = movable(whole);
    return this.#hand(target, fingerprint, { kind: 'bytes', bytes }, transfer);
  }

  async #hand(
    { uri, named }: Target,
    fingerprint: Fingerprint,
    file: FileRef,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<ReadOutcome> {
    const job = { uri: uri.toString(), file, named, size: fingerprint.size };
    const kept = await this.#client.call('readInput', job, transfer);
    switch (kept.kind) {
      case 'read':
        return { ...kept, fingerprint };
      case 'refused':
        // The reason may be gone the next time, with the file as it is.
        return { kind: 'read', summaries: kept.summaries, fingerprint: null };
      case 'noLog':
        return { kind: 'noLog', fingerprint };
      case 'stopped':
        return kept;
    }
  }

  async #refuse(uri: vscode.Uri, error: string, fingerprint: Fingerprint | null): Promise<ReadOutcome> {
    const summaries = await this.#client.call('refuseInput', { uri: uri.toString(), error });
    return { kind: 'read', summaries, fingerprint };
  }
}

function tooLarge(): string {
  return vscode.l10n.t('larger than {0} MiB, not read', MAX_INPUT_BYTES / 1024 / 1024);
}
