import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
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
    if (!store.has(document.uri) && isLogText(document)) void store.add(document.uri);
  };
  look(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(look);
}
