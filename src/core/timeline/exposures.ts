import type { ChainMember } from '../model.js';
import { type DatedEvent, isAbout } from './datedEvent.js';
import type { TimelineExposure } from './timelineModel.js';

/**
 * The spans in which a member stood open to others. A span opens with the first
 * successful share and closes when nobody is left: by the unshare that removes the
 * last one, by an unshare that names nobody (a reset), or by a successful delete.
 * What failed, or only started, changes nothing.
 */
export function exposuresOf(member: ChainMember, events: readonly DatedEvent[]): TimelineExposure[] {
  const spans: TimelineExposure[] = [];
  const open = new Set<string>();
  let since: number | null = null;
  let everybody = new Set<string>();

  function close(time: number | null): void {
    if (since === null) return;
    spans.push({ from: since, to: time, sharedWith: [...everybody] });
    since = null;
    open.clear();
    everybody = new Set();
  }

  for (const { event, time } of events) {
    if (event.outcome !== 'success' || !isAbout(event, member)) continue;
    if (event.action === 'share') {
      since ??= time;
      for (const who of event.sharedWith) {
        open.add(who);
        everybody.add(who);
      }
    } else if (event.action === 'unshare') {
      for (const who of event.sharedWith) open.delete(who);
      if (event.sharedWith.length === 0 || open.size === 0) close(time);
    } else if (event.action === 'delete') {
      close(time);
    }
  }
  close(null);
  return spans;
}
