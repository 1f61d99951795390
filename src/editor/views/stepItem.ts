import * as vscode from 'vscode';
import type { Chain, SnapshotEvent } from '../../core/model.js';
import { formatUtc } from '../../core/reports/labels.js';
import { stepLabel } from '../../core/reports/stepLabel.js';
import { outcomeLabel } from '../labels.js';
import { plainText } from '../text.js';

/** An event in a tree: what was done with whom or what, and beside it when, by which operation and by whom. */
export function stepItem(event: SnapshotEvent, chain: Chain | null): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(stepLabel(event, chain), 120));
  const parts = [
    event.time === null ? vscode.l10n.t('no time') : formatUtc(event.time),
    // The label says what failed.
    event.outcome === 'success' || event.outcome === 'failure' ? '' : outcomeLabel(event.outcome),
    withoutProvider(event.operation),
    event.actor.name ?? event.actor.id ?? '',
  ];
  item.description = plainText(parts.filter((part) => part !== '').join(' · '));
  return item;
}

/** `snapshots/beginGetAccess/action`: in a narrow view Azure's `Microsoft.Compute/` would be all that is seen. */
function withoutProvider(operation: string): string {
  return operation.slice(operation.indexOf('/') + 1);
}
