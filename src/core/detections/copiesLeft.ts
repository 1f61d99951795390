import { isCopy } from '../chains/makings.js';
import type { SnapshotEvent } from '../model.js';
import { accountInId, keyIn } from '../providers/resourceId.js';
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
    const parts = chainOf(deletion)?.parts ?? [];
    return deletedCopies(deletion).every((gone) => {
      const key = keyIn(deletion, gone);
      return parts.some(
        ({ member, made }) =>
          isCopy(member) &&
          member.deletedBy === null &&
          member.madeFrom.includes(key) &&
          made?.action === 'copy' &&
          isKept(made, deletion, trust),
      );
    });
  });
}

function isKept(made: SnapshotEvent, deletion: SnapshotEvent, trust: Trust): boolean {
  if (made.outcome !== 'success' || made.account === null || deletion.account === null) return false;
  if (made.time === null || deletion.time === null || made.time >= deletion.time) return false;
  const owner = deletion.account;
  const holders = made.encryptionKeys.map(accountInId).filter((holder) => holder !== null);
  return [made.account, ...holders].every((account) => trust.ofAccount(account, owner) !== 'foreign');
}
