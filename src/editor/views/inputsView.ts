import * as vscode from 'vscode';
import { fileUri, isNoLog } from '../../core/analysis/analyzer.js';
import { listWords } from '../../core/baseline/words.js';
import type { BaselineSummary, InputSummary } from '../../core/model.js';
import { pushTo } from '../../core/pushTo.js';
import { formatUtc } from '../../core/reports/labels.js';
import type { CaseStore } from '../caseStore.js';
import { counted } from '../counted.js';
import { disposeAll } from '../disposables.js';
import { formatLabel, inputLabel } from '../labels.js';
import { isPacked } from '../places.js';
import { fileOf, namesOf } from '../readableUri.js';
import { number, plainText } from '../text.js';

/** Skipped stretches shown below one input. */
const MAX_SKIPPED = 200;

/** Members shown below one archive. */
const MAX_MEMBERS = 1_000;

/** Files that are no logs, shown by name. */
const MAX_OTHERS = 1_000;

type InputNode =
  | { readonly kind: 'input'; readonly input: InputSummary }
  | { readonly kind: 'archive'; readonly file: string; readonly members: readonly InputSummary[] }
  | { readonly kind: 'baseline'; readonly baseline: BaselineSummary }
  | { readonly kind: 'unlogged' }
  | { readonly kind: 'others'; readonly files: readonly string[] }
  | { readonly kind: 'detail'; readonly id: string; readonly text: string; readonly icon: string };

