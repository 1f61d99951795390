import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { actorLabel, formatUtc, listed, resourceLabel } from '../reports/labels.js';

import { identityOf } from './identity.js';
import type { Case, Verdict } from './rule.js';
import type { Criteria } from './severity.js';

/** One verdict for each identity and operation in an account: whoever takes down a project removes many things at once. */
export function* loosened(
  { acting, chainOf }: Case,
  isMeant: (event: SnapshotEvent) => boolean,
  of: {
    readonly criteria: (event: SnapshotEvent) => Criteria;
    readonly techniques: readonly string[];
    readonly reason: string;
    readonly because?: (event: SnapshotEvent) => string;
  },
): Iterable<Verdict> {
  const groups = new Map<string, SnapshotEvent[]>();
  for (const event of acting('unprotect', 'schedule')) {
    if (isMeant(event))
      pushTo(groups, JSON.stringify([event.cloud, event.account, identityOf(event), event.operation]), event);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const subjects = [
      ...new Set(
        group.flatMap(({ resources }) =>
          resources.filter(({ role }) => role === 'subject').map(resourceLabel),
        ),
      ),
    ];
    const often = group.length === 1 ? '' : ` ${group.length} times`;
    const when =
      first.time === null
        ? ''
        : ` ${group.length === 1 ? 'at' : 'from'} ${formatUtc(first.time)}${group.length === 1 ? '' : ' on'}`;
    yield {
      ...of.criteria(first),
      techniques: of.techniques,
      because: of.because?.(first) ?? null,
      message: `${actorLabel(first, first.account)} called ${first.operation}${often} on ${listed(subjects) || `account ${first.account ?? 'unknown'}`}${when}. ${of.reason}`,
      events: group,
      chain: group.length === 1 ? chainOf(first) : null,
      suppressed: null,
    };
  }
}
