import type { ChainCase } from '../chains/buildChains.js';
import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';

import { resourcesAs } from './deeds.js';
import { identityOf } from './identity.js';
import type { Case } from './rule.js';

export interface Restore {
  readonly event: SnapshotEvent;
  readonly chain: ChainCase | null;
}

/** Restores of snapshots and recovery points by people, by who did them and in which chain. Images are made to be started by anybody. */
export function restoresByIdentity({ acting, chainOf, trust }: Case): Map<string, Restore[]> {
  const groups = new Map<string, Restore[]>();
  for (const event of acting('restore')) {
    if (event.outcome === 'failure' || event.actor.service) continue;
    if (identityOf(event) === null || trust.ofActor(event) !== 'own') continue;
    if (resourcesAs(event, ['source', 'subject'], ['snapshot', 'recoveryPoint']).length === 0) continue;
    const chain = chainOf(event);
    pushTo(groups, JSON.stringify([chain?.id ?? event.id, identityOf(event)]), { event, chain });
  }
  return groups;
}
