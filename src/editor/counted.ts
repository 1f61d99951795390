import * as vscode from 'vscode';
import { number } from './text.js';

/** A number with its noun, as the editor's language says it. */
export const counted = {
  inputs: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 input') : vscode.l10n.t('{0} inputs', number(n)),
  files: (n: number): string => (n === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', number(n))),
  records: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', number(n)),
  events: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 snapshot event') : vscode.l10n.t('{0} snapshot events', number(n)),
  /** Of a list to compare with. */
  entries: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 entry') : vscode.l10n.t('{0} entries', number(n)),
  chains: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 chain') : vscode.l10n.t('{0} chains', number(n)),
  findings: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', number(n)),
  moreFindings: (n: number): string =>
    n === 1 ? vscode.l10n.t('1 more finding') : vscode.l10n.t('{0} more findings', number(n)),
  bytes: (n: number): string => (n === 1 ? vscode.l10n.t('1 byte') : vscode.l10n.t('{0} bytes', number(n))),
};
