import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE } from './buildDiagnostics.js';
import { buildHover } from './buildHover.js';
import type { CaseStore } from './caseStore.js';
import type { Place, Places } from './places.js';
import { READABLE_SCHEME } from './readableUri.js';
import { LOG_LANGUAGES } from './sniffDocument.js';

/** Documents in which events can be pointed at. */
export const LOG_SELECTOR: vscode.DocumentSelector = [
  { scheme: READABLE_SCHEME },
  ...LOG_LANGUAGES.map((language) => ({ language })),
];

/** Hover on an operation name of a log in the case, or of its readable view. */
export function registerHover({
  store,
  places,
}: {
  readonly store: CaseStore;
  readonly places: Places;
}): vscode.Disposable {
  return vscode.languages.registerHoverProvider(LOG_SELECTOR, {
    provideHover: (document, position) => {
      const place = places.at(document.uri, position);
      if (!place || (document.isDirty && !stillStands(document, place))) return undefined;
      return new vscode.Hover(
        buildHover(place.event, store.index, hasDiagnostic(document, place)),
        place.range,
      );
    },
  });
}

/** Whether a diagnostic tells the event: the settings, and how many a file may have, decide that. */
function hasDiagnostic({ uri }: vscode.TextDocument, { range }: Place): boolean {
  return vscode.languages
    .getDiagnostics(uri)
    .some((diagnostic) => diagnostic.source === DIAGNOSTIC_SOURCE && diagnostic.range.isEqual(range));
}

/** In a changed document a position may have moved; then nothing is said rather than something wrong. */
function stillStands(document: vscode.TextDocument, { event, range }: Place): boolean {
  return document.getText(range).toLowerCase().includes(event.operation.toLowerCase());
}
