import type { ChainCase } from '../../chains/chainCase.js';
import type { SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, between, formatDuration, listed, resourceLabel } from '../../reports/labels.js';
import { identityOf } from '../identity.js';
import { routineOf } from '../routine.js';
import type { Rule } from '../rule.js';
import type { Criteria } from '../severity.js';
import { at, homeOf } from '../wording.js';

export const readDirect: Rule = {
  id: 'snapshot.read.direct',
  title: 'Data read straight out of a snapshot',
  usual: { stake: 'exposed', certainty: 'proven' },
  techniques: ['T1530'],
  explanation:
    'Blocks or files were read out of a snapshot or recovery point with no volume and no machine in between. All reads of one snapshot by one identity are one finding. Backup products read so too, by the clock: these weigh little.',
  *judge({ steps }) {
    const groups = new Map<string, { readonly event: SnapshotEvent; readonly chain: ChainCase | null }[]>();
    const times = new Map<string, number[]>();
    for (const { event, chain } of steps('read')) {
      if (event.outcome === 'failure' || event.actor.service) continue;
      const who = identityOf(event) ?? '';
      pushTo(groups, JSON.stringify([who, event.service, chain?.id ?? null]), { event, chain });
      if (event.time !== null) pushTo(times, who, Date.parse(event.time));
    }
    const routines = new Map([...times].map(([who, moments]) => [who, routineOf(moments)]));
    for (const group of groups.values()) {
      const [first] = group;
      const last = group.at(-1);
      if (first === undefined || last === undefined) continue;
      const { event, chain } = first;
      const all = group.map((one) => one.event);
      const days =
        event.time === null ? 0 : (routines.get(identityOf(event) ?? '')?.(Date.parse(event.time)) ?? 0);
      const what = listed([
        ...new Set(
          all.flatMap(({ resources }) =>
            resources.filter(({ role }) => role === 'subject').map(resourceLabel),
          ),
        ),
      ]);
      const span = between(event, last.event);
      const calls = all.length === 1 ? event.operation : `${all.length} calls`;
      const during = span === null || all.length === 1 ? '' : ` within ${formatDuration(span)}`;
      yield {
        ...weightOf(all, days),
        techniques: this.techniques,
        message: `${actorLabel(event, homeOf(event, chain))} read the data of ${what || 'a snapshot'} directly, by ${calls}${during}${at(event)}. No volume, no machine and no share shows this way out.`,
        events: all,
        chain,
        suppressed: null,
      };
    }
  },
};

function weightOf(reads: readonly SnapshotEvent[], days: number): Criteria & { readonly because?: string } {
  if (days > 0)
    return {
      stake: 'exposed',
      certainty: 'possible',
      because: `the same identity did so on ${days} other days at about this hour`,
    };
  if (reads.some(({ operation }) => operation === 'GetSnapshotBlock'))
    return { stake: 'exposed', certainty: 'proven' };
  return reads.every(({ operation }) => /^List/.test(operation))
    ? {
        stake: 'prepared',
        certainty: 'likely',
        because: 'lists of blocks tell which parts of a disk hold data, not what they hold',
      }
    : {
        stake: 'exposed',
        certainty: 'possible',
        because: 'searches and mounts of backups are how files are restored',
      };
}
