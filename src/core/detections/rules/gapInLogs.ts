import type { RecordedHours } from '../../analysis/recordedHours.js';
import type { ChainCase } from '../../chains/chainCase.js';
import { countWhile } from '../../countWhile.js';
import { logKey } from '../../formats/recordHours.js';
import type { Cloud, SnapshotEvent } from '../../model.js';
import { byTime } from '../../order.js';
import { NO_TIME } from '../../providers/time.js';
import { pushTo } from '../../pushTo.js';
import { brief, formatDuration, formatUtc, listed, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import { oddSilence, type Silence } from '../silence.js';
import { HOUR, thresholdsOf } from '../thresholds.js';

/** A silence of an account's logs. */
interface Hole extends Silence {
  readonly cloud: Cloud;
  readonly account: string | null;
  /** Key of the log. */
  readonly log: string;
  /** Where it begins and ends; ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
}

export const gapInLogs: Rule = {
  id: 'log.gap',
  title: 'Logs silent while a chain was under way',
  // That nobody and nothing calls anything for so long in an account that else never rests is rare; but a part of its
  // logs that nobody collected is no guard that somebody took off.
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578'],
  explanation:
    'In the middle of a chain the logs of an account hold no record of any kind, about snapshots or not: for as many whole hours as the settings name, and far longer than ever else. A file may be missing, or the log was switched off. A record that does not say in whose log it stands counts as if it were in this one; where a record does not say when it was written, nothing is claimed. Logs that rest at night can show no hole shorter than a long weekend.',
  *judge({ events, chains, firsts, records, settings }) {
    const { gapMs } = thresholdsOf(settings);
    const holes = new Map<string, Hole>();
    for (const [log, event] of new Map(firsts.map((one) => [logOf(one), one]))) {
      const hole = holeOf(event, records, gapMs);
      if (hole !== null) holes.set(log, hole);
    }
    if (holes.size === 0) return;
    const spanned = new Map<Hole, ChainCase[]>();
    const inTime = new Map<ChainCase, readonly SnapshotEvent[]>();
    for (const chain of chains) {
      const start = chain.events[0]?.time ?? null;
      const end = chain.events.findLast(({ time }) => time !== null)?.time ?? null;
      if (start === null || end === null) continue;
      for (const log of new Set(chain.events.map(logOf))) {
        const hole = holes.get(log);
        if (hole === undefined || start >= hole.start || end < hole.end) continue;
        pushTo(spanned, hole, chain);
        // Its own order is another one within an instant.
        if (!inTime.has(chain)) inTime.set(chain, [...chain.events].sort(byTime));
      }
    }
    const ofLogs = new Map<string, SnapshotEvent[]>();
    for (const event of events) if (holes.has(logOf(event))) pushTo(ofLogs, logOf(event), event);
    for (const [hole, under] of spanned) {
      const around = eventsAround(
        ofLogs.get(hole.log) ?? [],
        under.map((chain) => inTime.get(chain) ?? []),
        hole,
      );
      if (around === null) continue;
      const [chain = null, ...more] = under;
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${silenceWords(hole)}, while the story of ${listed(under.map(({ root }) => resourceLabel(root)))} was under way. ${otherTimeWords(hole)} What happened in between is not known.`,
        events: around,
        chain: more.length === 0 ? chain : null,
        suppressed: null,
        // Who acted before and after explains no silence.
        isUnlogged: true,
        // Two accounts may fall silent between the same two events.
        mark: hole.log,
      };
    }
  },
};

const CLOUD_NAMES: Readonly<Record<Cloud, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

const logOf = ({ cloud, account }: SnapshotEvent): string => logKey(cloud, account);

function holeOf({ cloud, account }: SnapshotEvent, records: RecordedHours, gapMs: number): Hole | null {
  const hours = records.of(cloud, account);
  const silence = hours === null ? null : oddSilence(hours, gapMs / HOUR);
  return (
    silence && {
      ...silence,
      cloud,
      account,
      log: logKey(cloud, account),
      start: isoOf(silence.first),
      end: isoOf(silence.last + 1),
    }
  );
}

/**
 * The last event before a hole and the first after it, of the account or of the chains; `null` when one of the account
 * lies in it, whatever the log says in which it stands. Lists are in time order: an account has one hole at
 * most, but a chain may stand around those of very many.
 */
function eventsAround(
  own: readonly SnapshotEvent[],
  under: readonly (readonly SnapshotEvent[])[],
  { start, end }: Hole,
): readonly SnapshotEvent[] | null {
  if (countBefore(own, start) !== countBefore(own, end)) return null;
  let before: SnapshotEvent | null = null;
  let after: SnapshotEvent | null = null;
  for (const list of [own, ...under]) {
    const last = list[countBefore(list, start) - 1];
    if (last !== undefined && (before === null || byTime(last, before) > 0)) before = last;
    const next = list[countBefore(list, end)];
    if (next !== undefined && next.time !== null && (after === null || byTime(next, after) < 0)) after = next;
  }
  return before && after && [before, after];
}

/** How many of a list in time order happened before a time. */
function countBefore(events: readonly SnapshotEvent[], time: string): number {
  return countWhile(events.length, (index) => (events[index]?.time ?? NO_TIME) < time);
}

function silenceWords({ cloud, account, start, end, length }: Hole): string {
  const whose = account === null ? `of ${CLOUD_NAMES[cloud]}` : `of account ${brief(account)}`;
  return `From ${formatUtc(start)} to ${formatUtc(end)}, for ${formatDuration(length * HOUR)}, these logs hold no readable record of any kind ${whose}`;
}

function otherTimeWords({ from, to, length, next, recorded }: Hole): string {
  const rest = to - from + 1 - length;
  const hours = (count: number) => count.toLocaleString('en-US');
  const density =
    recorded === rest
      ? `in each of the other ${hours(rest)} hours`
      : `in ${hours(recorded)} of the other ${hours(rest)} hours, and are never silent for more than ${formatDuration(next * HOUR)}`;
  return `Between ${formatUtc(isoOf(from))} and ${formatUtc(isoOf(to + 1))} they have some ${density}.`;
}

function isoOf(hour: number): string {
  return new Date(hour * HOUR).toISOString();
}
