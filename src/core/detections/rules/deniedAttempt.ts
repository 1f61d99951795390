import type { Action, Severity, SnapshotEvent } from '../../model.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, brief, formatUtc, listed, resourceLabel } from '../../reports/labels.js';
import { chainOf } from '../chainOf.js';
import type { Rule } from '../rule.js';

/** What a refused attempt at it is worth; actions that are not named are not reported. */
const WORTH: Partial<Record<Action, Severity>> = {
  share: 'medium',
  export: 'medium',
  delete: 'medium',
  unprotect: 'medium',
  modify: 'low',
  copy: 'low',
  create: 'low',
  restore: 'low',
  read: 'low',
  use: 'low',
  enumerate: 'info',
  describe: 'info',
};

/** Refused for want of permission, in the words of the three clouds; other errors are mistakes. */
const REFUSED =
  /unauthorized|accessdenied|access_denied|permission_denied|forbidden|authorizationfailed|unauthenticated/i;

export const deniedAttempt: Rule = {
  id: 'snapshot.attempt.denied',
  title: 'Denied attempts',
  severity: 'medium',
  explanation:
    'Somebody tried to do what they may not. Nothing happened to the data, but it tells what an intruder wants, and often comes just before a way that works.',
  *judge({ events, chains }) {
    const attempts = new Map<string, SnapshotEvent[]>();
    for (const event of events) {
      if (
        event.outcome !== 'failure' ||
        !REFUSED.test(event.errorCode ?? '') ||
        WORTH[event.action] === undefined
      )
        continue;
      const key = JSON.stringify([event.cloud, event.account, event.actor.id, event.operation]);
      pushTo(attempts, key, event);
    }
    for (const group of attempts.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const targets = [
        ...new Set(
          group.flatMap(({ resources }) =>
            resources.filter(({ role }) => role === 'subject' || role === 'source').map(resourceLabel),
          ),
        ),
      ];
      const often = group.length === 1 ? '' : ` ${group.length} times`;
      yield {
        severity: WORTH[first.action] ?? 'low',
        techniques: first.techniques,
        message: `${actorLabel(first, first.account)} was refused ${first.operation}${often}${targets.length > 0 ? ` on ${listed(targets)}` : ''}${first.time === null ? '' : `, first at ${formatUtc(first.time)}`} (${brief(first.errorCode ?? '')}). Nothing was changed; the attempt shows the intent.`,
        events: group,
        chain: chainOf(first, chains),
        suppressed: null,
      };
    }
  },
};
