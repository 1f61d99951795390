import * as vscode from 'vscode';
import { isLogText } from './sniffDocument.js';

/** What a menu or the user chose to analyze; empty when the user thought better of it. */
export async function chooseRoots(clicked: unknown, selected: unknown): Promise<readonly vscode.Uri[]> {
  if (Array.isArray(selected)) {
    const uris = selected.filter((item): item is vscode.Uri => item instanceof vscode.Uri);
    if (uris.length > 0) return uris;
  }
  if (clicked instanceof vscode.Uri) return [clicked];
  return fromPalette();
}

/** Asks only when both an active log and a workspace could be meant, or when nothing is open. */
async function fromPalette(): Promise<readonly vscode.Uri[]> {
  const active = activeLog();
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  if (!active && folders.length > 0) return folders;
  if (active && folders.length === 0) return [active];

  const choices: (vscode.QuickPickItem & { readonly choose: () => Promise<readonly vscode.Uri[]> })[] = [];
  if (active) {
    choices.push({
      label: vscode.l10n.t('Active File'),
      description: vscode.workspace.asRelativePath(active),
      choose: async () => [active],
    });
    choices.push({ label: vscode.l10n.t('Workspace'), choose: async () => folders });
  }
  choices.push({ label: vscode.l10n.t('Choose Files…'), choose: () => openDialog(true) });
  choices.push({ label: vscode.l10n.t('Choose a Folder…'), choose: () => openDialog(false) });
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Analyze snapshots in') });
  return choice ? choice.choose() : [];
}

async function openDialog(files: boolean): Promise<readonly vscode.Uri[]> {
  const uris = await vscode.window.showOpenDialog({
    canSelectFiles: files,
    canSelectFolders: !files,
    canSelectMany: true,
    openLabel: vscode.l10n.t('Analyze'),
  });
  return uris ?? [];
}

/** The active file when it is an audit log, or may be one and is too large for extensions to see its text. */
function activeLog(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor) return isLogText(editor.document) ? editor.document.uri : undefined;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && /\.(json|jsonl|ndjson|log)$/i.test(input.uri.path)
    ? input.uri
    : undefined;
}
