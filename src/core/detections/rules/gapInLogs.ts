import type { ChainCase } from '../../chains/buildChains.js';
import type { SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { formatDuration, formatUtc, listed, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';

/** Fewer moments than these tell no rhythm. */
const FEWEST = 12;
/** How much longer than every other silence of the account one must be, and how much shorter than all its other time. */
const TIMES_LONGER = 3;

export const gapInLogs: Rule = {
  id: 'log.gap',
  title: 'Silence about snapshots while a chain was under way',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578'],
  explanation:
    'An account whose snapshot events come in a steady rhythm falls silent, for longer than the settings name and far longer than ever else, in the middle of a chain. A file may be missing, or the log was switched off. Only what is about snapshots is kept of the logs, so an account with few such events can show no hole.',
  *judge({ events, chains, settings }) {
    const { gapMs } = thresholdsOf(settings);
    const holes = holesOf(events, gapMs);
    if (holes.size === 0) return;
    const spanned = new Map<Hole, ChainCase[]>();
    for (const chain of chains) {
      const [first] = chain.events;
      const hole = first === undefined ? undefined : holes.get(keyOf(first));
      if (hole !== undefined && isUnderWay(chain, hole)) pushTo(spanned, hole, chain);
    }
    for (const [hole, under] of spanned) {
      const { before, after, length, next } = hole;
      const [chain] = under;
      if (chain === undefined) continue;
      const what = listed(under.map(({ root }) => resourceLabel(root)));
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `Between ${formatUtc(before.time ?? '')} and ${formatUtc(after.time ?? '')} these logs hold nothing about snapshots of account ${before.account ?? 'unknown'}, for ${formatDuration(length)}, while the story of ${what} was under way; else they are never silent for more than ${formatDuration(next)}. What happened in between is not known.`,
        events: [before, after],
        chain: under.length === 1 ? chain : null,
        suppressed: null,
      };
    }
  },
};

function isUnderWay({ events }: ChainCase, { before, after }: Hole): boolean {
  return (
    events.some(({ time }) => time !== null && time <= (before.time ?? '')) &&
    events.some(({ time }) => time !== null && time >= (after.time ?? ''))
  );
}

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
    const whole = Date.parse(dated.at(-1)?.time ?? '') - Date.parse(dated[0]?.time ?? '');
    const isOdd = longest > TIMES_LONGER * next && whole - longest > TIMES_LONGER * longest;
    if (hole !== null && longest > gapMs && isOdd) {
      holes.set(account, { ...(hole as Pick<Hole, 'before' | 'after'>), length: longest, next });
    }
  }
  return holes;
}
