import * as vscode from 'vscode';
import { severityRank } from '../../core/model.js';
import type { CaseStore } from '../caseStore.js';
import { counted } from '../counted.js';
import { disposeAll } from '../disposables.js';
import type { Selection } from '../selection.js';
import { number } from '../text.js';
import { type ChainNode, ChainsProvider, MAX_CHAINS } from './chainsTree.js';

/** The Chains view with the badge of the side view; it follows the shared selection and sets it. */
export function registerChainsView({
  store,
  selection,
}: {
  readonly store: CaseStore;
  readonly selection: Selection;
}): vscode.Disposable {
  const provider = new ChainsProvider(store);
  const view = vscode.window.createTreeView('snapshotTrail.chains', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  const refresh = (): void => {
    provider.refresh();
    setMessage(view, store);
    const grave = graveChains(store);
    // An undefined badge takes the old one away; the type knows it, exact optional types do not.
    view.badge = grave === 0 ? undefined : { value: grave, tooltip: badgeText(grave) };
  };
  const follow = async (): Promise<void> => {
    const { chain, event } = selection.current;
    const node = chain === null ? undefined : provider.nodeOf(chain, event);
    const selected = view.selection[0];
    if (!node || !view.visible || (selected && sameNode(selected, node))) return;
    await view.reveal(node, { select: true, focus: false });
  };
  return disposeAll(
    provider,
    view,
    store.onDidChange(refresh),
    view.onDidChangeSelection(({ selection: [node] }) => {
      if (node)
        selection.set({ chain: node.chain.id, event: node.kind === 'step' ? node.event.id : null }, 'tree');
    }),
    selection.onDidChange(({ source }) => {
      // The tree may have been rebuilt meanwhile; then there is nothing to reveal.
      if (source !== 'tree') void follow().catch(() => undefined);
    }),
  );
}

function sameNode(a: ChainNode, b: ChainNode): boolean {
  return (
    a.chain.id === b.chain.id &&
    (a.kind === 'step' ? a.event.id : null) === (b.kind === 'step' ? b.event.id : null)
  );
}

/** Chains that a person should look at now. */
function graveChains({ index }: CaseStore): number {
  return index.analysis.chains.filter(({ severity }) => severityRank(severity) >= severityRank('high'))
    .length;
}

function badgeText(grave: number): string {
  return vscode.l10n.t('{0} of high or critical severity', counted.chains(grave));
}

function setMessage(view: vscode.TreeView<ChainNode>, { index, state }: CaseStore): void {
  const { chains, totals } = { chains: index.analysis.chains.length, totals: index.analysis.totals };
  let message = '';
  if (state !== 'idle' && chains === 0) {
    message = vscode.l10n.t('Nothing happened to a snapshot in {0}.', counted.records(totals.records));
  } else if (chains > MAX_CHAINS) {
    message = vscode.l10n.t('Showing the worst {0} of {1}.', number(MAX_CHAINS), counted.chains(chains));
  }
  if (message === '') delete view.message;
  else view.message = message;
}
