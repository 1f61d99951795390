import type { SnapshotEvent } from '../model.js';
import { actorLabel, between, formatDuration, formatUtc } from '../reports/labels.js';
import { burstsOf, cleanUpReason } from './bursts.js';
import { deletedCopies } from './deeds.js';
import type { Rule } from './rule.js';
import type { Certainty } from './severity.js';
import { type Thresholds, thresholdsOf } from './thresholds.js';

/** A rule over bursts of deletes, however many make one. */
export function deleteBurstRule(of: {
  readonly id: string;
  readonly title: string;
  readonly certainty: Certainty;
  readonly explanation: string;
  readonly threshold: (thresholds: Thresholds) => Thresholds['burst'];
}): Rule {
  return {
    id: of.id,
    title: of.title,
    usual: { stake: 'recoveryDestroyed', certainty: of.certainty },
    techniques: ['T1485', 'T1490', 'T1578'],
    explanation: of.explanation,
    *judge(subject) {
      const { acting, settings } = subject;
      const isDeleting = (event: SnapshotEvent) => deletedCopies(event).length > 0;
      const deletions = acting('delete');
      for (const burst of burstsOf(deletions, isDeleting, of.threshold(thresholdsOf(settings)))) {
        const first = burst.events[0];
        const last = burst.events.at(-1);
        if (first === undefined || last === undefined) continue;
        const harmless = cleanUpReason(burst, subject);
        yield {
          ...(harmless === null ? this.usual : { stake: 'prepared', certainty: 'likely' }),
          techniques: this.techniques,
          message: `${actorLabel(first, first.account)} deleted ${burst.events.length} snapshots or images within ${formatDuration(between(first, last) ?? 0)}, beginning ${formatUtc(first.time ?? '')}.${harmless === null ? ' Without them nothing can be restored: this is how recovery is made impossible before data is destroyed or held to ransom.' : ''}`,
          because: harmless,
          events: burst.events,
          chain: null,
          suppressed: null,
        };
      }
    },
  };
}
