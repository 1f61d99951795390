import type { ChainCase } from '../../chains/chainCase.js';
import type { SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { identityOf } from '../identity.js';
import { routineOf } from '../routine.js';
import type { Rule } from '../rule.js';
import { told } from '../wording.js';

export const exported: Rule = {
  id: 'snapshot.exported',
  title: 'Exported',
  usual: { stake: 'exposed', certainty: 'proven' },
  techniques: ['T1537'],
  explanation:
    'Data left the service that guards it: written to a bucket, or handed out as a download link that works from anywhere until it expires. Exports are rare; most need an explanation. What the same identity exports at the same hour day by day is a report.',
  *judge({ steps }) {
    const groups = new Map<string, { readonly event: SnapshotEvent; readonly chain: ChainCase | null }[]>();
    const times = new Map<string, number[]>();
    const wayOf = (event: SnapshotEvent) => `${identityOf(event)} ${event.operation}`;
    for (const { event, chain } of steps('export')) {
      if (event.outcome === 'failure') continue;
      pushTo(groups, JSON.stringify([wayOf(event), chain?.id ?? event.id]), { event, chain });
      if (event.time !== null) pushTo(times, wayOf(event), Date.parse(event.time));
    }
    const routines = new Map([...times].map(([way, moments]) => [way, routineOf(moments)]));
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const { event, chain } = first;
      const days = event.time === null ? 0 : (routines.get(wayOf(event))?.(Date.parse(event.time)) ?? 0);
      const isLink = /getaccess|sasuri/i.test(event.operation);
      const reason = isLink
        ? 'Whoever holds the link can download all of it, without any account.'
        : 'The copy there obeys other permissions than the original.';
      yield {
        ...(days > 0 || event.actor.service ? { stake: 'exposed', certainty: 'possible' } : this.usual),
        techniques: this.techniques,
        message: `${told(event, chain)}${group.length > 1 ? `, and ${group.length - 1} more times` : ''}. ${reason}`,
        because:
          days > 0
            ? `the same identity did so on ${days} other days at about this hour`
            : 'a service did it, by a plan that somebody set up',
        events: group.map((one) => one.event),
        chain,
        suppressed: null,
      };
    }
  },
};
