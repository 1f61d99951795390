import * as vscode from 'vscode';
import type { AnalysisIndex } from '../core/reports/analysisIndex.js';
import { Activity } from './activity.js';
import { registerAnalyzeCommand } from './analyzeCommand.js';
import { registerAnalyzeOnOpen } from './analyzeOnOpen.js';
import { registerCaret } from './caret.js';
import { registerCaseCommands } from './caseCommands.js';
import { registerCaseContext } from './caseContext.js';
import { CaseMemory } from './caseMemory.js';
import { type CaseState, CaseStore } from './caseStore.js';
import { registerCompareBaseline } from './compareBaseline.js';
import { registerDiagnostics } from './diagnostics.js';
import { DisposableStore } from './disposables.js';
import { registerExpectCommand } from './expectCommand.js';
import { registerFollowChanges } from './followChanges.js';
import { registerHover } from './hover.js';
import { registerLanguageStatus } from './languageStatus.js';
import { createLog, errorText } from './log.js';
import { registerOpenReadable } from './openReadable.js';
import { registerPackedLayouts } from './packedLayouts.js';
import { Places } from './places.js';
import type { EditorPlatform } from './platform.js';
import { registerQuickFixes } from './quickFixes.js';
import { ReadableViews } from './readableView.js';
import { registerReveal } from './reveal.js';
import { registerSaveBaseline } from './saveBaseline.js';
import { Selection } from './selection.js';
import { Configuration } from './settings.js';
import { registerTimeline } from './timelineCommand.js';
import { registerChainsView } from './views/chainsView.js';
import { registerFindingsView } from './views/findingsView.js';
import { registerInputsView } from './views/inputsView.js';
import { registerReadingProgress } from './views/readingProgress.js';

/** What `activate` gives to tests. */
export interface SnapshotTrailApi {
  /** Resolves when everything that was started is done and published. */
  whenIdle(): Promise<void>;
  index(): AnalysisIndex;
  state(): CaseState;
  /** Takes back everything that was registered. */
  dispose(): void;
}

/** Registers everything. Nothing is read and no worker starts before it is needed. */
export function activate(context: vscode.ExtensionContext, platform: EditorPlatform): SnapshotTrailApi {
  const all = new DisposableStore();
  context.subscriptions.push(all);
  const log = all.add(createLog());
  try {
    return register(context, platform, log, all);
  } catch (error) {
    // The editor says nothing when an extension does not start.
    log.error(errorText(error));
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Snapshot Trail could not start: {0}', errorText(error)),
    );
    throw error;
  }
}

function register(
  { extension, extensionUri, workspaceState: memento }: vscode.ExtensionContext,
  platform: EditorPlatform,
  log: vscode.LogOutputChannel,
  all: DisposableStore,
): SnapshotTrailApi {
  const activity = new Activity();
  const configuration = all.add(new Configuration((problem) => log.warn(problem)));
  const selection = all.add(new Selection());
  const store = all.add(new CaseStore(platform, configuration, activity, log));
  const readable = all.add(new ReadableViews(store, platform, activity));
  const places = new Places(store, readable);
  const memory = all.add(new CaseMemory(store, memento));

  all.add(registerDiagnostics({ store, places, readable, configuration, activity }));
  all.add(registerPackedLayouts({ store, readable, activity, log }));
  all.add(registerHover({ store, places }));
  all.add(registerQuickFixes({ store, places }));
  all.add(registerExpectCommand({ store, log }));
  all.add(registerLanguageStatus({ store, places, configuration }));
  all.add(registerChainsView({ store, selection }));
  all.add(registerFindingsView({ store, memento }));
  all.add(registerInputsView({ store }));
  all.add(registerReadingProgress({ store }));
  all.add(registerTimeline({ extensionUri, store, places, selection, restoreCase: () => memory.restore() }));
  all.add(registerReveal({ store, places, selection }));
  all.add(registerCaret({ store, places, selection }));
  all.add(registerOpenReadable({ store, readable }));
  all.add(registerCaseCommands({ store, log }));
  all.add(registerCompareBaseline({ store }));
  all.add(registerSaveBaseline({ store, platform, version: String(extension.packageJSON['version']) }));
  all.add(registerCaseContext({ store }));
  all.add(registerAnalyzeCommand({ store, platform }));
  all.add(registerFollowChanges({ store, readable }));
  all.add(registerAnalyzeOnOpen({ store, configuration }));

  return {
    whenIdle: () => activity.whenIdle(),
    index: () => store.index,
    state: () => store.state,
    dispose: () => all.dispose(),
  };
}
