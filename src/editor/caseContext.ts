import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { disposeAll } from './disposables.js';
import { READABLE_SCHEME } from './readableUri.js';
import { isLogText } from './sniffDocument.js';

/** Every context key of ours, as written after `snapshotTrail:`. */
export const CONTEXT_KEYS = ['hasInputs', 'hasEvents', 'reading', 'activeIsLog'] as const;

/** Keeps the context keys that menus and welcome texts ask for. */
export function registerCaseContext({ store }: { readonly store: CaseStore }): vscode.Disposable {
  const set = (key: (typeof CONTEXT_KEYS)[number], value: boolean): void => {
    void vscode.commands.executeCommand('setContext', `snapshotTrail:${key}`, value);
  };
  const updateCase = (): void => {
    set('hasInputs', store.index.analysis.inputs.length > 0);
    set('hasEvents', store.index.analysis.events.length > 0);
  };
  const updateEditor = (editor: vscode.TextEditor | undefined): void => {
    const document = editor?.document;
    const log = document !== undefined && (document.uri.scheme === READABLE_SCHEME || isLogText(document));
    set('activeIsLog', log);
  };
  updateCase();
  updateEditor(vscode.window.activeTextEditor);
  return disposeAll(
    store.onDidChange(updateCase),
    store.onDidChangeState((state) => set('reading', state === 'reading')),
    vscode.window.onDidChangeActiveTextEditor(updateEditor),
  );
}
