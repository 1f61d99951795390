import type { SnapshotEvent } from '../model.js';

/**
 * Who acted, the same for every session of one role: a script, a pipeline or a machine takes a new session name each
 * time. A session named like a mail address is that of a person, as single sign-on writes it, and stays apart.
 * `null` when the record names nobody.
 */
export function identityOf({ cloud, actor }: SnapshotEvent): string | null {
  if (actor.id === null) return null;
  const session = actor.id.includes(ROLE) ? actor.id.match(SESSION) : null;
  const id = session?.[1] !== undefined && session[2]?.includes('@') !== true ? session[1] : actor.id;
  return `${cloud} ${id.toLowerCase()}`;
}

const ROLE = ':assumed-role/';
const SESSION = /^(arn:[^:]*:sts::[^:]*:assumed-role\/[^/]+)\/(.*)$/;

/** One identity in one account, for grouping. */
export function identityInAccount(event: SnapshotEvent): string {
  return `${event.account ?? ''}\n${identityOf(event) ?? event.cloud}`;
}

/** Whether two events are one identity's; unnamed ones are nobody's. */
export function isSameIdentity(a: SnapshotEvent, b: SnapshotEvent): boolean {
  const one = identityOf(a);
  return one !== null && one === identityOf(b);
}
