import type * as vscode from 'vscode';
import { severityRank } from '../core/model.js';
import type { AnalysisIndex } from '../core/reports/analysisIndex.js';
import type { Activity } from './activity.js';
import type { CaseStore } from './caseStore.js';
import { errorText } from './log.js';
import { isPacked } from './places.js';
import type { ReadableViews } from './readableView.js';

/** So much text is laid out without being asked for, so that findings in packed logs have a line to lead to. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * A packed log has no lines of its own, so its diagnostics stand in its readable view. Those of packed
 * logs with a part in something bad are laid out in the background, the worst first; others when they are opened.
 */
export function registerPackedLayouts(deps: {
  readonly store: CaseStore;
  readonly readable: ReadableViews;
  readonly activity: Activity;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { store, readable, activity, log } = deps;
  let run = 0;
  const layOut = async (current: number): Promise<void> => {
    for (const input of worthLayingOut(store.index)) {
      if (current !== run) return;
      if (!readable.known(input))
        await readable
          .measure(input)
          .catch((error: unknown) => log.warn(`${input}: no lines for its findings: ${errorText(error)}`));
    }
  };
  const subscription = store.onDidChange(() => void activity.track(layOut(++run)));
  return {
    dispose: () => {
      run++;
      subscription.dispose();
    },
  };
}

function worthLayingOut(index: AnalysisIndex): readonly string[] {
  const packed = index.analysis.inputs
    .filter(isPacked)
    .map(({ uri, bytes }) => {
      return { uri, bytes, rank: worstRank(uri, index) };
    })
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  let left = MAX_BYTES;
  const fitting: string[] = [];
  for (const { uri, bytes } of packed) {
    left -= bytes;
    if (left < 0) break;
    fitting.push(uri);
  }
  return fitting;
}

/** Of the findings on the events of an input, and of the chains in which these are steps. */
function worstRank(uri: string, index: AnalysisIndex): number {
  let worst = 0;
  for (const { event } of index.eventsIn(uri)) {
    const chain = index.placesOf(event.id)[0]?.chain.severity ?? 'info';
    worst = Math.max(worst, severityRank(index.severityOf(event.id)), severityRank(chain));
  }
  return worst;
}
