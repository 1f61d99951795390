import type * as vscode from 'vscode';
import type { FileRef } from '../protocol/analyzer.js';
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
   * How the worker can read a file itself, so that none of its bytes passes through here; `null` where it
   * cannot. `workspace.fs` reads only whole files.
   */
  fileRef(uri: vscode.Uri): FileRef | null;
  /** Where a path leads when every link is followed; `null` where nothing tells. */
  realPath(uri: vscode.Uri): Promise<string | null>;
}
