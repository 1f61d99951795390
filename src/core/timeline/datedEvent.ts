import type { ChainMember, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';

/** An event with its time as a number. */
export interface DatedEvent {
  readonly event: SnapshotEvent;
  readonly time: number;
}

/** `null` when the event has no time that an axis could show. */
export function dated(event: SnapshotEvent): DatedEvent | null {
  const time = event.time === null ? Number.NaN : Date.parse(event.time);
  return Number.isFinite(time) ? { event, time } : null;
}

/** Time order; those of one instant stay as the analysis sorted them: by what can follow from what. */
export function byTime(a: DatedEvent, b: DatedEvent): number {
  return a.time - b.time;
}

export function touches(event: SnapshotEvent, member: ChainMember): boolean {
  return event.resources.some((resource) => keyIn(event, resource) === member.key);
}

/** True when the act is about the member itself, not about something made from it or near it. */
export function isAbout(event: SnapshotEvent, member: ChainMember): boolean {
  const hasSubject = event.resources.some((resource) => resource.role === 'subject');
  return event.resources.some(
    (resource) => (resource.role === 'subject' || !hasSubject) && keyIn(event, resource) === member.key,
  );
}
