import * as vscode from 'vscode';
import { type Chain, severityRank } from '../core/model.js';
import type { AnalysisIndex } from '../core/reports/analysisIndex.js';
import { countShown, MAX_DIAGNOSTICS_PER_FILE } from './buildDiagnostics.js';
import type { CaseStore } from './caseStore.js';
import { counted } from './counted.js';
import { disposeAll } from './disposables.js';
import { formatLabel } from './labels.js';
import type { Places } from './places.js';
import { inputOf } from './readableUri.js';
import type { Configuration } from './settings.js';
import { number, plainText } from './text.js';

interface StatusDeps {
  readonly store: CaseStore;
  readonly places: Places;
  readonly configuration: Configuration;
}

/** The language status item of a log: what it is and what is in it. */
export function registerLanguageStatus(deps: StatusDeps): vscode.Disposable {
  const { store, configuration } = deps;
  let item: vscode.LanguageStatusItem | undefined;
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && describe(document, deps);
    if (!document || !status) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= vscode.languages.createLanguageStatusItem('snapshotTrail.status', []);
    item.name = 'Snapshot Trail';
    item.selector = { language: document.languageId, scheme: document.uri.scheme };
    item.text = status.text;
    item.detail = [...status.notes, ...status.unlogged].join(' · ');
    item.severity =
      status.notes.length > 0
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    item.busy = store.state === 'reading';
    item.command = { command: 'snapshotTrail.showFindings', title: vscode.l10n.t('Show findings') };
  };
  let dirty: string | undefined;
  update();
  return disposeAll(
    { dispose: () => item?.dispose() },
    vscode.window.onDidChangeActiveTextEditor(update),
    store.onDidChange(update),
    store.onDidChangeState(update),
    configuration.onDidChangeView(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== vscode.window.activeTextEditor?.document) return;
      // Only the first keystroke after a save changes the note.
      const now = `${document.uri.toString()} ${document.isDirty}`;
      if (now === dirty) return;
      dirty = now;
      update();
    }),
    vscode.workspace.onDidSaveTextDocument(() => {
      dirty = undefined;
      update();
    }),
  );
}

function describe(
  document: vscode.TextDocument,
  { store, places, configuration }: StatusDeps,
):
  | { readonly text: string; readonly notes: readonly string[]; readonly unlogged: readonly string[] }
  | undefined {
  const { index } = store;
  const input = index.input(inputOf(document.uri));
  if (!input) return undefined;
  const parts = [
    formatLabel(input.format),
    counted.records(input.records),
    counted.events(input.events),
    chainText(chainsOf(input.uri, index)),
  ];
  const notes: string[] = [];
  if (document.isDirty) notes.push(vscode.l10n.t('changed since it was read, positions may be off'));
  if (input.error !== null) notes.push(plainText(input.error));
  if (input.skipped.length > 0)
    notes.push(vscode.l10n.t('{0} stretches could not be read', number(input.skipped.length)));
  const shown = countShown(document.uri, configuration.diagnosticLevel, index, places);
  if (shown > MAX_DIAGNOSTICS_PER_FILE) {
    notes.push(
      vscode.l10n.t('{0} of {1} events are marked', number(MAX_DIAGNOSTICS_PER_FILE), number(shown)),
    );
  }
  // Nothing is wrong with the log, but that no read is seen in it must not be taken for proof.
  const unlogged = index.analysis.notLogged.some(
    ({ cloud, operations }) => operations > 0 && input.clouds.includes(cloud),
  )
    ? [vscode.l10n.t('reads: not all are logged by this export (see Inputs)')]
    : [];
  return { text: parts.filter((part) => part !== '').join(' · '), notes, unlogged };
}

function chainsOf(uri: string, index: AnalysisIndex): readonly Chain[] {
  const chains = index
    .eventsIn(uri)
    .flatMap(({ event }) => index.placesOf(event.id).map((place) => place.chain));
  return [...new Set(chains)];
}

function chainText(chains: readonly Chain[]): string {
  if (chains.length === 0) return '';
  const high = chains.filter((chain) => severityRank(chain.severity) >= severityRank('high')).length;
  const text = counted.chains(chains.length);
  return high === 0 ? text : vscode.l10n.t('{0} ({1} high)', text, number(high));
}
