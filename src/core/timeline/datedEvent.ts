import { keysAs } from '../chains/about.js';
import type { ChainMember, SnapshotEvent } from '../model.js';
import { readOnce } from '../readOnce.js';

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

/** Keys of all that an act names. */
export const touchedKeys = readOnce((event) => keysAs(event, () => true));

/** Keys of what an act is about: its subjects or, without any, all that it names. */
const meantKeys = readOnce((event) => {
  const subjects = keysAs(event, ({ role }) => role === 'subject');
  return subjects.size === 0 ? touchedKeys(event) : subjects;
});

export function touches(event: SnapshotEvent, member: ChainMember): boolean {
  return touchedKeys(event).has(member.key);
}

/** True when the act is about the member itself, not about something made from it or near it. */
export function isAbout(event: SnapshotEvent, member: ChainMember): boolean {
  return meantKeys(event).has(member.key);
}
