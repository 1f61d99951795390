import type { RecordedHours } from '../../analysis/recordedHours.js';
import type { ChainCase } from '../../chains/buildChains.js';
import { logKey } from '../../formats/recordHours.js';
import type { Cloud, SnapshotEvent } from '../../model.js';
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
    for (const chain of chains) {
      for (const log of new Set(chain.events.map(logOf))) {
        const hole = holes.get(log);
        if (hole !== undefined && isUnderWay(chain, hole)) pushTo(spanned, hole, chain);
      }
    }
    for (const [hole, under] of spanned) {
      const around = eventsAround(events, under, hole);
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

function isUnderWay({ events }: ChainCase, { start, end }: Hole): boolean {
  return (
    events.some(({ time }) => time !== null && time < start) &&
    events.some(({ time }) => time !== null && time >= end)
  );
}

/**
 * The last event before a hole and the first after it, of the account or of the chains; `null` when one of the account
 * lies in it, whatever the log says in which it stands.
 */
function eventsAround(
  events: readonly SnapshotEvent[],
  under: readonly ChainCase[],
  { log, start, end }: Hole,
): readonly SnapshotEvent[] | null {
  const ofChains = new Set(under.flatMap((chain) => chain.events.map(({ id }) => id)));
  let before: SnapshotEvent | null = null;
  for (const event of events) {
    const { id, time } = event;
    if (time === null) break;
    const isOfAccount = logOf(event) === log;
    if (time >= start && time < end && isOfAccount) return null;
    if (!isOfAccount && !ofChains.has(id)) continue;
    if (time < start) before = event;
    else if (time >= end) return before && [before, event];
  }
  return null;
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
