import * as vscode from 'vscode';
import { fileUri } from '../core/analysis/analyzer.js';
import { utcTime } from '../core/providers/time.js';
import type { CaseStore } from './caseStore.js';
import { counted } from './counted.js';
import { baseName, messageText } from './text.js';

/**
 * `snapshotTrail.compareBaseline`: compares the case with lists of what existed, until the case is cleared. Other
 * code may give the file and when the list was taken (ISO 8601, or an empty text).
 */
export function registerCompareBaseline({ store }: { readonly store: CaseStore }): vscode.Disposable {
  return vscode.commands.registerCommand(
    'snapshotTrail.compareBaseline',
    async (given?: unknown, asOf?: unknown) => {
      const uris = given instanceof vscode.Uri ? [given] : await chooseFiles();
      if (uris === undefined || uris.length === 0) return;
      const taken = typeof asOf === 'string' ? asOf : await askTime();
      if (taken === undefined) return;
      const compared: vscode.Uri[] = [];
      for (const uri of uris) {
        const refusal = await store.compareWith(uri, utcTime(taken.trim()));
        if (refusal === null) compared.push(uri);
        else
          void vscode.window.showErrorMessage(
            vscode.l10n.t(
              '{0} cannot be compared with: {1}',
              messageText(baseName(uri)),
              messageText(refusal),
            ),
          );
      }
      if (compared.length === 0) return;
      await vscode.commands.executeCommand('snapshotTrail.findings.focus');
      for (const uri of compared) tellResult(store, uri);
    },
  );
}

function chooseFiles(): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t('Compare with lists of snapshots'),
    openLabel: vscode.l10n.t('Compare'),
    canSelectMany: true,
    filters: { [vscode.l10n.t('Lists')]: ['json', 'gz', 'zip'], [vscode.l10n.t('All files')]: ['*'] },
  });
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
function tellResult(store: CaseStore, uri: vscode.Uri): void {
  const lists = (store.index.analysis.baselines ?? []).filter(
    (baseline) => fileUri(baseline.uri) === uri.toString(),
  );
  const entries = lists.reduce((sum, list) => sum + list.entries, 0);
  const notes = lists.flatMap((list) => list.notes);
  const result = vscode.l10n.t(
    'Compared with {0}: {1}.',
    messageText(baseName(uri)),
    counted.entries(entries),
  );
  void vscode.window.showInformationMessage(
    notes.length === 0 ? result : `${result} ${messageText(notes.join('; '))}`,
  );
}
