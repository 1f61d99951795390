import * as vscode from 'vscode';
import { plainJson } from '../core/reports/jsonReport.js';
import type { CaseStore } from './caseStore.js';
import { errorText } from './log.js';
import { baseName, messageText } from './text.js';

/** `snapshotTrail.saveBaseline`: writes what the logs say exists at their end. Other code may give the file. */
export function registerSaveBaseline(deps: {
  readonly store: CaseStore;
  readonly version: string;
}): vscode.Disposable {
  const { store, version } = deps;
  return vscode.commands.registerCommand('snapshotTrail.saveBaseline', async (given?: unknown) => {
    if (store.inputs.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is nothing to save: analyze logs first.'),
      );
      return;
    }
    const uri = given instanceof vscode.Uri ? given : await chooseFile();
    if (!uri) return;
    if (store.has(uri)) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          '{0} is an input of the case: evidence is never written over.',
          messageText(baseName(uri)),
        ),
      );
      return;
    }
    const saved = await store.saveBaseline(version);
    try {
      if (saved === null) throw new Error(vscode.l10n.t('the analysis stopped'));
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${plainJson(saved)}\n`));
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The baseline was not saved: {0}', messageText(errorText(error))),
      );
    }
  });
}

function chooseFile(): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save baseline'),
    filters: { JSON: ['json'] },
  });
}
