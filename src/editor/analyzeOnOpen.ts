import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { fileOf, inputOf, READABLE_SCHEME } from './readableUri.js';
import type { Configuration } from './settings.js';
import { isLogText } from './sniffDocument.js';

/** Takes an audit log into the case when its editor becomes active. Other JSON costs one sniff. */
export function registerAnalyzeOnOpen(deps: {
  readonly store: CaseStore;
  readonly configuration: Configuration;
}): vscode.Disposable {
  const { store, configuration } = deps;
  const look = (editor: vscode.TextEditor | undefined): void => {
    if (!editor || !configuration.analyzeOnOpen) return;
    const { document } = editor;
    const input = fileOf(inputOf(document.uri));
    // A readable view may come back after a reload, with nothing analyzed yet.
    const log = document.uri.scheme === READABLE_SCHEME || isLogText(document);
    if (log && !store.has(input)) void store.add(input);
  };
  look(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(look);
}
