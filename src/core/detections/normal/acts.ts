import type { ChainCase } from '../../chains/chainCase.js';
import type { SnapshotEvent } from '../../model.js';
import type { Settings } from '../../settings.js';
import { crossing } from '../borders.js';
import type { Trust } from '../trust.js';
import { homeOf } from '../wording.js';

/** What a finding is about, gravest first: what may explain it depends on this, whatever rule found it. */
export const ACTS = [
  'public',
  'outward',
  'protection',
  'massDelete',
  'takenOut',
  'delete',
  'make',
  'attempt',
  'look',
] as const;
export type Act = (typeof ACTS)[number];

/** For the table in the README. */
export const ACT_TITLES: Readonly<Record<Act, string>> = {
  public: 'opened to everybody',
  outward: 'opened to, or used by, an outsider',
  protection: 'protection or a schedule changed',
  massDelete: 'a mass delete',
  takenOut: 'data exported or read',
  delete: 'deleted',
  make: 'made, copied, restored, used or changed',
  attempt: 'a refused attempt',
  look: 'listed or described',
};

/** The gravest act among the events of a finding. */
export function actOf(
  events: readonly SnapshotEvent[],
  chainOf: (event: SnapshotEvent) => ChainCase | null,
  trust: Trust,
  settings: Settings,
): Act {
  let gravest = ACTS.length - 1;
  let deletes = 0;
  for (const event of events) {
    const act = actOfEvent(event, chainOf(event), trust);
    if (act === 'delete') deletes++;
    gravest = Math.min(gravest, ACTS.indexOf(act));
  }
  if (deletes >= settings.massDelete.count) gravest = Math.min(gravest, ACTS.indexOf('massDelete'));
  return ACTS[gravest] ?? 'public';
}

function actOfEvent(event: SnapshotEvent, chain: ChainCase | null, trust: Trust): Act {
  if (event.outcome === 'failure') return 'attempt';
  if (event.action === 'share') {
    const standings = event.sharedWith.map((grantee) => trust.ofGrantee(grantee, event));
    if (standings.includes('public')) return 'public';
    return standings.some((standing) => standing === 'foreign' || standing === 'sameDomain')
      ? 'outward'
      : 'make';
  }
  if (isForeign(event, chain, trust)) return 'outward';
  switch (event.action) {
    case 'unprotect':
    case 'schedule':
      return 'protection';
    case 'export':
    case 'read':
      return 'takenOut';
    case 'delete':
      return 'delete';
    case 'enumerate':
    case 'describe':
      return 'look';
    default:
      return 'make';
  }
}

/** By an account that is not the owner's, into one, or under a key of one. */
function isForeign(event: SnapshotEvent, chain: ChainCase | null, trust: Trust): boolean {
  if (trust.ofActor(event) === 'foreign') return true;
  const border = crossing(event);
  if (border !== null && border.from === event.account?.toLowerCase()) {
    if (trust.ofAccount(border.to, border.from) === 'foreign') return true;
  }
  const home = homeOf(event, chain);
  if (event.cloud !== 'aws' || home === null) return false;
  const accounts = [event.actor.account, ...event.encryptionKeys.map(accountOfKey)];
  return accounts.some((account) => account !== null && trust.ofAccount(account, home) === 'foreign');
}

/** `arn:aws:kms:eu-west-1:111122223333:key/…`; an id or an alias alone is one of the own account. */
function accountOfKey(key: string): string | null {
  return key.match(/^arn:[a-z-]+:kms:[a-z0-9-]*:([0-9]+):/)?.[1] ?? null;
}
