import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { type SnapshotTrailApi, activate as start } from '../editor/activate.js';
import type { AnalyzerWorker } from '../editor/platform.js';

/** Entry point of the desktop (and of remote hosts): the analyzer runs in a worker thread. */
export function activate(context: vscode.ExtensionContext): SnapshotTrailApi {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.node.js').fsPath;
  return start(context, { startWorker: async () => startThread(script), readPrefix });
}

function startThread(script: string): AnalyzerWorker {
  const thread = new Worker(script);
  let disposed = false;
  let failure: string | null = null;
  thread.on('error', (error) => {
    failure = error instanceof Error ? error.message : String(error);
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

async function readPrefix(uri: vscode.Uri, length: number): Promise<Uint8Array | null> {
  if (uri.scheme !== 'file') return null;
  const file = await open(uri.fsPath, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
