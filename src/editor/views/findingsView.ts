import * as vscode from 'vscode';
import type { CaseStore } from '../caseStore.js';
import { disposeAll } from '../disposables.js';
import { GROUPINGS, type Grouping } from './findingGroups.js';
import { FindingsProvider } from './findingsTree.js';

const MEMENTO = 'findings.grouping';

/** The Findings view, and `snapshotTrail.groupFindings`. */
export function registerFindingsView({
  store,
  memento,
}: {
  readonly store: CaseStore;
  readonly memento: vscode.Memento;
}): vscode.Disposable {
  const provider = new FindingsProvider(store);
  const view = vscode.window.createTreeView('snapshotTrail.findings', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  const refresh = (): void => {
    const grouping = storedGrouping(memento);
    provider.refresh(grouping);
    view.description = groupingLabel(grouping);
    if (store.index.analysis.findings.length === 0 && store.index.analysis.inputs.length > 0) {
      view.message = vscode.l10n.t('No rule found anything to judge.');
    } else {
      delete view.message;
    }
  };
  const choose = async (): Promise<void> => {
    const current = storedGrouping(memento);
    const items = GROUPINGS.map((grouping) => ({
      label: groupingLabel(grouping),
      grouping,
      picked: grouping === current,
    }));
    const choice = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group findings') });
    if (!choice) return;
    await memento.update(MEMENTO, choice.grouping);
    refresh();
  };
  view.description = groupingLabel(storedGrouping(memento));
  return disposeAll(
    provider,
    view,
    store.onDidChange(refresh),
    vscode.commands.registerCommand('snapshotTrail.groupFindings', choose),
  );
}

function storedGrouping(memento: vscode.Memento): Grouping {
  const value = memento.get<unknown>(MEMENTO);
  return GROUPINGS.find((grouping) => grouping === value) ?? 'severity';
}

function groupingLabel(grouping: Grouping): string {
  switch (grouping) {
    case 'severity':
      return vscode.l10n.t('by severity');
    case 'technique':
      return vscode.l10n.t('by technique');
    case 'actor':
      return vscode.l10n.t('by actor');
  }
}
