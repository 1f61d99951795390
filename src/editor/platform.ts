import type * as vscode from 'vscode';
import type { Port } from '../protocol/rpc.js';

/** A running analyzer behind a message channel. */
export interface AnalyzerWorker {
  readonly port: Port;
  /** The listener hears why the worker ended, unless it was disposed. */
  onExit(listener: (reason: string) => void): void;
  dispose(): void;
}

/** What only the entry point of a platform can give. */
export interface EditorPlatform {
  startWorker(): Promise<AnalyzerWorker>;
  /**
   * The first bytes of a file, where they can be had without the rest; `null` where they cannot.
   * `workspace.fs` reads only whole files, and a workspace may hold large ones that are no logs.
   */
  readPrefix(uri: vscode.Uri, length: number): Promise<Uint8Array | null>;
}