/** The Inputs view: what was read, in which format, and what was skipped and why. */
export function registerInputsView({ store }: { readonly store: CaseStore }): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<InputNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => {
      const { inputs, notLogged, baselines = [] } = store.index.analysis;
      switch (node?.kind) {
        case undefined: {
          const last: InputNode[] = baselines.map((baseline) => ({ kind: 'baseline', baseline }));
          const files = store.noLogs;
          // Without any input the view says in words what to do.
          if (files.length > 0 && inputs.length > 0) last.push({ kind: 'others', files });
          if (notLogged.length > 0) last.push({ kind: 'unlogged' });
          return [...byFile(telling(inputs)), ...last];
        }
        case 'input':
          return details(node.input);
        case 'archive':
          return members(node.file, node.members);
        case 'baseline':
          return node.baseline.notes.map((note, at) => ({
            kind: 'detail',
            id: `baseline/${node.baseline.uri}/${at}`,
            text: plainText(note, 2_000),
            icon: 'info',
          }));
        case 'others':
          return others(node.files);
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
      if (node.kind === 'archive') return archiveItem(node.file, node.members);
      if (node.kind === 'baseline') return baselineItem(node.baseline);
      if (node.kind === 'others') return othersItem(node.files);
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

/** The files in the order of their first inputs; the members of an archive stand together below it. */
function byFile(inputs: readonly InputSummary[]): readonly InputNode[] {
  const files = new Map<string, InputSummary[]>();
  for (const input of inputs) pushTo(files, fileUri(input.uri), input);
  return [...files].map(([file, held]): InputNode => {
    const [only] = held;
    return only !== undefined && held.length === 1 && only.uri === file
      ? { kind: 'input', input: only }
      : { kind: 'archive', file, members: held };
  });
}

function members(file: string, held: readonly InputSummary[]): InputNode[] {
  const nodes = held.slice(0, MAX_MEMBERS).map((input): InputNode => ({ kind: 'input', input }));
  const more = held.length - nodes.length;
  if (more > 0) {
    const text = vscode.l10n.t('{0} more members', number(more));
    nodes.push({ kind: 'detail', id: `${file}#more`, icon: 'ellipsis', text });
  }
  return nodes;
}

function archiveItem(file: string, held: readonly InputSummary[]): vscode.TreeItem {
  const label = plainText(inputLabel(file), 200);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const sum = (count: (input: InputSummary) => number): number =>
    held.reduce((total, input) => total + count(input), 0);
  const logs = held.filter(({ format }) => format !== null).length;
  item.id = `archive/${file}`;
  item.description = [
    vscode.l10n.t('{0} of {1} members are logs', number(logs), number(held.length)),
    counted.records(sum((input) => input.records)),
    counted.events(sum((input) => input.events)),
  ].join(' · ');
  const [kind, color] = worstIcon(held);
  item.iconPath = new vscode.ThemeIcon(kind, color);
  item.contextValue = 'archive';
  item.tooltip = plainText(vscode.workspace.asRelativePath(fileOf(file)), 2_000);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

/** A member that could not be read at all is no trouble of an archive with many other things in it. */
function worstIcon(held: readonly InputSummary[]): [string, vscode.ThemeColor?] {
  const troubled = held.find((input) => isTroubled(input) && !isNoLog(input));
  return troubled === undefined ? ['file-zip'] : icon(troubled);
}

function inputItem(input: InputSummary): vscode.TreeItem {
  // Below its archive a member needs only the way to it.
  const names = namesOf(input.uri);
  const label = plainText(names.length === 1 ? inputLabel(input.uri) : names.slice(1).join(' › '), 200);
  const hasDetails = isTroubled(input) || input.duplicates > 0;
  const item = new vscode.TreeItem(
    label,
    hasDetails ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = input.uri;
  item.description = summary(input);
  item.iconPath = new vscode.ThemeIcon(...icon(input));
  item.contextValue = input.format === null ? 'noInput' : 'input';
  const title = vscode.l10n.t('Open');
  item.command = isPacked(input)
    ? { command: 'snapshotTrail.openReadable', title, arguments: [input.uri] }
    : { command: 'vscode.open', title, arguments: [fileOf(input.uri)] };
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

function icon(input: InputSummary): [string, vscode.ThemeColor?] {
  if (input.error !== null) return ['error', new vscode.ThemeColor('list.errorForeground')];
  if (input.skipped.length > 0) return ['warning', new vscode.ThemeColor('list.warningForeground')];
  return [isPacked(input) && fileUri(input.uri) === input.uri ? 'file-zip' : 'file'];
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

/** What the case is compared with; what the comparison cannot say stands below. */
function baselineItem(baseline: BaselineSummary): vscode.TreeItem {
  const { uri, notes, entries } = baseline;
  const label = plainText(inputLabel(uri), 200);
  const item = new vscode.TreeItem(
    label,
    notes.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = `baseline/${uri}`;
  item.description = vscode.l10n.t('compared with {0}: {1}', listWords(baseline), counted.entries(entries));
  item.iconPath = new vscode.ThemeIcon('diff');
  item.contextValue = 'baseline';
  item.tooltip = plainText(vscode.workspace.asRelativePath(fileOf(uri)), 2_000);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

/** A log that was cut before its first record looks like any other file: that it was left out must be in sight. */
function othersItem(files: readonly string[]): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('No audit log in {0}', counted.files(files.length)),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = 'others';
  item.iconPath = new vscode.ThemeIcon('question');
  return item;
}

function others(files: readonly string[]): InputNode[] {
  const nodes = files.slice(0, MAX_OTHERS).map((file): InputNode => {
    const text = plainText(vscode.workspace.asRelativePath(fileOf(file)), 2_000);
    return { kind: 'detail', id: `others/${file}`, icon: 'file', text };
  });
  const more = files.length - nodes.length;
  if (more > 0) {
    const text = vscode.l10n.t('{0} more', counted.files(more));
    nodes.push({ kind: 'detail', id: 'others#more', icon: 'ellipsis', text });
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
  const [, ...inside] = namesOf(input.uri);
  const lines = [
    plainText([vscode.workspace.asRelativePath(fileOf(input.uri)), ...inside].join(' › '), 2_000),
    summary(input),
    counted.bytes(input.bytes),
  ];
  if (input.from !== null && input.to !== null)
    lines.push(vscode.l10n.t('Records from {0} to {1}', formatUtc(input.from), formatUtc(input.to)));
  if (input.sha256 !== '') lines.push(`SHA-256 ${input.sha256}`);
  return lines.join('\n');
}
