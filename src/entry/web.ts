import * as vscode from 'vscode';
import { type SnapshotTrailApi, activate as start } from '../editor/activate.js';
import type { AnalyzerWorker } from '../editor/platform.js';

/** What a browser's worker offers of what is used here; the DOM's types stay out. */
interface WebWorker {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'error' | 'messageerror',
    listener: (event: { readonly message?: string }) => void,
  ): void;
  terminate(): void;
}
declare const Worker: new (script: string, options: { readonly name: string }) => WebWorker;

/** Entry point in a browser: the analyzer runs in a web worker. */
export function activate(context: vscode.ExtensionContext): SnapshotTrailApi {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.web.js');
  return start(context, {
    startWorker: () => startWebWorker(script),
    fileRef: () => null,
    realPath: async () => null,
  });
}

/**
 * The extension comes from another origin than the editor, and a worker's script must
 * not: its text becomes a blob of this origin.
 */
async function startWebWorker(script: vscode.Uri): Promise<AnalyzerWorker> {
  const text = await vscode.workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([text.slice()], { type: 'application/javascript' }));
  const worker = new Worker(address, { name: 'Snapshot Trail' });
  return {
    port: {
      post: (message, transfer) => worker.postMessage(message, transfer ?? []),
      onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    },
    onExit: (listener) => {
      worker.addEventListener('error', ({ message }) => listener(message ?? 'the web worker failed'));
      worker.addEventListener('messageerror', () =>
        listener('a message of the web worker could not be read'),
      );
    },
    dispose: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
