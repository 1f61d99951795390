import { isCopy } from '../../chains/lineage.js';
import type { Action, Severity, SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, between, formatDuration } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import { slidingBursts } from '../slidingBursts.js';

interface BurstOf {
  readonly id: string;
  readonly title: string;
  readonly actions: readonly Action[];
  readonly severity: Severity;
  readonly techniques: readonly string[];
  readonly explanation: string;
  readonly done: string;
  readonly why: string;
}

function burstRule(of: BurstOf): Rule {
  return {
    id: of.id,
    title: of.title,
    severity: of.severity,
    explanation: of.explanation,
    *judge({ events, settings }) {
      const byActor = new Map<string, SnapshotEvent[]>();
      for (const event of events) {
        // Backup services work in bursts every night; a burst by a person does not happen by itself.
        if (
          !of.actions.includes(event.action) ||
          event.outcome === 'failure' ||
          event.time === null ||
          event.actor.service
        )
          continue;
        if (!event.resources.some((resource) => resource.role === 'subject' && isCopy(resource))) continue;
        const key = JSON.stringify([event.cloud, event.account, event.actor.id]);
        pushTo(byActor, key, event);
      }
      for (const group of byActor.values()) {
        for (const burst of slidingBursts(group, settings.burst.count, settings.burst.minutes * 60_000)) {
          const first = burst[0];
          const last = burst.at(-1);
          if (first === undefined || last === undefined) continue;
          yield {
            severity: of.severity,
            techniques: of.techniques,
            message: `${actorLabel(first, first.account)} ${of.done} ${burst.length} snapshots or images within ${formatDuration(between(first, last) ?? 0)}. ${of.why}`,
            events: burst,
            chain: null,
            suppressed: null,
          };
        }
      }
    },
  };
}

export const burstOfCreates = burstRule({
  id: 'snapshot.burst.create',
  title: 'Several created in a short time',
  actions: ['create', 'copy'],
  severity: 'medium',
  techniques: ['T1578', 'T1578.001'],
  explanation:
    'One identity, no backup service, made several snapshots within the window that the settings name.',
  done: 'created',
  why: 'Somebody who collects data copies many disks at once; so does a migration. Ask which of the two it was.',
});

export const burstOfDeletes = burstRule({
  id: 'snapshot.burst.delete',
  title: 'Several deleted in a short time',
  actions: ['delete'],
  severity: 'high',
  techniques: ['T1485', 'T1490', 'T1578'],
  explanation:
    'One identity, no backup service, deleted several snapshots within the window that the settings name.',
  done: 'deleted',
  why: 'Without them nothing can be restored: this is how recovery is made impossible before data is destroyed or held to ransom.',
});
