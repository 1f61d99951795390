import * as vscode from 'vscode';
import type { Finding, SnapshotEvent } from '../../core/model.js';
import { eventSentence } from '../../core/reports/sentences.js';
import type { CaseStore } from '../caseStore.js';
import { counted } from '../counted.js';
import { actionIcon, severityIcon, severityLabel } from '../labels.js';
import { number, plainText } from '../text.js';
import { type FindingGroup, type Grouping, groupFindings } from './findingGroups.js';
import { stepItem } from './stepItem.js';

/** Findings shown below one group, worst first; its description says how many there are. */
const MAX_FINDINGS = 1_000;
/** Events shown below one finding. */
const MAX_EVENTS = 500;

export type FindingNode =
  | FindingGroup
  | { readonly kind: 'finding'; readonly group: string; readonly finding: Finding }
  | {
      readonly kind: 'event';
      readonly group: string;
      readonly finding: Finding;
      readonly event: SnapshotEvent;
    };

/** Findings in groups; below each the events it rests on. */
export class FindingsProvider implements vscode.TreeDataProvider<FindingNode> {
  readonly #store: CaseStore;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #groups: readonly FindingGroup[] = [];

  constructor(store: CaseStore) {
    this.#store = store;
  }

  refresh(grouping: Grouping): void {
    this.#groups = groupFindings(this.#store.index, grouping);
    this.#changed.fire(undefined);
  }

  getChildren(node?: FindingNode): FindingNode[] {
    if (!node) return [...this.#groups];
    switch (node.kind) {
      case 'group':
        return node.findings
          .slice(0, MAX_FINDINGS)
          .map((finding) => ({ kind: 'finding', group: node.id, finding }));
      case 'finding':
        return node.finding.events.slice(0, MAX_EVENTS).flatMap((id) => {
          const event = this.#store.index.event(id);
          return event ? [{ kind: 'event', group: node.group, finding: node.finding, event }] : [];
        });
      case 'event':
        return [];
    }
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node);
      case 'finding':
        return findingItem(node.group, node.finding);
      case 'event':
        return eventItem(node.group, node.finding, node.event);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: FindingNode): vscode.TreeItem {
    if (node.kind === 'finding') {
      const { message, rule, suppressed } = node.finding;
      const lines = [plainText(message, 2_000), rule];
      if (suppressed !== null) lines.push(vscode.l10n.t('expected: {0}', plainText(suppressed)));
      item.tooltip = lines.join('\n\n');
    } else if (node.kind === 'event') {
      item.tooltip = [eventSentence(node.event, this.#store.index), node.event.operation]
        .map((line) => plainText(line, 2_000))
        .join('\n\n');
    }
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function groupItem({ id, label, severity, findings }: FindingGroup): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description =
    findings.length > MAX_FINDINGS
      ? vscode.l10n.t('showing {0} of {1}', number(MAX_FINDINGS), number(findings.length))
      : number(findings.length);
  item.iconPath = severityIcon(severity);
  item.contextValue = 'findingGroup';
  return item;
}

function findingItem(group: string, finding: Finding): vscode.TreeItem {
  const item = new vscode.TreeItem(
    plainText(finding.message, 200),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = `${group}/${finding.id}`;
  const more = finding.events.length - MAX_EVENTS;
  const shown =
    more > 0
      ? [vscode.l10n.t('first {0} of {1}', number(MAX_EVENTS), counted.events(finding.events.length))]
      : [];
  item.description = [...finding.techniques, ...shown].join(', ');
  item.iconPath = severityIcon(finding.severity);
  item.contextValue = 'finding';
  const [first] = finding.events;
  if (first !== undefined) item.command = reveal(first, finding);
  item.accessibilityInformation = {
    label: `${severityLabel(finding.severity)}: ${plainText(finding.message)}`,
  };
  return item;
}

function eventItem(group: string, finding: Finding, event: SnapshotEvent): vscode.TreeItem {
  // A finding may rest on events of several chains, of which its view names none.
  const item = stepItem(event, null);
  item.id = `${group}/${finding.id}/${event.id}`;
  item.iconPath = actionIcon(event.action, finding.severity);
  item.contextValue = 'step';
  item.command = reveal(event.id, finding);
  return item;
}

function reveal(event: string, { chain }: Finding): vscode.Command {
  return {
    command: 'snapshotTrail.revealEvent',
    title: vscode.l10n.t('Show in log'),
    arguments: [event, chain, true],
  };
}
