import * as vscode from 'vscode';
import type { CaseStore } from '../caseStore.js';

/** The side view's progress bar, for as long as logs are read. */
export function registerReadingProgress({ store }: { readonly store: CaseStore }): vscode.Disposable {
  let end: () => void = () => undefined;
  const subscription = store.onDidChangeState((state) => {
    end();
    end = () => undefined;
    if (state !== 'reading') return;
    const finished = new Promise<void>((resolve) => {
      end = resolve;
    });
    void vscode.window.withProgress({ location: { viewId: 'snapshotTrail.chains' } }, () => finished);
  });
  return {
    dispose: () => {
      end();
      subscription.dispose();
    },
  };
}
