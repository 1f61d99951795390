import * as vscode from 'vscode';

/** Read-only documents that lay an input out for reading, one record a block. */
export const READABLE_SCHEME = 'snapshot-trail-readable';

/**
 * The readable view's address of an input. The name ends in `.jsonl`, because blocks one
 * after the other are no single JSON value and the editor would mark that as an error.
 */
export function readableUri(input: vscode.Uri): vscode.Uri {
  const path = `${input.path.replace(/(\.(json|jsonl|ndjson|log))?(\.(gz|gzip))?$/i, '')}.readable.jsonl`;
  return vscode.Uri.from({
    scheme: READABLE_SCHEME,
    path: path.startsWith('/') ? path : `/${path}`,
    query: input.toString(),
  });
}

/** The input behind a readable view, or the uri itself. */
export function inputUri(uri: vscode.Uri): vscode.Uri {
  return uri.scheme === READABLE_SCHEME ? vscode.Uri.parse(uri.query, true) : uri;
}
