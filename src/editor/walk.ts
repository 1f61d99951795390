import * as vscode from 'vscode';
import type { Target } from './inputReader.js';
import { errorText } from './log.js';
import type { EditorPlatform } from './platform.js';

/** Folders that hold tools, not evidence. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);
/** Deeper folders are told and left out; no export nests like this. */
const MAX_DEPTH = 64;

/** Where nothing tells where a link leads, links in links end here: in a circle each turn passes one. */
const MAX_LINKS = 3;

/** One walk over the roots. */
interface Walk {
  readonly platform: Pick<EditorPlatform, 'realPath'>;
  readonly stopped: () => boolean;
  /** The folders that were listed, by their real paths where the platform tells these. */
  readonly seen: Set<string>;
  readonly add: (target: Target) => void;
}

/**
 * The files below the roots, in the order of their names. A linked folder is followed, each folder once. One that
 * cannot be listed becomes a target with its error.
 */
export async function findFiles(
  roots: readonly vscode.Uri[],
  platform: Pick<EditorPlatform, 'realPath'>,
  stopped: () => boolean,
): Promise<readonly Target[]> {
  const found = new Map<string, Target>();
  const add = (target: Target): void => {
    const key = target.uri.toString();
    if (!found.get(key)?.named) found.set(key, target);
  };
  const walk: Walk = { platform, stopped, seen: new Set(), add };
  for (const root of roots) {
    const type = await typeOf(root);
    if (type & vscode.FileType.Directory) await walkFolder(root, { depth: 0, links: 0 }, walk);
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
  { depth, links }: { readonly depth: number; readonly links: number },
  walk: Walk,
): Promise<void> {
  const { platform, stopped, seen, add } = walk;
  if (stopped()) return;
  if (depth > MAX_DEPTH)
    return add({ uri: folder, named: false, error: vscode.l10n.t('nested too deep, not read') });
  const real = await platform.realPath(folder);
  if (real === null && links > MAX_LINKS)
    return add({ uri: folder, named: false, error: vscode.l10n.t('linked too often, not read') });
  const key = real ?? folder.toString();
  if (seen.has(key)) return;
  seen.add(key);
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch (error) {
    return add({ uri: folder, named: false, error: errorText(error) });
  }
  // Links come last: a folder that lies here as well is better known by its own name.
  const rank = (type: vscode.FileType): number => (isLinkedFolder(type) ? 1 : 0);
  entries.sort(([a, left], [b, right]) => rank(left) - rank(right) || (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (!(type & vscode.FileType.Directory)) {
      add({ uri, named: false });
    } else if (!SKIPPED_FOLDERS.has(name)) {
      const isLink = isLinkedFolder(type);
      await walkFolder(uri, { depth: depth + 1, links: links + (isLink ? 1 : 0) }, walk);
    }
  }
}

function isLinkedFolder(type: vscode.FileType): boolean {
  return (type & vscode.FileType.Directory) !== 0 && (type & vscode.FileType.SymbolicLink) !== 0;
}
