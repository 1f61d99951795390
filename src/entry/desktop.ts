import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { type SnapshotTrailApi, activate as start } from '../editor/activate.js';
import { startThread } from './thread.node.js';

/** Entry point of the desktop (and of remote hosts): the analyzer runs in a worker thread and reads files itself. */
export function activate(context: vscode.ExtensionContext): SnapshotTrailApi {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.node.js').fsPath;
  return start(context, {
    startWorker: async () => startThread(script),
    fileRef: (uri) => (uri.scheme === 'file' ? { kind: 'path', path: uri.fsPath } : null),
    realPath: async (uri) => (uri.scheme === 'file' ? realpath(uri.fsPath).catch(() => null) : null),
  });
}
