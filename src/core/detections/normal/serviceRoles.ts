import type { SnapshotEvent } from '../../model.js';
import { principalList } from './principals.js';

/** Tells the entry of the list of service roles by which an event was caused, or `null`. */
export type ServiceRoles = (event: SnapshotEvent) => string | null;

/**
 * Entries are ARNs, mail addresses and ids of applications, as for principals, or a role's bare name. Every account
 * may have a role of one name, so a bare one means that of the account in whose log the event stands.
 */
export function serviceRoles(entries: readonly string[]): ServiceRoles {
  if (entries.length === 0) return () => null;
  const isBare = (entry: string) => !/[:@]/.test(entry);
  const bare = principalList(entries.filter(isBare));
  const full = principalList(entries.filter((entry) => !isBare(entry)));
  return ({ cloud, actor, account }) => {
    const entry = full.ofActor(actor);
    if (entry !== null) return entry;
    // Ids of Azure's objects and applications are bare, and no one else has the same.
    if (cloud !== 'aws') return bare.ofActor(actor);
    if (actor.account === null || actor.account !== account) return null;
    for (const alias of actor.aliases) {
      const name = alias.match(/^arn:[^:]+:iam::[0-9]*:role\/(?:.*\/)?([^/]+)$/)?.[1];
      const found = name === undefined ? null : bare.fits(name);
      if (found !== null) return found;
    }
    return null;
  };
}
