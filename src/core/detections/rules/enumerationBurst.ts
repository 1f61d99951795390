import { actorLabel, between, formatDuration, formatUtc, listed } from '../../reports/labels.js';
import { burstsOf } from '../bursts.js';
import { isRefused } from '../refusals.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';

export const enumerationBurst: Rule = {
  id: 'snapshot.enumeration.burst',
  title: 'Listed many times in a short time',
  usual: { stake: 'lookedAt', certainty: 'proven' },
  techniques: ['T1580'],
  explanation:
    'One identity, no service, listed or looked up snapshots again and again within the window that the settings name. Consoles and auditors do so; so does a tool that takes stock of an account, region after region.',
  *judge({ acting, settings }) {
    for (const { events: looks, routineDays } of burstsOf(
      acting('enumerate', 'describe'),
      () => true,
      thresholdsOf(settings).enumeration,
    )) {
      const first = looks[0];
      const last = looks.at(-1);
      if (first === undefined || last === undefined) continue;
      const operations = [...new Set(looks.map(({ operation }) => operation))];
      const regions = new Set(looks.map(({ region }) => region).filter((region) => region !== null));
      const refused = looks.filter(isRefused).length;
      yield {
        stake: 'lookedAt',
        certainty: routineDays > 0 ? 'possible' : 'proven',
        techniques: this.techniques,
        message: `${actorLabel(first, first.account)} asked ${looks.length} times what snapshots there are (${listed(operations)}) within ${formatDuration(between(first, last) ?? 0)} from ${formatUtc(first.time ?? '')} on${regions.size > 1 ? `, in ${regions.size} regions` : ''}${refused > 0 ? `; ${refused} times it was refused` : ''}. Whoever takes stock is looking for something.`,
        because: `the same identity did so on ${routineDays} other days at about this hour`,
        events: looks,
        chain: null,
        suppressed: null,
      };
    }
  },
};
