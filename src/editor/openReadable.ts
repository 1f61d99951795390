import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { inputUri, READABLE_SCHEME, readableUri } from './readableUri.js';
import type { ReadableViews } from './readableView.js';
import { baseName, messageText } from './text.js';

/** `snapshotTrail.openReadable`: a log as one pretty-printed block a record. */
export function registerOpenReadable(deps: {
  readonly store: CaseStore;
  readonly readable: ReadableViews;
}): vscode.Disposable {
  return vscode.commands.registerCommand('snapshotTrail.openReadable', async (clicked?: unknown) => {
    const uri = clicked instanceof vscode.Uri ? clicked : activeUri();
    if (!uri) return;
    const input = uri.scheme === READABLE_SCHEME ? inputUri(uri) : uri;
    if (!deps.store.has(input)) void deps.store.add(input);
    const layout = await deps.readable.prepare(input).catch(() => undefined);
    if (layout?.empty) {
      const name = messageText(baseName(input));
      void vscode.window.showInformationMessage(vscode.l10n.t('No audit log recognised in {0}.', name));
      return;
    }
    await vscode.commands.executeCommand('vscode.open', readableUri(input), { preview: true });
  });
}

/** The file of the active tab, also one that extensions cannot see: too large, or no text. */
function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}
