import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { disposeAll } from './disposables.js';
import type { Places } from './places.js';
import { selectionOf } from './reveal.js';
import type { Selection } from './selection.js';

/** The caret selects the event it stands on; an event selected in the timeline is selected where it is visible. */
export function registerCaret(deps: {
  readonly store: CaseStore;
  readonly places: Places;
  readonly selection: Selection;
}): vscode.Disposable {
  const { store, places, selection } = deps;
  return disposeAll(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections: [caret], kind }) => {
      // Without a kind the editor moved the caret by itself, which is no choice of the user.
      if (!caret || kind === undefined) return;
      const { uri } = textEditor.document;
      const place = places.at(uri, caret.active) ?? places.onLine(uri, caret.active.line);
      if (!place || place.event.id === selection.current.event) return;
      selection.set(selectionOf(store, place.event.id), 'editor');
    }),
    selection.onDidChange(({ selection: { event }, source }) => {
      if (event === null || source !== 'timeline') return;
      for (const editor of vscode.window.visibleTextEditors) {
        const place = places.placesIn(editor.document.uri).find((candidate) => candidate.event.id === event);
        if (!place) continue;
        editor.selection = new vscode.Selection(place.range.start, place.range.end);
        editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
        return;
      }
    }),
  );
}
