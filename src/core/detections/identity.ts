import type { Cloud, SnapshotEvent } from '../model.js';

/**
 * Who acted, the same for every session of one role: a script, a pipeline or a machine takes a new session name each
 * time. A session named like a mail address is that of a person, as single sign-on writes it, and stays apart.
 * `null` when the record names nobody.
 */
export function identityOf({ cloud, actor }: SnapshotEvent): string | null {
  if (actor.id === null) return null;
  const known = KNOWN[cloud];
  let identity = known.get(actor.id);
  if (identity === undefined) {
    identity = read(cloud, actor.id);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(actor.id, identity);
  }
  return identity;
}

/** The same actors come again and again; a hostile log has a new one each time. */
const MAX_REMEMBERED = 10_000;
const KNOWN: Readonly<Record<Cloud, Map<string, string>>> = {
  aws: new Map(),
  azure: new Map(),
  gcp: new Map(),
};

function read(cloud: Cloud, actor: string): string {
  const session = actor.includes(ROLE) ? actor.match(SESSION) : null;
  const id = session?.[1] !== undefined && session[2]?.includes('@') !== true ? session[1] : actor;
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
