import * as vscode from 'vscode';
import { fileUri } from '../core/analysis/analyzer.js';

/** Read-only documents that lay an input out for reading, one record a block. */
export const READABLE_SCHEME = 'snapshot-trail-readable';

/**
 * The readable view's address of an input. The name ends in `.jsonl`, because blocks one
 * after the other are no single JSON value and the editor would mark that as an error.
 */
export function readableUri(input: string): vscode.Uri {
  const file = vscode.Uri.parse(fileUri(input), true).path;
  const [, ...names] = namesOf(input);
  // A member lies below its archive; of its names only the last one counts, for the title of the tab.
  const name = names.at(-1)?.split('/').at(-1);
  const whole = name === undefined ? file : `${file}/${name}`;
  const path = `${whole.replace(/(\.(json|jsonl|ndjson|log))?(\.(gz|gzip|zst|zstd))?$/i, '')}.readable.jsonl`;
  return vscode.Uri.from({
    scheme: READABLE_SCHEME,
    path: path.startsWith('/') ? path : `/${path}`,
    query: input,
  });
}

/**
 * The input that a document is or shows, under the address that the analysis has for it. That of a member must not go
 * through a `Uri`, which would write its fragment in another way.
 */
export function inputOf(document: vscode.Uri): string {
  return document.scheme === READABLE_SCHEME ? document.query : document.toString();
}

/** The file that holds an input. */
export function fileOf(input: string): vscode.Uri {
  return vscode.Uri.parse(fileUri(input), true);
}

/** The name of an input's file, and of a member those in each archive that it lies in. */
export function namesOf(input: string): readonly string[] {
  const { path } = fileOf(input);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const fragment = input.slice(fileUri(input).length + 1);
  return fragment === '' ? [file] : [file, ...fragment.split('!/').map(decoded)];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
