import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Port } from '../protocol/rpc.js';

/** A running thread behind a message channel. */
export interface Thread {
  readonly port: Port;
  /** The listener hears why the thread ended, unless it was disposed. */
  onExit(listener: (reason: string) => void): void;
  dispose(): void;
}

export function startThread(script: string, options: WorkerOptions = {}): Thread {
  const thread = new Worker(script, options);
  let disposed = false;
  let failure: string | null = null;
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error.message : String(error);
  };
  thread.on('error', fail);
  thread.on('messageerror', (error) => {
    // An answer is lost, and whoever waits for it would wait for ever.
    fail(error);
    void thread.terminate();
  });
  return {
    port: {
      post: (message, transfer) => thread.postMessage(message, [...(transfer ?? [])]),
      onMessage: (listener) => thread.on('message', listener),
    },
    onExit: (listener) =>
      thread.on('exit', (code) => {
        if (!disposed) listener(failure ?? `the worker thread ended with code ${code}`);
      }),
    dispose: () => {
      disposed = true;
      void thread.terminate();
    },
  };
}
