import * as vscode from 'vscode';
import type { Location, SnapshotEvent } from '../core/model.js';
import type { CaseStore } from './caseStore.js';
import { errorText } from './log.js';
import type { Places } from './places.js';
import type { Selection } from './selection.js';
import { messageText } from './text.js';

export interface RevealDeps {
  readonly store: CaseStore;
  readonly places: Places;
  readonly selection: Selection;
}

/**
 * `snapshotTrail.revealEvent`: opens the log at the operation name of an event. Trees keep the focus, so
 * that the arrow keys go on there, and a stray key does not type into a log.
 */
export function registerReveal({ store, places, selection }: RevealDeps): vscode.Disposable {
  return vscode.commands.registerCommand(
    'snapshotTrail.revealEvent',
    async (id: unknown, chain?: unknown, keepFocus?: unknown) => {
      const event = typeof id === 'string' ? store.index.event(id) : undefined;
      if (!event) return;
      selection.set(selectionOf(store, event.id, typeof chain === 'string' ? chain : null), 'command');
      await revealEvent(event, places, keepFocus === true);
    },
  );
}

/** An event as a selection: in the chain asked for, or its worst one. */
export function selectionOf(
  store: CaseStore,
  event: string,
  chain: string | null = null,
): { readonly chain: string | null; readonly event: string } {
  const places = store.index.placesOf(event);
  const place = places.find((candidate) => candidate.chain.id === chain) ?? places[0];
  return { chain: place?.chain.id ?? null, event };
}

/** Opens an event where it is visible already, else at its first location. */
export async function revealEvent(
  event: SnapshotEvent,
  places: Places,
  preserveFocus: boolean,
): Promise<void> {
  const location = visibleLocation(event, places) ?? event.locations[0];
  if (!location) return;
  try {
    const { uri, range } = await places.show(location);
    // Not `showTextDocument`: that refuses documents above 50 MiB, which open all the same.
    await vscode.commands.executeCommand('vscode.open', uri, {
      selection: new vscode.Range(range.start, range.end),
      preserveFocus,
      preview: true,
      ...columnOf(uri),
    });
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The log cannot be opened: {0}', messageText(errorText(error))),
    );
  }
}

function visibleLocation(event: SnapshotEvent, places: Places): Location | undefined {
  const visible = new Set(vscode.window.visibleTextEditors.map((editor) => editor.document.uri.toString()));
  return event.locations.find((location) => visible.has(places.link(location).uri.toString()));
}

/** A log that is open stays in its group; another one opens beside the timeline, not over it. */
function columnOf(uri: vscode.Uri): { readonly viewColumn?: vscode.ViewColumn } {
  const key = uri.toString();
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === key);
  if (shown?.viewColumn !== undefined) return { viewColumn: shown.viewColumn };
  const timelineActive =
    vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  if (!timelineActive) return {};
  const other = vscode.window.tabGroups.all.find((group) => !group.isActive);
  return { viewColumn: other?.viewColumn ?? vscode.ViewColumn.Beside };
}
