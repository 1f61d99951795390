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
}
