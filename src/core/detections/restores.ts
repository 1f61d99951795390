import type { ChainCase } from '../chains/chainCase.js';
import type { SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { remembered } from '../remembered.js';
import { resourcesAs } from './deeds.js';
import { identityOf } from './identity.js';
import type { Case } from './rule.js';

export interface Restore {
  readonly event: SnapshotEvent;
  readonly chain: ChainCase | null;
}

/**
 * Restores of snapshots and recovery points by people, by who did them and in which chain. Images are made to be
 * started by anybody. Built once for a case.
 */
export const restoresByIdentity = remembered(
  ({ steps, trust }: Case): ReadonlyMap<string, readonly Restore[]> => {
    const groups = new Map<string, Restore[]>();
    for (const { event, chain } of steps('restore')) {
      if (event.outcome === 'failure' || event.actor.service) continue;
      const identity = identityOf(event);
      if (identity === null || trust.ofActor(event) !== 'own') continue;
      if (resourcesAs(event, ['source', 'subject'], ['snapshot', 'recoveryPoint']).length === 0) continue;
      pushTo(groups, `${chain?.id ?? event.id} ${identity}`, { event, chain });
    }
    return groups;
  },
);
