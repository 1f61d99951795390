import * as vscode from 'vscode';
import type { SnapshotTrailApi } from '../../src/editor/activate.js';
import { ok } from './assert.js';

/** The extension under test, whatever its publisher is called. */
export function extension(): vscode.Extension<SnapshotTrailApi> {
  const found = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'snapshot-trail');
  ok(found, 'the extension is not installed');
  return found;
}

export async function api(): Promise<SnapshotTrailApi> {
  return extension().activate();
}

/** Runs the command as the Explorer does, and waits for everything that follows. */
export async function analyze(...uris: readonly vscode.Uri[]): Promise<SnapshotTrailApi> {
  const trail = await api();
  await vscode.commands.executeCommand('snapshotTrail.analyze', uris[0], uris);
  await trail.whenIdle();
  return trail;
}

export async function clear(): Promise<void> {
  const trail = await api();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('snapshotTrail.clearCase');
  await trail.whenIdle();
}

export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Snapshot Trail');
}

/** The text of the hovers at a position, as Markdown. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .filter(
      (text) => text.includes('snapshotTrail') || text.includes('attack.mitre.org') || text.includes('UTC'),
    )
    .join('\n\n');
}

/** The `nth` place (from 0) where a text stands in a document. */
export function rangeOf(document: vscode.TextDocument, text: string, nth = 0): vscode.Range {
  let at = -1;
  for (let found = 0; found <= nth; found++) at = document.getText().indexOf(text, at + 1);
  ok(at >= 0, `no ${text} in the document`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}
