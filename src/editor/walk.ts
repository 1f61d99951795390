import * as vscode from 'vscode';
import type { Target } from './inputReader.js';
import { errorText } from './log.js';

/** Folders that hold tools, not evidence. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);
/** Deeper folders are told and left out; no export nests like this. */
const MAX_DEPTH = 64;

/**
 * The files below the roots, in the order of their names. A folder that cannot be listed
 * becomes a target with its error; so does a linked folder, which may lead in a circle.
 */
export async function findFiles(
  roots: readonly vscode.Uri[],
  stopped: () => boolean,
): Promise<readonly Target[]> {
  const found = new Map<string, Target>();
  const add = (target: Target): void => {
    const key = target.uri.toString();
    if (!found.get(key)?.named) found.set(key, target);
  };
  for (const root of roots) {
    const type = await typeOf(root);
    if (type & vscode.FileType.Directory) await walkFolder(root, 0, add, stopped);
    else add({ uri: root, named: true });
  }
  return [...found.values()];
}

/** A root that cannot be looked at counts as a file: reading it will tell why. */
async function typeOf(uri: vscode.Uri): Promise<vscode.FileType> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return vscode.FileType.File;
  }
}

async function walkFolder(
  folder: vscode.Uri,
  depth: number,
  add: (target: Target) => void,
  stopped: () => boolean,
): Promise<void> {
  if (stopped()) return;
  if (depth > MAX_DEPTH)
    return add({ uri: folder, named: false, error: vscode.l10n.t('nested too deep, not read') });
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch (error) {
    return add({ uri: folder, named: false, error: errorText(error) });
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (!(type & vscode.FileType.Directory)) {
      add({ uri, named: false });
    } else if (type & vscode.FileType.SymbolicLink) {
      add({ uri, named: false, error: vscode.l10n.t('linked folder, not followed') });
    } else if (!SKIPPED_FOLDERS.has(name)) {
      await walkFolder(uri, depth + 1, add, stopped);
    }
  }
}
