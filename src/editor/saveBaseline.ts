import * as vscode from 'vscode';
import { plainJson } from '../core/reports/jsonReport.js';
import type { CaseStore } from './caseStore.js';
import { counted } from './counted.js';
import { errorText } from './log.js';
import type { EditorPlatform } from './platform.js';
import { baseName, messageText } from './text.js';

/** `snapshotTrail.saveBaseline`: writes what the logs say exists at their end. Other code may give the file. */
export function registerSaveBaseline(deps: {
  readonly store: CaseStore;
  readonly platform: Pick<EditorPlatform, 'realPath'>;
  readonly version: string;
}): vscode.Disposable {
  const { store, platform, version } = deps;
  return vscode.commands.registerCommand('snapshotTrail.saveBaseline', async (given?: unknown) => {
    if (store.inputs.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is nothing to save: analyze logs first.'),
      );
      return;
    }
    const uri = given instanceof vscode.Uri ? given : await chooseFile();
    if (!uri) return;
    const real = await platform.realPath(uri);
    if (store.isEvidence(uri) || (real !== null && store.isEvidence(vscode.Uri.file(real)))) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} belongs to the case: evidence is never written over.', messageText(baseName(uri))),
      );
      return;
    }
    const saved = await store.saveBaseline(version);
    try {
      if (saved === null) throw new Error(vscode.l10n.t('the analysis stopped'));
      await vscode.workspace.fs.writeFile(
        uri,
        new TextEncoder().encode([...plainJson(saved), '\n'].join('')),
      );
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Saved {0}: {1}.', messageText(baseName(uri)), counted.entries(saved.entries.length)),
      );
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
