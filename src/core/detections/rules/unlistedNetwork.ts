import type { Action, SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, brief, formatUtc, listed } from '../../reports/labels.js';

import { identityOf } from '../identity.js';
import type { Rule } from '../rule.js';

const LOOKS: ReadonlySet<Action> = new Set(['enumerate', 'describe', 'context']);

export const unlistedNetwork: Rule = {
  id: 'access.network.unlisted',
  title: 'From a network or endpoint that is not on the list',
  usual: { stake: 'prepared', certainty: 'proven' },
  techniques: ['T1537'],
  explanation:
    'A call about snapshots came from an address or a VPC endpoint outside those that the settings name as trusted. Silent while no list is set.',
  *judge({ events, chainOf, normal }) {
    const groups = new Map<string, { readonly event: SnapshotEvent; readonly origin: string }[]>();
    for (const event of events) {
      if (event.actor.service) continue;
      const standing = normal.networkOf(event);
      // `off` is told of all events alike: the settings list nothing.
      if (standing.kind === 'off') return;
      if (standing.kind !== 'untrusted') continue;
      const origin = `${standing.from === event.sourceIp ? 'address' : 'endpoint or network'} ${brief(standing.from)}`;
      pushTo(groups, JSON.stringify([event.account, identityOf(event), origin]), { event, origin });
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const all = group.map(({ event }) => event);
      const deeds = all.filter(({ action }) => !LOOKS.has(action));
      const chain = chainOf(deeds[0] ?? first.event);
      const when = first.event.time === null ? '' : ` from ${formatUtc(first.event.time)} on`;
      yield {
        ...(deeds.length > 0 ? this.usual : { stake: 'lookedAt', certainty: 'proven' }),
        because: 'it only looked',
        techniques: this.techniques,
        message: `${actorLabel(first.event, first.event.account)} made ${all.length} ${all.length === 1 ? 'call' : 'calls'} about snapshots from ${first.origin}${when} (${listed([...new Set((deeds.length > 0 ? deeds : all).map(({ operation }) => operation))])}). It is on no list of trusted networks and endpoints.`,
        events: all,
        chain: all.every((event) => chainOf(event) === chain) ? chain : null,
        suppressed: null,
      };
    }
  },
};
