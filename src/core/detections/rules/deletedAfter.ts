import type { ChainCase } from '../../chains/chainCase.js';
import { stepsOf } from '../../chains/parts.js';
import type { Action, SnapshotEvent } from '../../model.js';
import { keyIn } from '../../providers/resourceId.js';
import { readOnce } from '../../readOnce.js';
import { between, formatDuration, granteeLabel, listed } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { deletedCopies } from '../deeds.js';
import { mountsIn, reachesMachine } from '../mounts.js';
import { outwardShare } from '../outwardShare.js';
import type { Rule } from '../rule.js';
import type { Criteria } from '../severity.js';
import { HOUR } from '../thresholds.js';
import { at, homeOf, isBefore } from '../wording.js';

export const deletedAfter: Rule = {
  id: 'snapshot.deleted.afterUse',
  title: 'Deleted after sharing, export or restore',
  usual: { stake: 'exposed', certainty: 'proven' },
  techniques: ['T1578', 'T1490'],
  explanation:
    'A snapshot or image was removed after it had been opened to outsiders, exported or restored. Removing the copy hides what was taken; what was made from it lives on.',
  *judge({ acting, chains, trust }) {
    const mounts = mountsIn(acting);
    for (const chain of chains) {
      const deletions = stepsOf(chain, ['delete']).filter((event) => goneIn(event).size > 0);
      const [deletion] = deletions;
      if (deletion === undefined) continue;
      const share = outwardShare(chain, trust);
      if (share !== null && isBefore(share.event, deletion)) {
        const gap = between(share.event, deletion);
        const revocations = stepsOf(chain, ['unshare']).filter(
          (event) => event.outcome !== 'failure' && isBefore(share.event, event) && isBefore(event, deletion),
        );
        yield {
          ...this.usual,
          techniques: this.techniques,
          message: `${bareSentence(deletion, homeOf(deletion, chain))}${at(deletion)}${gap === null ? '' : `, ${formatDuration(gap)}`} after it had been shared with ${listed(share.grantees.map(granteeLabel))}${revocations.length > 0 ? ' and the access taken back' : ''}. The copy is gone, and so is the proof of what it held; what others took from it remains.`,
          events: [share.event, ...revocations, ...deletions],
          about: deletions,
          chain,
          suppressed: share.trusted,
        };
        continue;
      }
      const use = lastUseBefore(deletion, goneIn(deletion), chain);
      if (use === null || deletion.actor.service) continue;
      const gap = between(use, deletion);
      const after = gap === null ? '' : `, ${formatDuration(gap)}`;
      const isExport = use.action === 'export';
      yield {
        ...(isExport ? this.usual : weightOf(gap, () => reachesMachine(use, chain, mounts))),
        techniques: this.techniques,
        message: `${bareSentence(deletion, homeOf(deletion, chain))}${at(deletion)}${after} after ${
          isExport
            ? 'its data had been exported. The exported data still exists; the proof of what it held is gone.'
            : 'something had been made from it. What was made lives on without its origin.'
        }`,
        events: [use, ...deletions],
        about: deletions,
        chain,
        suppressed: null,
      };
    }
  },
};

/** Within the hour of a disk that reached a machine, what is harmless seldom ends so. */
function weightOf(gap: number | null, reaches: () => boolean): Criteria & { readonly because: string } {
  const isHasty = gap !== null && gap <= HOUR;
  return isHasty && reaches()
    ? {
        stake: 'exposed',
        certainty: 'likely',
        because: 'it had gone to a machine and not out of the cloud',
      }
    : {
        stake: 'exposed',
        certainty: 'possible',
        because: 'building images and moving disks end so, too',
      };
}

/** Keys of the copies that a delete removed. */
const goneIn = readOnce(
  (event): ReadonlySet<string> => new Set(deletedCopies(event).map((resource) => keyIn(event, resource))),
);

/** The last export, or else the last restore, of what was then deleted. */
function lastUseBefore(
  deletion: SnapshotEvent,
  gone: ReadonlySet<string>,
  chain: ChainCase,
): SnapshotEvent | null {
  const last = (...actions: readonly Action[]) =>
    stepsOf(chain, actions).findLast(
      (event) =>
        event.outcome !== 'failure' &&
        isBefore(event, deletion) &&
        event.resources.some(
          (resource) =>
            (resource.role === 'source' || resource.role === 'subject') && gone.has(keyIn(event, resource)),
        ),
    );
  return last('export') ?? last('restore', 'use') ?? null;
}
