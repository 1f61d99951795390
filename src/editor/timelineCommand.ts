import * as vscode from 'vscode';
import type { TimelineSelection } from '../protocol/timeline.js';
import type { CaseStore } from './caseStore.js';
import { disposeAll } from './disposables.js';
import { selectionOf } from './reveal.js';
import { optionsOf, type TimelineDeps, TimelinePanel } from './timelinePanel.js';
import type { ChainNode } from './views/chainsTree.js';

const VIEW_TYPE = 'snapshotTrail.timeline';

/** `snapshotTrail.showTimeline`, and the timeline's return after a reload of the window. */
export function registerTimeline(
  deps: TimelineDeps & { readonly restoreCase: () => void },
): vscode.Disposable {
  let current: TimelinePanel | undefined;
  const adopt = (panel: vscode.WebviewPanel): void => {
    const timeline = new TimelinePanel(panel, deps, () => {
      if (current === timeline) current = undefined;
    });
    current = timeline;
  };
  const show = (event?: unknown, chain?: unknown): void => {
    const wanted = wantedSelection(deps.store, event, chain);
    if (wanted) deps.selection.set(wanted, 'command');
    if (current) {
      current.reveal();
      return;
    }
    const title = vscode.l10n.t('Snapshot Timeline');
    adopt(
      vscode.window.createWebviewPanel(
        VIEW_TYPE,
        title,
        vscode.ViewColumn.Active,
        optionsOf(deps.extensionUri),
      ),
    );
  };
  return disposeAll(
    vscode.commands.registerCommand('snapshotTrail.showTimeline', show),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel) => {
        current?.dispose();
        adopt(panel);
        deps.restoreCase();
      },
    }),
    { dispose: () => current?.dispose() },
  );
}

/** What to select: an event by its id (a hover's link) or a node of the Chains view (its context menu). */
function wantedSelection(store: CaseStore, argument: unknown, chain: unknown): TimelineSelection | undefined {
  if (typeof argument === 'string')
    return selectionOf(store, argument, typeof chain === 'string' ? chain : null);
  if (!isChainNode(argument)) return undefined;
  return { chain: argument.chain.id, event: argument.kind === 'step' ? argument.event.id : null };
}

function isChainNode(value: unknown): value is ChainNode {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'chain' || value.kind === 'step';
}
