import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { disposeAll } from './disposables.js';

/** Small commands of the side view. */
export function registerCaseCommands(deps: {
  readonly store: CaseStore;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { registerCommand, executeCommand } = vscode.commands;
  return disposeAll(
    registerCommand('snapshotTrail.clearCase', () => deps.store.clear()),
    registerCommand('snapshotTrail.showFindings', () => executeCommand('snapshotTrail.findings.focus')),
    registerCommand('snapshotTrail.showLog', () => deps.log.show()),
  );
}
