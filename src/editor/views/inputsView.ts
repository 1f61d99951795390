import * as vscode from 'vscode';
import type { InputSummary } from '../../core/model.js';
import type { CaseStore } from '../caseStore.js';
import { counted } from '../counted.js';
import { disposeAll } from '../disposables.js';
import { formatLabel } from '../labels.js';
import { baseName, number, plainText } from '../text.js';

/** Skipped stretches shown below one input. */
const MAX_SKIPPED = 200;

type InputNode =
  | { readonly kind: 'input'; readonly input: InputSummary }
  | { readonly kind: 'unlogged' }
  | { readonly kind: 'detail'; readonly id: string; readonly text: string; readonly icon: string };

/** The Inputs view: what was read, in which format, and what was skipped and why. */
export function registerInputsView({ store }: { readonly store: CaseStore }): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<InputNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => {
      const { inputs, notLogged } = store.index.analysis;
      switch (node?.kind) {
        case undefined: {
          const last: InputNode[] = notLogged.length > 0 ? [{ kind: 'unlogged' }] : [];
          return [...telling(inputs).map((input): InputNode => ({ kind: 'input', input })), ...last];
        }
        case 'input':
          return details(node.input);
        case 'unlogged':
          return notLogged.map(({ cloud, sentence }, at) => ({
            kind: 'detail',
            id: `unlogged/${cloud}/${at}`,
            text: sentence,
            icon: 'info',
          }));
        case 'detail':
          return [];
      }
    },
    getTreeItem: (node) => {
      if (node.kind === 'input') return inputItem(node.input);
      return node.kind === 'unlogged' ? unloggedItem() : detailItem(node);
    },
    resolveTreeItem: (item, node) => {
      if (node.kind === 'input') item.tooltip = tooltip(node.input);
      return item;
    },
  };
  const view = vscode.window.createTreeView('snapshotTrail.inputs', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  const subscription = store.onDidChange(({ analysis: { totals } }) => {
    view.description =
      totals.inputs > 0 ? `${counted.inputs(totals.inputs)} · ${counted.records(totals.records)}` : '';
    changed.fire(undefined);
  });
  return disposeAll(changed, view, subscription);
}

function isTroubled(input: InputSummary): boolean {
  return input.error !== null || input.skipped.length > 0;
}

/** What needs a look first, then what holds most. */
function telling(inputs: readonly InputSummary[]): readonly InputSummary[] {
  const weight = (input: InputSummary): number =>
    isTroubled(input) ? Number.POSITIVE_INFINITY : input.events;
  return [...inputs].sort((a, b) => (weight(a) === weight(b) ? 0 : weight(b) - weight(a)));
}

function inputItem(input: InputSummary): vscode.TreeItem {
  const uri = vscode.Uri.parse(input.uri, true);
  const label = plainText(baseName(uri), 200);
  const hasDetails = isTroubled(input) || input.duplicates > 0;
  const item = new vscode.TreeItem(
    label,
    hasDetails ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = input.uri;
  item.description = summary(input);
  item.iconPath = new vscode.ThemeIcon(...icon(input));
  item.contextValue = input.format === null ? 'noInput' : 'input';
  const packed = input.container === 'gzip';
  item.command = {
    command: packed ? 'snapshotTrail.openReadable' : 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [uri],
  };
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

function icon(input: InputSummary): [string, vscode.ThemeColor?] {
  if (input.error !== null) return ['error', new vscode.ThemeColor('list.errorForeground')];
  if (input.skipped.length > 0) return ['warning', new vscode.ThemeColor('list.warningForeground')];
  return [input.container === 'gzip' ? 'file-zip' : 'file'];
}

function summary(input: InputSummary): string {
  if (input.format === null) return input.error === null ? formatLabel(null) : plainText(input.error);
  const parts = [formatLabel(input.format), counted.records(input.records), counted.events(input.events)];
  if (input.skipped.length > 0) parts.push(vscode.l10n.t('{0} skipped', number(input.skipped.length)));
  return parts.join(' · ');
}

function details(input: InputSummary): InputNode[] {
  const nodes: InputNode[] = [];
  const add = (key: string, icon: string, text: string): void => {
    nodes.push({ kind: 'detail', id: `${input.uri}#${key}`, icon, text });
  };
  if (input.error !== null) add('error', 'error', plainText(input.error));
  input.skipped.slice(0, MAX_SKIPPED).forEach(({ offset, length, reason }, at) => {
    const text = vscode.l10n.t(
      '{0} at offset {1}: {2}',
      counted.bytes(length),
      number(offset),
      plainText(reason),
    );
    add(String(at), 'debug-step-over', text);
  });
  const more = input.skipped.length - MAX_SKIPPED;
  if (more > 0) add('more', 'ellipsis', vscode.l10n.t('{0} more stretches were skipped', number(more)));
  if (input.duplicates > 0) {
    add('duplicates', 'copy', vscode.l10n.t('{0} met elsewhere too', counted.records(input.duplicates)));
  }
  return nodes;
}

function unloggedItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Not logged by these exports'),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = 'unlogged';
  item.iconPath = new vscode.ThemeIcon('eye-closed');
  return item;
}

function detailItem({ id, text, icon: name }: Extract<InputNode, { kind: 'detail' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.id = id;
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon(name);
  return item;
}

function tooltip(input: InputSummary): string {
  const uri = vscode.Uri.parse(input.uri, true);
  const lines = [
    plainText(vscode.workspace.asRelativePath(uri), 2_000),
    summary(input),
    counted.bytes(input.bytes),
  ];
  if (input.sha256 !== '') lines.push(`SHA-256 ${input.sha256}`);
  return lines.join('\n');
}
