import type { SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { formatDuration, formatUtc, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';

/** Fewer moments than these tell no rhythm. */
const FEWEST = 12;
/** How much longer than every other silence of the account one must be. */
const TIMES_LONGER = 3;

export const gapInLogs: Rule = {
  id: 'log.gap',
  title: 'A hole in the logs while a chain was under way',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578'],
  explanation:
    'An account whose snapshot events come in a steady rhythm falls silent, for longer than the settings name and far longer than ever else, in the middle of a chain. A file may be missing, or the log was switched off. Only what is about snapshots is kept of the logs, so an account with few such events can show no hole.',
  *judge({ events, chains, settings }) {
    const { gapMs } = thresholdsOf(settings);
    const holes = holesOf(events, gapMs);
    if (holes.size === 0) return;
    for (const chain of chains) {
      const account = chain.events[0];
      const hole = account === undefined ? undefined : holes.get(keyOf(account));
      if (hole === undefined) continue;
      const dated = chain.events.filter(({ time }) => time !== null);
      const before = dated.findLast(({ time }) => (time ?? '') <= (hole.before.time ?? ''));
      const after = dated.find(({ time }) => (time ?? '') >= (hole.after.time ?? ''));
      if (before === undefined || after === undefined) continue;
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `Between ${formatUtc(hole.before.time ?? '')} and ${formatUtc(hole.after.time ?? '')} these logs hold nothing about snapshots of account ${chain.events[0]?.account ?? 'unknown'}, for ${formatDuration(hole.length)}, while the chain of ${resourceLabel(chain.root)} was under way; else they are never silent for more than ${formatDuration(hole.next)}. What happened in between is not known.`,
        events: before === after ? [before] : [before, after],
        chain,
        suppressed: null,
      };
    }
  },
};

interface Hole {
  readonly before: SnapshotEvent;
  readonly after: SnapshotEvent;
  /** Milliseconds. */
  readonly length: number;
  /** The second longest silence. */
  readonly next: number;
}

const keyOf = (event: SnapshotEvent): string => `${event.cloud} ${event.account?.toLowerCase() ?? ''}`;

/** The one silence of each account that is out of all proportion. */
function holesOf(events: readonly SnapshotEvent[], gapMs: number): Map<string, Hole> {
  const byAccount = new Map<string, SnapshotEvent[]>();
  for (const event of events) if (event.time !== null) pushTo(byAccount, keyOf(event), event);
  const holes = new Map<string, Hole>();
  for (const [account, dated] of byAccount) {
    if (dated.length < FEWEST) continue;
    let longest = 0;
    let next = 0;
    let hole: Pick<Hole, 'before' | 'after'> | null = null;
    dated.forEach((after, index) => {
      const before = dated[index - 1];
      if (before === undefined) return;
      const length = Date.parse(after.time ?? '') - Date.parse(before.time ?? '');
      if (length > longest) {
        next = longest;
        longest = length;
        hole = { before, after };
      } else if (length > next) next = length;
    });
    if (hole !== null && longest > gapMs && longest > TIMES_LONGER * next) {
      holes.set(account, { ...(hole as Pick<Hole, 'before' | 'after'>), length: longest, next });
    }
  }
  return holes;
}
