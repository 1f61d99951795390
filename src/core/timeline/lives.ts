import type { ChainMember } from '../model.js';
import { type DatedEvent, isAbout, touches } from './datedEvent.js';

/** From when to when the logs know a member to exist. */
export interface Life {
  readonly from: number | null;
  /** True when `from` is the event that made it, not only its first sight. */
  readonly made: boolean;
  readonly to: number | null;
}

function timeOf(id: string | null, events: readonly DatedEvent[]): number | null {
  if (id === null) return null;
  const found = events.find(({ event }) => event.id === id && event.outcome !== 'failure');
  return found?.time ?? null;
}

/** A delete that was undone later (recycle bin, undelete) did not end the life. */
function recoveredAfter(time: number, member: ChainMember, events: readonly DatedEvent[]): boolean {
  return events.some(
    ({ event, time: at }) =>
      at > time && event.action === 'recover' && event.outcome === 'success' && isAbout(event, member),
  );
}

export function lifeOf(member: ChainMember, events: readonly DatedEvent[]): Life {
  const made = timeOf(member.madeBy, events);
  // A denied attempt does not prove that the thing is there.
  const seen =
    events.find(({ event }) => event.outcome !== 'failure' && touches(event, member))?.time ?? null;
  const deleted = timeOf(member.deletedBy, events);
  return {
    from: made ?? seen,
    made: made !== null,
    to: deleted === null || recoveredAfter(deleted, member, events) ? null : deleted,
  };
}
