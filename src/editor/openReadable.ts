import * as vscode from 'vscode';
import { fileUri } from '../core/analysis/analyzer.js';
import type { CaseStore } from './caseStore.js';
import { counted } from './counted.js';
import { inputLabel } from './labels.js';
import { fileOf, inputOf, readableUri } from './readableUri.js';
import type { ReadableViews } from './readableView.js';
import { messageText, plainText } from './text.js';

/**
 * `snapshotTrail.openReadable`: a log as one pretty-printed block a record. Takes the address of an input as the
 * analysis has it, or a file; in an archive of several logs it asks for the one.
 */
export function registerOpenReadable(deps: {
  readonly store: CaseStore;
  readonly readable: ReadableViews;
}): vscode.Disposable {
  return vscode.commands.registerCommand('snapshotTrail.openReadable', async (clicked?: unknown) => {
    const asked = typeof clicked === 'string' ? clicked : addressOf(clicked);
    if (asked === undefined) return;
    const input = await chooseInput(asked, deps.store);
    if (input === undefined) return;
    const layout = await deps.readable.prepare(input).catch(() => undefined);
    if (layout?.empty) {
      const name = messageText(inputLabel(input));
      void vscode.window.showInformationMessage(vscode.l10n.t('No audit log recognised in {0}.', name));
      return;
    }
    await vscode.commands.executeCommand('vscode.open', readableUri(input), { preview: true });
  });
}

function addressOf(clicked: unknown): string | undefined {
  const uri = clicked instanceof vscode.Uri ? clicked : activeUri();
  return uri && inputOf(uri);
}

/** The file of the active tab, also one that extensions cannot see: too large, or no text. */
function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}

/** The input asked for, or one of those in the file asked for; takes the file into the case. */
async function chooseInput(asked: string, store: CaseStore): Promise<string | undefined> {
  const file = fileOf(asked);
  const added = store.has(file) ? undefined : store.add(file);
  if (asked !== fileUri(asked)) return asked;
  await added;
  const logs = store.index.analysis.inputs.filter(
    ({ uri, format }) => format !== null && fileUri(uri) === asked,
  );
  const [only] = logs;
  if (only === undefined || logs.length === 1) return only?.uri ?? asked;
  const items = logs.map(({ uri, records, events }) => ({
    label: plainText(inputLabel(uri), 200),
    description: [counted.records(records), counted.events(events)].join(' · '),
    uri,
  }));
  const choice = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Open readable view of') });
  return choice?.uri;
}
