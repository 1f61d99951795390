import * as vscode from 'vscode';
import { SNIFF_BYTES, sniff } from '../core/formats/sniff.js';

/** Languages in which audit logs come. */
export const LOG_LANGUAGES: readonly string[] = ['json', 'jsonl', 'jsonc', 'plaintext', 'log'];
/** Enough lines for {@link SNIFF_BYTES} of any pretty-printed log. */
const SNIFF_LINES = 2_000;

const sniffed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly log: boolean }>();

/** True when the first kilobytes of a document are those of an audit log; looks once per version of it. */
export function isLogText(document: vscode.TextDocument): boolean {
  if (!LOG_LANGUAGES.includes(document.languageId)) return false;
  if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === undefined) return false;
  const known = sniffed.get(document);
  if (known?.version === document.version) return known.log;
  const text = document.getText(new vscode.Range(0, 0, SNIFF_LINES, 0)).slice(0, SNIFF_BYTES);
  const log = sniff(new TextEncoder().encode(text)) !== null;
  sniffed.set(document, { version: document.version, log });
  return log;
}
