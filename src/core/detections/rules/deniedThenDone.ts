import type { SnapshotEvent } from '../../model.js';
import { actorLabel, between, formatDuration } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { attemptKey, refusalsOf, whyLess, worthOf } from '../refusals.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';
import { at, homeOf } from '../wording.js';

export const deniedThenDone: Rule = {
  id: 'snapshot.attempt.deniedThenDone',
  title: 'Denied first, then done',
  usual: { stake: 'prepared', certainty: 'proven' },
  techniques: ['T1578'],
  explanation:
    'An identity was refused an operation, and within the time of covering tracks the same identity did it. Somebody gave it the right in between, or it found a way; a pipeline that is being set up looks the same, but does not share, export or delete.',
  *judge({ events, failed, chainOf, settings }) {
    const { coverTracksMs } = thresholdsOf(settings);
    const refusals = refusalsOf(failed);
    if (refusals.size === 0) return;
    const operations = new Set([...refusals.values()].map(([first]) => first?.operation));
    const successes = new Map<string, SnapshotEvent>();
    for (const event of events) {
      if (event.outcome === 'failure' || event.time === null || !operations.has(event.operation)) continue;
      const key = attemptKey(event);
      const first = refusals.get(key)?.[0];
      if (first?.time == null || first.time > event.time || successes.has(key)) continue;
      successes.set(key, event);
    }
    for (const [key, success] of successes) {
      const before = (refusals.get(key) ?? []).filter(
        ({ time }) => time !== null && time <= (success.time ?? ''),
      );
      const [first] = before;
      const last = before.at(-1);
      const worth = worthOf(success);
      if (first === undefined || last === undefined || worth === undefined) continue;
      const gap = between(last, success);
      if (gap === null || gap > coverTracksMs) continue;
      const chain = chainOf(success);
      yield {
        ...worth,
        because: whyLess(success, worth),
        techniques: success.techniques,
        message: `${bareSentence(success, homeOf(success, chain))}${at(success)}, ${formatDuration(gap)} after ${actorLabel(success, homeOf(success, chain))} had been refused ${success.operation}${before.length === 1 ? '' : ` ${before.length} times`}. Find out what changed in between: who gave the right, or what way was found.`,
        events: [...before, success],
        chain,
        suppressed: null,
      };
    }
  },
};
