import * as vscode from 'vscode';
import type { Chain, SnapshotEvent } from '../../core/model.js';
import { bySeverity } from '../../core/order.js';
import type { AnalysisIndex } from '../../core/reports/analysisIndex.js';
import { shortId } from '../../core/reports/labels.js';
import { chainTitle, eventSentence, formatUtc, resourceLabel } from '../../core/reports/sentences.js';
import type { CaseStore } from '../caseStore.js';
import { actionIcon, outcomeLabel, severityIcon, severityLabel } from '../labels.js';
import { plainText } from '../text.js';

/** A tree of more roots helps nobody; the rest is told in the view's message. */
export const MAX_CHAINS = 2_000;

export type ChainNode =
  | { readonly kind: 'chain'; readonly chain: Chain }
  | { readonly kind: 'step'; readonly chain: Chain; readonly event: SnapshotEvent; readonly step: number };

/** Chains, worst first; below each its steps. */
export class ChainsProvider implements vscode.TreeDataProvider<ChainNode> {
  readonly #store: CaseStore;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #roots: readonly ChainNode[] = [];

  constructor(store: CaseStore) {
    this.#store = store;
  }

  refresh(): void {
    this.#roots = [...this.#store.index.analysis.chains]
      .sort(bySeverity)
      .slice(0, MAX_CHAINS)
      .map((chain) => ({ kind: 'chain', chain }));
    this.#changed.fire(undefined);
  }

  getChildren(node?: ChainNode): ChainNode[] {
    if (!node) return [...this.#roots];
    if (node.kind === 'step') return [];
    const { chain } = node;
    return chain.events.flatMap((id, step) => {
      const event = this.#store.index.event(id);
      return event ? [{ kind: 'step', chain, event, step }] : [];
    });
  }

  getParent(node: ChainNode): ChainNode | undefined {
    return node.kind === 'step' ? this.nodeOf(node.chain.id, null) : undefined;
  }

  /** The node of a chain, or of one of its steps. */
  nodeOf(chain: string, event: string | null): ChainNode | undefined {
    const root = this.#roots.find((node) => node.chain.id === chain);
    if (!root || event === null) return root;
    return this.getChildren(root).find((node) => node.kind === 'step' && node.event.id === event);
  }

  getTreeItem(node: ChainNode): vscode.TreeItem {
    return node.kind === 'chain'
      ? chainItem(node.chain, this.#store.index)
      : this.#stepItem(node.chain, node.event);
  }

  resolveTreeItem(item: vscode.TreeItem, node: ChainNode): vscode.TreeItem {
    item.tooltip =
      node.kind === 'chain'
        ? [resourceLabel(node.chain.root), node.chain.verdict]
            .map((line) => plainText(line, 2_000))
            .join('\n\n')
        : [
            eventSentence(node.event, this.#store.index),
            ...this.#store.index.findingsOn(node.event.id).map((finding) => finding.message),
          ]
            .map((line) => plainText(line))
            .join('\n\n');
    return item;
  }

  #stepItem(chain: Chain, event: SnapshotEvent): vscode.TreeItem {
    const severity = this.#store.index.severityOf(event.id);
    const item = new vscode.TreeItem(plainText(event.operation, 120));
    item.id = `${chain.id}/${event.id}`;
    const time = event.time === null ? vscode.l10n.t('no time') : formatUtc(event.time);
    const outcome = event.outcome === 'success' ? [] : [outcomeLabel(event.outcome)];
    item.description = plainText(
      [time, event.actor.name ?? event.actor.id ?? '', ...outcome].filter((part) => part !== '').join(' · '),
    );
    item.iconPath = actionIcon(event.action, severity);
    item.contextValue = 'step';
    item.command = {
      command: 'snapshotTrail.revealEvent',
      title: vscode.l10n.t('Show in log'),
      arguments: [event.id, chain.id, true],
    };
    item.accessibilityInformation = {
      label: plainText(`${eventSentence(event, this.#store.index)}, ${severityLabel(severity)}`),
    };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function chainItem(chain: Chain, index: AnalysisIndex): vscode.TreeItem {
  const label = plainText(resourceLabel(chain.root), 120);
  const title = plainText(chainTitle(chain, index), 300);
  // In a narrow side bar one long id looks like the next, and so does one story: its end tells which, the story what.
  const item = new vscode.TreeItem(
    `${plainText(endOf(chain.root.id), 120)}: ${title}`,
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = chain.id;
  item.description = label;
  item.iconPath = severityIcon(chain.severity);
  item.contextValue = 'chain';
  item.accessibilityInformation = { label: `${label}, ${severityLabel(chain.severity)}, ${title}` };
  return item;
}

/** A name of at most so many characters stands whole; of a longer one, its end tells it from its neighbours. */
const WHOLE_NAME = 16;
const NAME_END = 8;

/** `…5e1f2a3b` of `snap-0c1d2e3f5e1f2a3b`; `payroll-copy` whole. */
function endOf(id: string): string {
  const name = shortId(id);
  return name.length <= WHOLE_NAME ? name : `…${name.slice(-NAME_END)}`;
}
