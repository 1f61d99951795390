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

/** What an event changed of who may read a resource. */
export interface AccessStep {
  readonly letIn: readonly string[];
  readonly letOut: readonly string[];
}

const NO_STEP: AccessStep = { letIn: [], letOut: [] };

/**
 * Who may read one resource, event by event. A list of everybody after a call counts for more than what earlier
 * events say: whoever is missing from it has lost access. What failed, or only started, or has no time, changes nothing.
 */
export class AccessReplay {
  /** `null` for those who had access before the first event. */
  readonly #open: Map<string, Grant | null>;

  /** `before`: who had access before the first event. */
  constructor(before: Iterable<string> = []) {
    this.#open = new Map([...before].map((who) => [who, null]));
  }

  /** Those who were let in by an event and still have access. */
  get grants(): readonly Grant[] {
    return [...this.#open.values()].filter((grant) => grant !== null);
  }

  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  has(who: string): boolean {
    return this.#open.has(who);
  }

  /** Takes in the next event about the resource, in time order; answers what it changes. */
  apply(event: SnapshotEvent): AccessStep {
    const { time } = event;
    if (event.outcome !== 'success' || time === null) return NO_STEP;
    if (event.action === 'delete') return this.#replace([], event, time);
    if (event.accessAfter !== undefined) return this.#replace(event.accessAfter, event, time);
    if (event.action === 'unshare' && event.revokedFrom.length === 0) return this.#replace([], event, time);
    if (event.action !== 'share' && event.action !== 'unshare') return NO_STEP;
    const letOut = event.revokedFrom.filter((who) => this.#open.delete(who));
    return { letIn: event.action === 'share' ? this.#letIn(event.sharedWith, event, time) : [], letOut };
  }

  #letIn(all: readonly string[], openedBy: SnapshotEvent, since: string): readonly string[] {
    const letIn = all.filter((who) => !this.#open.has(who));
    for (const who of letIn) this.#open.set(who, { who, since, openedBy });
    return letIn;
  }

  #replace(after: readonly string[], event: SnapshotEvent, time: string): AccessStep {
    const kept = new Set(after);
    const letOut = [...this.#open.keys()].filter((who) => !kept.has(who));
    for (const who of letOut) this.#open.delete(who);
    return { letIn: this.#letIn(after, event, time), letOut };
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
    const { letIn, letOut } = replay.apply(event);
    if (event.time === null || letIn.length + letOut.length === 0) continue;
    if (replay.isOpen) opened ??= { by: event, from: event.time };
    else close(event);
    for (const who of event.accessAfter ?? event.sharedWith) if (replay.has(who)) everybody.add(who);
  }
  close(null);
  return spans;
}
