import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { Debounced, disposeAll } from './disposables.js';
import type { ReadableViews } from './readableView.js';

/** A program that writes a log writes often. */
const SETTLE_MS = 400;
/** Folders outside the workspace that are watched; each costs the system a watcher. */
const MAX_WATCHED_FOLDERS = 40;

/** Reads an input of the case again when it was saved or changed on disk. */
export function registerFollowChanges(deps: {
  readonly store: CaseStore;
  readonly readable: ReadableViews;
}): vscode.Disposable {
  const { store, readable } = deps;
  const changed = new Map<string, vscode.Uri>();
  const settle = new Debounced(() => {
    const uris = [...changed.values()];
    changed.clear();
    for (const uri of uris) readable.invalidate(uri);
    void store.reread(...uris);
  }, SETTLE_MS);
  const note = (uri: vscode.Uri): void => {
    if (!store.has(uri)) return;
    changed.set(uri.toString(), uri);
    settle.call();
  };

  const watchers = new Map<string, vscode.Disposable>();
  const watch = (): void => {
    const wanted = foldersOf(store.inputs);
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.dispose();
      watchers.delete(folder);
    }
    for (const [folder, uri] of wanted) {
      if (!watchers.has(folder)) watchers.set(folder, watchFolder(uri, note));
    }
  };
  return disposeAll(
    settle,
    vscode.workspace.onDidSaveTextDocument((document) => note(document.uri)),
    store.onDidChange(watch),
    { dispose: () => vscode.Disposable.from(...watchers.values()).dispose() },
  );
}

/** The folders to watch: a workspace folder once as a whole, others one by one. */
function foldersOf(inputs: readonly string[]): ReadonlyMap<string, vscode.Uri> {
  const folders = new Map<string, vscode.Uri>();
  for (const input of inputs) {
    const uri = vscode.Uri.parse(input, true);
    const inWorkspace = vscode.workspace.getWorkspaceFolder(uri);
    const folder = inWorkspace?.uri ?? vscode.Uri.joinPath(uri, '..');
    if (inWorkspace || folders.size < MAX_WATCHED_FOLDERS) folders.set(folder.toString(), folder);
  }
  return folders;
}

function watchFolder(folder: vscode.Uri, note: (uri: vscode.Uri) => void): vscode.Disposable {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
  const pattern = new vscode.RelativePattern(folder, inWorkspace ? '**/*' : '*');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, false, true);
  return disposeAll(watcher, watcher.onDidChange(note), watcher.onDidCreate(note));
}
