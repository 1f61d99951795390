import type { SnapshotEvent } from '../model.js';

/** A span in which a resource stood open to others. */
export interface AccessSpan {
  /** ISO 8601, UTC. */
  readonly from: string;
  /** `null` when nothing in the logs closed it. */
  readonly to: string | null;
  /** Everybody it was open to during the span, in the order in which they were let in. */
  readonly sharedWith: readonly string[];
  /** Those of them who still had access when the span, or the log, ended. */
  readonly stillOpenTo: readonly string[];
}

/**
 * Replays who may read a resource, over the dated events about it in time order. A span opens with the
 * first successful share and closes when nobody is left: by the calls that take back the last access, by
 * one that takes back all without naming anybody, or by a successful delete. What failed, or only started,
 * changes nothing.
 */
export function accessSpans(events: Iterable<SnapshotEvent>): AccessSpan[] {
  const spans: AccessSpan[] = [];
  const open = new Set<string>();
  let everybody = new Set<string>();
  let since: string | null = null;

  const close = (to: string | null): void => {
    if (since !== null) {
      spans.push({ from: since, to, sharedWith: [...everybody], stillOpenTo: to === null ? [...open] : [] });
    }
    since = null;
    open.clear();
    everybody = new Set();
  };

  for (const event of events) {
    if (event.outcome !== 'success' || event.time === null) continue;
    if (event.action === 'delete') close(event.time);
    if (event.action !== 'share' && event.action !== 'unshare') continue;
    for (const who of event.revokedFrom) open.delete(who);
    if (event.action === 'share') {
      since ??= event.time;
      for (const who of event.sharedWith) {
        open.add(who);
        everybody.add(who);
      }
    }
    if (open.size === 0 || (event.action === 'unshare' && event.revokedFrom.length === 0)) close(event.time);
  }
  close(null);
  return spans;
}
