import { accessSpans } from '../chains/access.js';
import type { ChainMember } from '../model.js';
import { type DatedEvent, isAbout } from './datedEvent.js';
import type { TimelineExposure } from './timelineModel.js';

/** The spans in which a member stood open to others, for the axis. */
export function exposuresOf(member: ChainMember, events: readonly DatedEvent[]): TimelineExposure[] {
  const about = events.filter(({ event }) => isAbout(event, member)).map(({ event }) => event);
  return accessSpans(about).map(({ from, to, sharedWith }) => ({
    from: Date.parse(from),
    to: to === null ? null : Date.parse(to),
    sharedWith,
  }));
}
