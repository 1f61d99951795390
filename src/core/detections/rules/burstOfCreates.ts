import { isCopy } from '../../chains/makings.js';
import type { SnapshotEvent } from '../../model.js';
import { actorLabel, between, formatDuration } from '../../reports/labels.js';
import { burstsOf } from '../bursts.js';
import { historyOf, newness } from '../history.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';
import { at } from '../wording.js';

export const burstOfCreates: Rule = {
  id: 'snapshot.burst.create',
  title: 'Several created in a short time',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578', 'T1578.001'],
  explanation:
    'One identity, no backup service, made several snapshots within the window that the settings name. A migration does so as well: it weighs more when the identity is new, and less when it happens at the same hour day by day.',
  *judge({ acting, firsts, settings }) {
    const { burst, newIdentityMs } = thresholdsOf(settings);
    const history = historyOf(firsts);
    const isMaking = ({ outcome, resources }: SnapshotEvent) =>
      outcome !== 'failure' && resources.some((resource) => resource.role === 'subject' && isCopy(resource));
    for (const { events: made, routineDays } of burstsOf(acting('create', 'copy'), isMaking, burst)) {
      const first = made[0];
      const last = made.at(-1);
      if (first === undefined || last === undefined) continue;
      const isNew = newness(first, history, newIdentityMs);
      const because =
        isNew !== null
          ? `by ${isNew}`
          : routineDays > 0
            ? `the same identity did so on ${routineDays} other days at about this hour, as a backup does`
            : null;
      yield {
        stake: 'prepared',
        certainty: isNew !== null ? 'proven' : routineDays > 0 ? 'possible' : 'likely',
        techniques: this.techniques,
        message: `${actorLabel(first, first.account)} created ${made.length} snapshots or images within ${formatDuration(between(first, last) ?? 0)}${at(first)}. Somebody who collects data copies many disks at once; so does a migration. Ask which of the two it was.`,
        because,
        events: made,
        chain: null,
        suppressed: null,
      };
    }
  },
};
