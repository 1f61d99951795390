import * as vscode from 'vscode';
import type { Finding } from '../core/model.js';
import { DIAGNOSTIC_SOURCE } from './buildDiagnostics.js';
import type { CaseStore } from './caseStore.js';
import { changeTitle, EXPECT_COMMAND, type ExpectArgument, offered, severityTitle } from './expectCommand.js';
import { LOG_SELECTOR } from './hover.js';
import type { Places } from './places.js';

/** The light bulb of the editor lists all fixes of a line; of a one-line log that is the whole log. */
const MAX_FIXES = 30;

/** Quick fixes on the diagnostics of findings: what they name can be called expected. */
export function registerQuickFixes({
  store,
  places,
}: {
  readonly store: CaseStore;
  readonly places: Places;
}): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    LOG_SELECTOR,
    {
      provideCodeActions: (document, _range, { diagnostics }) =>
        diagnostics
          .filter(({ source }) => source === DIAGNOSTIC_SOURCE)
          .flatMap((diagnostic) => fixesOf(diagnostic, document.uri, store, places))
          .slice(0, MAX_FIXES),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function fixesOf(
  diagnostic: vscode.Diagnostic,
  uri: vscode.Uri,
  { index }: CaseStore,
  places: Places,
): vscode.CodeAction[] {
  const events = places.placesIn(uri).filter(({ range }) => range.isEqual(diagnostic.range));
  const findings = new Set(events.flatMap(({ event }) => index.findingsOn(event.id)));
  const fixes = new Map<string, vscode.CodeAction>();
  for (const finding of findings) {
    for (const { title, argument } of choicesOf(finding, index)) {
      // Two findings on one event may suggest the same.
      if (fixes.has(title)) continue;
      const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      fix.diagnostics = [diagnostic];
      fix.command = { command: EXPECT_COMMAND, title, arguments: [argument] };
      fixes.set(title, fix);
    }
  }
  return [...fixes.values()];
}

function choicesOf(
  finding: Finding,
  index: CaseStore['index'],
): { readonly title: string; readonly argument: ExpectArgument }[] {
  return [
    ...offered(finding, index).map((change) => ({
      title: changeTitle(change),
      argument: { finding: finding.id, change },
    })),
    { title: severityTitle(finding), argument: { finding: finding.id, change: null } },
  ];
}
