import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { areCopiesLeft } from './copiesLeft.js';
import { identityInAccount } from './identity.js';
import { isRotation } from './rotation.js';
import { routineOf } from './routine.js';
import type { Case } from './rule.js';
import { slidingBursts } from './slidingBursts.js';
import type { Count } from './thresholds.js';

export interface Burst {
  /** In time order; as many as were asked for, at least. */
  readonly events: readonly SnapshotEvent[];
  /** On how many other days the same identity had such a burst at about this hour; 0 when it is no routine. */
  readonly routineDays: number;
}

/**
 * Bursts by one identity in one account, no service of the provider, of those events that `wanted` picks. Backup
 * services work in bursts every night; a burst by a person does not happen by itself.
 */
export function burstsOf(
  events: readonly SnapshotEvent[],
  wanted: (event: SnapshotEvent) => boolean,
  { count, windowMs }: Count,
): Burst[] {
  const byIdentity = new Map<string, SnapshotEvent[]>();
  for (const event of events) {
    if (event.time === null || event.actor.service || !wanted(event)) continue;
    pushTo(byIdentity, identityInAccount(event), event);
  }
  return [...byIdentity.values()].flatMap((group) => {
    const bursts = slidingBursts(group, count, windowMs);
    const begin = (burst: readonly SnapshotEvent[]) => Date.parse(burst[0]?.time ?? '');
    const routine = routineOf(bursts.map(begin));
    return bursts.map((burst) => ({ events: burst, routineDays: routine(begin(burst)) }));
  });
}

/** Why a burst of deletes is what a clean-up does, or `null`. */
export function cleanUpReason({ events, routineDays }: Burst, subject: Case): string | null {
  if (routineDays > 0)
    return `the same identity did so on ${routineDays} other days at about this hour, as a clean-up does`;
  if (isRotation(events, subject))
    return 'of each source a younger copy is left, as a retention rule leaves it';
  return areCopiesLeft(events, subject)
    ? 'each had been copied before, and the copy is left, as after a move or a new encryption'
    : null;
}
