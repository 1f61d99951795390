import * as vscode from 'vscode';
import { NOT_A_LOG } from '../core/formats/otherKind.js';
import { SNIFF_BYTES, sniff } from '../core/formats/sniff.js';
import type { InputSummary } from '../core/model.js';
import { type AnalyzerClient, movable } from './analyzerClient.js';
import { ByteBudget } from './lanes.js';
import { errorText } from './log.js';
import type { EditorPlatform } from './platform.js';

/** A file is read as a whole; a larger one is told and left out. */
export const MAX_INPUT_BYTES = 512 * 1024 * 1024;

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
  | { readonly kind: 'gone' };

/** Where to read, and how much to say when it is no log. */
export interface Target {
  readonly uri: vscode.Uri;
  /** The user named this very file, so that it is an input even when nothing can be read in it. */
  readonly named: boolean;
  /** Known before anything is read: a folder that cannot be listed. */
  readonly error?: string;
}

/** Reads one file and hands its bytes to the analyzer. */
export class InputReader {
  readonly #client: AnalyzerClient;
  readonly #platform: EditorPlatform;
  readonly #budget = new ByteBudget();

  constructor(client: AnalyzerClient, platform: EditorPlatform) {
    this.#client = client;
    this.#platform = platform;
  }

  async read(target: Target, known: Fingerprint | null): Promise<ReadOutcome> {
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
    if (!named && fingerprint.size > SNIFF_BYTES && (await this.#looksLikeNoLog(uri))) {
      return { kind: 'noLog', fingerprint };
    }
    if (fingerprint.size > MAX_INPUT_BYTES) {
      const limit = vscode.l10n.t('larger than {0} MiB, not read', MAX_INPUT_BYTES / 1024 / 1024);
      return this.#refuse(uri, limit, fingerprint);
    }
    return this.#budget.within(fingerprint.size, () => this.#readBytes(target, fingerprint));
  }

  async #readBytes({ uri, named }: Target, fingerprint: Fingerprint): Promise<ReadOutcome> {
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(uri);
    } catch (error) {
      return this.#refuse(uri, errorText(error), null);
    }
    const sniffed = sniff(bytes.subarray(0, SNIFF_BYTES));
    // A file that the user named is read all the same: what it is instead is told then.
    if (sniffed === null && !named) return { kind: 'noLog', fingerprint };
    const { bytes: moved, transfer } = movable(bytes);
    const summaries = await this.#client.call(
      'readInput',
      { uri: uri.toString(), file: { kind: 'bytes', bytes: moved } },
      transfer,
    );
    // What is compressed is known only when it is opened; other people's archives are no inputs.
    if (!named && summaries.every(isNoLog)) {
      await this.#client.call('forgetInputs', [uri.toString()]);
      return { kind: 'noLog', fingerprint };
    }
    return { kind: 'read', summaries, fingerprint };
  }

  /** A look at the first bytes alone, where the platform can read these without the rest. */
  async #looksLikeNoLog(uri: vscode.Uri): Promise<boolean> {
    const prefix = await this.#platform.readPrefix(uri, SNIFF_BYTES).catch(() => null);
    return prefix !== null && sniff(prefix) === null;
  }

  async #refuse(uri: vscode.Uri, error: string, fingerprint: Fingerprint | null): Promise<ReadOutcome> {
    const summaries = await this.#client.call('refuseInput', { uri: uri.toString(), error });
    return { kind: 'read', summaries, fingerprint };
  }
}

/** True when nothing was recognised and nothing was damaged either. */
function isNoLog({ format, error }: InputSummary): boolean {
  return format === null && (error === null || error.startsWith(NOT_A_LOG));
}
