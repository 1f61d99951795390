import type { ChainCase } from '../chains/chainCase.js';
import { isCopy } from '../chains/makings.js';
import type { SnapshotEvent } from '../model.js';
import { accountInId, keyIn } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import { remembered } from '../remembered.js';
import { deletedCopies } from './deeds.js';
import type { Case } from './rule.js';
import type { Trust } from './trust.js';

/**
 * Whether of everything that was deleted a copy had been made before and is left, in the same account or in a trusted
 * one: that is how backups are encrypted anew or moved. A copy in other hands, or under a key of others, is none to
 * restore from.
 */
export function areCopiesLeft(
  deletions: readonly SnapshotEvent[],
  { chainOf, trust }: Pick<Case, 'chainOf' | 'trust'>,
): boolean {
  return deletions.every((deletion) => {
    const chain = chainOf(deletion);
    if (chain === null) return deletedCopies(deletion).length === 0;
    const copyings = copyingsLeft(chain);
    return deletedCopies(deletion).every((gone) =>
      (copyings.get(keyIn(deletion, gone)) ?? []).some((made) => isKept(made, deletion, trust)),
    );
  });
}

/** By what was copied: the acts that made copies of it which nobody deleted. */
const copyingsLeft = remembered(({ parts }: ChainCase): ReadonlyMap<string, readonly SnapshotEvent[]> => {
  const copyings = new Map<string, SnapshotEvent[]>();
  for (const { member, made } of parts) {
    if (!isCopy(member) || member.deletedBy !== null || made?.action !== 'copy') continue;
    for (const parent of member.madeFrom) pushTo(copyings, parent, made);
  }
  return copyings;
});

function isKept(made: SnapshotEvent, deletion: SnapshotEvent, trust: Trust): boolean {
  if (made.outcome !== 'success' || made.account === null || deletion.account === null) return false;
  if (made.time === null || deletion.time === null || made.time >= deletion.time) return false;
  const owner = deletion.account;
  const holders = made.encryptionKeys.map(accountInId).filter((holder) => holder !== null);
  return [made.account, ...holders].every((account) => trust.ofAccount(account, owner) !== 'foreign');
}
