import type { Action, ChainMember, Exposure, Resource, SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { aboutKeys, eventsByKey, isSubject } from './about.js';
import { AccessReplay, accessSpans, type Grant } from './access.js';
import { afterProtection, type Protection } from './protection.js';

/** What of a chain its state follows from: a `ChainCase`, or a `Chain` whose events were looked up. */
export interface Replayed {
  /** In time order. */
  readonly events: readonly SnapshotEvent[];
  readonly members: readonly ChainMember[];
}

/** A member of a chain at a moment. */
export interface MemberState {
  readonly key: string;
  readonly resource: Resource;
  /** `null`: the logs do not say, for nothing has been heard of it yet. */
  readonly exists: boolean | null;
  /** When it was made, or else first heard of (or deleted, if it is gone); `null` while nothing is known. */
  readonly since: string | null;
  /** True when the logs hold its making at or before that moment. */
  readonly isMade: boolean;
  /** Who may read it, besides the owner. */
  readonly access: readonly Grant[];
  readonly protections: readonly Protection[];
}

export interface ChainState {
  /**
   * All members as they were right after `time` (ISO 8601, UTC, with milliseconds); `null` for the end of the
   * logs. Events without a time are in no state.
   */
  at(time: string | null): readonly MemberState[];
}

/** The state of a chain at any moment, by replay of its events. Failed and pending calls change nothing. */
export function replay({ events, members }: Replayed): ChainState {
  const lists = eventsByKey(
    members.map(({ key }) => key),
    events,
  );
  return {
    at: (time) => members.map((member) => stateOf(member, lists.get(member.key) ?? [], time)),
  };
}

function stateOf(member: ChainMember, events: readonly SnapshotEvent[], until: string | null): MemberState {
  const access = new AccessReplay();
  let protections: readonly Protection[] = [];
  let exists: boolean | null = null;
  let since: string | null = null;
  let isMade = false;
  for (const event of events) {
    if (event.time === null || event.outcome === 'failure' || event.outcome === 'pending') continue;
    if (until !== null && event.time > until) break;
    if (event.id === member.madeBy) {
      exists = true;
      isMade = true;
      since = event.time;
    } else if (event.action === 'delete' && isSubject(event, member.key)) {
      exists = false;
      since = event.time;
      protections = [];
    } else if (exists === null || (event.action === 'recover' && isSubject(event, member.key))) {
      exists = true;
      since = event.time;
    }
    if (!aboutKeys(event).has(member.key)) continue;
    access.apply(event);
    protections = afterProtection(protections, event);
  }
  const { kind, id, key } = member;
  return { key, resource: { kind, id }, exists, since, isMade, access: access.grants, protections };
}

/** These open and close a span and do nothing inside it; looking is no use of it. */
const NOT_INSIDE: ReadonlySet<Action> = new Set(['share', 'unshare', 'describe', 'enumerate', 'context']);

/** Every span in which a member stood open to others, with what happened to the member in it; in time order. */
export function exposures({ events, members }: Replayed): Exposure[] {
  const lists = eventsByKey(
    members.map(({ key }) => key),
    events,
  );
  const found = members.flatMap((member) => {
    const own = lists.get(member.key) ?? [];
    const about = own.filter((event) => aboutKeys(event).has(member.key));
    const spans = accessSpans(about);
    const places = new Map(spans.length === 0 ? [] : own.map((event, place) => [event, place]));
    return spans.map(
      ({ from, to, sharedWith, stillOpenTo, openedBy, closedBy }): Exposure => ({
        resource: member.key,
        from,
        to,
        sharedWith,
        stillOpenTo,
        openedBy: openedBy.id,
        closedBy: closedBy?.id ?? null,
        closedHow: closedBy === null ? null : closedBy.action === 'delete' ? 'delete' : 'unshare',
        inside: byAction(
          between(own, places.get(openedBy), closedBy === null ? undefined : places.get(closedBy)),
        ),
      }),
    );
  });
  return found.sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : a.resource < b.resource ? -1 : 1,
  );
}

function between(
  events: readonly SnapshotEvent[],
  opened: number | undefined,
  closed: number | undefined,
): readonly SnapshotEvent[] {
  return events.slice((opened ?? -1) + 1, closed).filter((event) => event.time !== null);
}

function byAction(events: readonly SnapshotEvent[]): Exposure['inside'] {
  const lists = new Map<Action, string[]>();
  for (const { action, id, outcome } of events) {
    if (NOT_INSIDE.has(action) || outcome === 'failure') continue;
    pushTo(lists, action, id);
  }
  return [...lists].map(([action, ids]) => ({ action, events: ids }));
}
