import type { Unexplained } from '../../baseline/difference.js';
import type { Inventory } from '../../baseline/inventory.js';
import { listWords } from '../../baseline/words.js';
import {
  brief,
  capitalised,
  formatDuration,
  formatUtc,
  listed,
  resourceLabel,
} from '../../reports/labels.js';
import type { Rule } from '../rule.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Proven: something happened that a complete log would hold, so that the log is not complete, or was cut; what else is
 * missing nobody knows. Only likely where a copy was made in a stretch of more than a day without any snapshot event:
 * there the export itself may have a hole.
 */
export const baselineUnexplained: Rule = {
  id: 'snapshot.baseline.unexplained',
  title: 'Not explained by the logs',
  usual: { stake: 'prepared', certainty: 'proven' },
  techniques: ['T1578', 'T1485'],
  explanation:
    'A list and the logs contradict each other: a snapshot was made, deleted, brought back or replaced without an event that says so, in a time that the logs are about. The evidence has a gap. A snapshot older than the logs is none.',
  *judge({ differences }) {
    for (const difference of differences) {
      if (difference.change !== 'unexplained') continue;
      const { why, inventory, events, chain } = difference;
      yield {
        ...this.usual,
        ...(hasHole(why) ? { certainty: 'likely' } : {}),
        because: 'the export may have a hole there',
        techniques: why.kind === 'missing' ? ['T1485'] : ['T1578'],
        message: messageOf(why, inventory),
        events,
        chain,
        suppressed: null,
        isUnlogged: true,
        mark: markOf(why),
      };
    }
  },
};

/** Whether it may have happened where the export itself lacks records. */
function hasHole(why: Unexplained): boolean {
  return why.kind === 'unmade' && why.hole > DAY;
}

function messageOf(why: Unexplained, inventory: Inventory): string {
  const list = listWords(inventory);
  switch (why.kind) {
    case 'unmade': {
      const [first] = why.entries;
      const names = listed(why.entries.map(resourceLabel));
      const when =
        first?.createdAt == null
          ? ''
          : `, ${why.entries.length === 1 ? 'made' : 'the first made'} at ${formatUtc(first.createdAt)}`;
      const hole = hasHole(why)
        ? ` The nearest snapshot events around are ${formatDuration(why.hole)} apart.`
        : '';
      return `${capitalised(list)} has ${names}${when}; the logs of that account go on before and after, and hold no event that made ${why.entries.length === 1 ? 'it' : 'them'}.${hole}`;
    }
    case 'missing':
      return `By the logs ${resourceLabel(why.member.resource)} exists since ${formatUtc(why.since)} or before; ${list} does not have it, and no delete is logged. Unless that list was filtered, it was deleted out of sight of these logs.`;
    case 'back':
      return `${capitalised(list)} has ${resourceLabel(why.member.resource)}, which the logs say was deleted${why.deletedBy.time === null ? '' : ` at ${formatUtc(why.deletedBy.time)}`}: it was taken back or made again, and that is not logged.`;
    case 'replaced':
      return `${capitalised(list)} has another ${resourceLabel(why.member.resource)} than the logs${why.entry.createdAt === null ? '' : `, made at ${formatUtc(why.entry.createdAt)}`}: the one before was replaced, and no delete is logged.`;
    case 'source':
      return `${capitalised(list)} says that ${resourceLabel(why.member.resource)} was taken from ${why.entry.source === null ? 'something else' : resourceLabel(why.entry.source)}, the logs say from ${brief(why.logged)}.`;
  }
}

/** Two holes may lie between the same events. */
function markOf(why: Unexplained): string {
  return why.kind === 'unmade' ? `unmade ${JSON.stringify(why.entries.map(({ id }) => id))}` : why.kind;
}
