import * as vscode from 'vscode';
import { chooseRoots } from './analyzeTargets.js';
import type { CaseStore, RunCounts, RunResult } from './caseStore.js';
import { counted } from './counted.js';
import type { EditorPlatform } from './platform.js';
import { number } from './text.js';
import { findFiles } from './walk.js';

/** A run that ends sooner shows no progress notification. */
const QUIET_MS = 800;

/** Analyze snapshots: palette, Explorer, editor title and side view. */
export function registerAnalyzeCommand(deps: {
  readonly store: CaseStore;
  readonly platform: EditorPlatform;
}): vscode.Disposable {
  const { store, platform } = deps;
  return vscode.commands.registerCommand(
    'snapshotTrail.analyze',
    async (clicked?: unknown, selected?: unknown) => {
      const roots = await chooseRoots(clicked, selected);
      if (roots.length === 0) return;
      const cancel = new vscode.CancellationTokenSource();
      try {
        const result = await withLateProgress(cancel, (report) =>
          analyzeRoots(store, platform, roots, cancel.token, report),
        );
        await tell(store, result);
      } finally {
        cancel.dispose();
      }
    },
  );
}

async function analyzeRoots(
  store: CaseStore,
  platform: EditorPlatform,
  roots: readonly vscode.Uri[],
  token: vscode.CancellationToken,
  report: (counts: RunCounts) => void,
): Promise<RunResult> {
  const files = await findFiles(roots, platform, () => token.isCancellationRequested);
  const found = new Set(files.map((file) => file.uri.toString()));
  // An input that stood below a root before and does so no longer leaves the case.
  const prefixes = roots.map((root) => `${root.toString().replace(/\/$/, '')}/`);
  const gone = [...store.inputs, ...store.noLogs]
    .filter((uri) => !found.has(uri) && prefixes.some((prefix) => uri.startsWith(prefix)))
    .map((uri) => ({ uri: vscode.Uri.parse(uri, true), named: false }));
  return store.analyze([...files, ...gone], token, report);
}

/** Shows progress in the side view at once and, when it takes longer, in a notification that can cancel. */
async function withLateProgress(
  cancel: vscode.CancellationTokenSource,
  work: (report: (counts: RunCounts) => void) => Promise<RunResult>,
): Promise<RunResult> {
  let show: (counts: RunCounts) => void = () => undefined;
  let last: RunCounts | undefined;
  const running = work((counts) => {
    last = counts;
    show(counts);
  });
  await Promise.race([running, new Promise<void>((resolve) => setTimeout(resolve, QUIET_MS))]);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Analyzing snapshots'),
    cancellable: true,
  };
  let finished = false;
  void running.then(
    () => (finished = true),
    () => (finished = true),
  );
  await Promise.resolve();
  if (finished) return running;
  return vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => cancel.cancel());
    let shown = 0;
    show = (counts) => {
      const increment = counts.total > 0 ? ((counts.done - shown) / counts.total) * 100 : 0;
      shown = counts.done;
      progress.report({ message: progressText(counts), increment });
    };
    if (last) show(last);
    return running;
  });
}

function progressText({ done, total, records, events }: RunCounts): string {
  const files = vscode.l10n.t('{0} of {1}', number(done), counted.files(total));
  return [files, counted.records(records), counted.events(events)].join(' · ');
}

/** Leads to the result; says something only when nothing or not everything could be read. */
async function tell(store: CaseStore, result: RunResult): Promise<void> {
  if (store.inputs.length > 0) await vscode.commands.executeCommand('snapshotTrail.chains.focus');
  const text = trouble(result);
  if (text === undefined) return;
  const showInputs = vscode.l10n.t('Show Inputs');
  const buttons = store.inputs.length > 0 ? [showInputs] : [];
  // Not awaited: the command is done, and the message may stay for a while.
  void vscode.window.showWarningMessage(text, ...buttons).then((answer) => {
    if (answer === showInputs) void vscode.commands.executeCommand('snapshotTrail.inputs.focus');
  });
}

function trouble({ logs, noLogs, troubled, cancelled }: RunResult): string | undefined {
  if (cancelled) return undefined;
  if (logs === 0) {
    return vscode.l10n.t('Snapshot Trail found no audit log in {0}.', counted.files(noLogs));
  }
  if (troubled === 0) return undefined;
  return troubled === 1
    ? vscode.l10n.t('1 input could not be read completely.')
    : vscode.l10n.t('{0} inputs could not be read completely.', number(troubled));
}
