import * as vscode from 'vscode';
import type { Chain, SnapshotEvent } from '../../core/model.js';
import { bySeverity } from '../../core/order.js';
import type { AnalysisIndex } from '../../core/reports/analysisIndex.js';
import { formatUtc } from '../../core/reports/labels.js';
import { nameEnds } from '../../core/reports/nameEnds.js';
import { eventSentence, resourceLabel, titleParts } from '../../core/reports/sentences.js';
import type { CaseStore } from '../caseStore.js';
import { actionIcon, severityIcon, severityLabel } from '../labels.js';
import { plainText } from '../text.js';
import { stepItem } from './stepItem.js';

/** A tree of more roots helps nobody; the rest is told in the view's message. */
export const MAX_CHAINS = 2_000;

export type ChainNode =
  | { readonly kind: 'chain'; readonly chain: Chain; readonly name: string }
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
    const chains = [...this.#store.index.analysis.chains].sort(bySeverity).slice(0, MAX_CHAINS);
    const names = nameEnds(chains.map(({ root }) => root.id));
    this.#roots = chains.map((chain, at) => ({ kind: 'chain', chain, name: names[at] ?? '' }));
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
      ? chainItem(node.chain, node.name, this.#store.index)
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
            node.event.operation,
            ...this.#store.index.findingsOn(node.event.id).map((finding) => finding.message),
          ]
            .map((line) => plainText(line))
            .join('\n\n');
    return item;
  }

  #stepItem(chain: Chain, event: SnapshotEvent): vscode.TreeItem {
    const severity = this.#store.index.severityOf(event.id);
    const item = stepItem(event, chain);
    item.id = `${chain.id}/${event.id}`;
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

function chainItem(chain: Chain, name: string, index: AnalysisIndex): vscode.TreeItem {
  const label = plainText(resourceLabel(chain.root), 120);
  const { trail, span, actors } = titleParts(chain, index);
  // In a narrow side bar one long id looks like the next, and so does one story: its end tells which, the story what; and
  // where the story is so short that others are like it, the time is in sight.
  const item = new vscode.TreeItem(
    `${plainText(name, 120)}: ${plainText(trail, 300)}`,
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  const start = chain.start === null ? '' : formatUtc(chain.start);
  const rest = [start, span ?? '', actors, label].filter((part) => part !== '').join(' · ');
  item.id = chain.id;
  item.description = plainText(rest);
  item.iconPath = severityIcon(chain.severity);
  item.contextValue = 'chain';
  item.accessibilityInformation = {
    label: plainText(
      [label, severityLabel(chain.severity), trail, start, span, actors].filter(Boolean).join(', '),
      900,
    ),
  };
  return item;
}
