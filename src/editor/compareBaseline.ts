import * as vscode from 'vscode';
import { fileUri } from '../core/analysis/analyzer.js';
import { utcTime } from '../core/providers/time.js';
import type { CaseStore } from './caseStore.js';
import { baseName, messageText } from './text.js';

/**
 * `snapshotTrail.compareBaseline`: compares the case with a list of what existed, until the case is cleared. Other
 * code may give the file and when the list was taken (ISO 8601, or an empty text).
 */
export function registerCompareBaseline({ store }: { readonly store: CaseStore }): vscode.Disposable {
  return vscode.commands.registerCommand(
    'snapshotTrail.compareBaseline',
    async (given?: unknown, asOf?: unknown) => {
      const uri = given instanceof vscode.Uri ? given : await chooseFile();
      if (!uri) return;
      const taken = typeof asOf === 'string' ? asOf : await askTime();
      if (taken === undefined) return;
      const refusal = await store.compareWith(uri, utcTime(taken.trim()));
      if (refusal !== null) {
        void vscode.window.showErrorMessage(
          vscode.l10n.t('{0} cannot be compared with: {1}', messageText(baseName(uri)), messageText(refusal)),
        );
        return;
      }
      await vscode.commands.executeCommand('snapshotTrail.findings.focus');
      tellNotes(store, uri);
    },
  );
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Compare with a list of snapshots'),
      openLabel: vscode.l10n.t('Compare'),
      filters: { JSON: ['json'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return uri;
}

/** Empty: the user does not know, or the file says it itself. */
function askTime(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('When was this list taken?'),
    prompt: vscode.l10n.t(
      'UTC, such as 2024-03-05T10:00:00Z. Empty: the newest time in it. A saved baseline knows it.',
    ),
    validateInput: (value) =>
      value.trim() === '' || utcTime(value.trim()) !== null
        ? undefined
        : vscode.l10n.t('A time such as 2024-03-05T10:00:00Z'),
  });
}

/** What the comparison cannot say is part of its result. */
function tellNotes(store: CaseStore, uri: vscode.Uri): void {
  const notes = (store.index.analysis.baselines ?? []).flatMap((baseline) =>
    fileUri(baseline.uri) === uri.toString() ? baseline.notes : [],
  );
  if (notes.length === 0) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Compared with {0}: {1}', messageText(baseName(uri)), messageText(notes.join('; '))),
  );
}
