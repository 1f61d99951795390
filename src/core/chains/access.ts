import type { Exposure, SnapshotEvent } from '../model.js';

/** Somebody who was let in. */
export interface Grant {
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly openedBy: SnapshotEvent;
}

/** A span in which a resource stood open to others. */
export interface AccessSpan extends Pick<Exposure, 'from' | 'to' | 'sharedWith' | 'stillOpenTo'> {
  readonly openedBy: SnapshotEvent;
  /** `null` when nothing in the logs closed it. */
  readonly closedBy: SnapshotEvent | null;
}

/**
 * Who may read one resource, event by event. A list of everybody after a call counts for more than what earlier
 * events say: whoever is missing from it has lost access. What failed, or only started, or has no time, changes nothing.
 */
export class AccessReplay {
  readonly #open = new Map<string, Grant>();

  get grants(): readonly Grant[] {
    return [...this.#open.values()];
  }

  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  has(who: string): boolean {
    return this.#open.has(who);
  }

  /** Takes in the next event about the resource, in time order; false when it changes nothing. */
  apply(event: SnapshotEvent): boolean {
    const { time } = event;
    if (event.outcome !== 'success' || time === null) return false;
    if (event.action === 'delete') return this.#clear();
    if (event.accessAfter !== undefined) return this.#replace(event.accessAfter, event, time);
    if (event.action === 'unshare' && event.revokedFrom.length === 0) return this.#clear();
    if (event.action !== 'share' && event.action !== 'unshare') return false;
    let isChanged = false;
    for (const who of event.revokedFrom) isChanged = this.#open.delete(who) || isChanged;
    if (event.action === 'share')
      for (const who of event.sharedWith) isChanged = this.#letIn(who, event, time) || isChanged;
    return isChanged;
  }

  #clear(): boolean {
    const wasOpen = this.#open.size > 0;
    this.#open.clear();
    return wasOpen;
  }

  #letIn(who: string, openedBy: SnapshotEvent, since: string): boolean {
    if (this.#open.has(who)) return false;
    this.#open.set(who, { who, since, openedBy });
    return true;
  }

  #replace(after: readonly string[], event: SnapshotEvent, time: string): boolean {
    const kept = new Set(after);
    let isChanged = false;
    for (const who of [...this.#open.keys()])
      if (!kept.has(who)) isChanged = this.#open.delete(who) || isChanged;
    for (const who of after) isChanged = this.#letIn(who, event, time) || isChanged;
    return isChanged;
  }
}

/**
 * Replays who may read a resource, over the events about it in time order. A span opens with the
 * first successful share and closes when nobody is left: by the calls that take back the last access, by
 * one that takes back all without naming anybody, or by a successful delete.
 */
export function accessSpans(events: Iterable<SnapshotEvent>): AccessSpan[] {
  const spans: AccessSpan[] = [];
  const replay = new AccessReplay();
  let opened: { readonly by: SnapshotEvent; readonly from: string } | null = null;
  const everybody = new Set<string>();

  const close = (by: SnapshotEvent | null): void => {
    if (opened === null) return;
    spans.push({
      from: opened.from,
      to: by?.time ?? null,
      sharedWith: [...everybody],
      stillOpenTo: replay.grants.map(({ who }) => who),
      openedBy: opened.by,
      closedBy: by,
    });
    opened = null;
    everybody.clear();
  };

  for (const event of events) {
    if (!replay.apply(event) || event.time === null) continue;
    if (replay.isOpen) opened ??= { by: event, from: event.time };
    else close(event);
    for (const who of event.accessAfter ?? event.sharedWith) if (replay.has(who)) everybody.add(who);
  }
  close(null);
  return spans;
}
