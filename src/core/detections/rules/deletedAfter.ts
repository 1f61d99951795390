import type { ChainCase } from '../../chains/buildChains.js';
import { isCopy } from '../../chains/lineage.js';
import type { Action, SnapshotEvent } from '../../model.js';
import { keyIn } from '../../providers/resourceId.js';
import { between, formatDuration } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { homeOf } from '../chainOf.js';
import { outwardShare } from '../outwardShare.js';
import type { Rule } from '../rule.js';

const HOUR = 60 * 60 * 1000;

export const deletedAfter: Rule = {
  id: 'snapshot.deleted.afterUse',
  title: 'Deleted after sharing, export or restore',
  severity: 'high',
  explanation:
    'A snapshot or image was removed after it had been opened to outsiders, exported or restored. Removing the copy hides what was taken; what was made from it lives on.',
  *judge({ chains, trust }) {
    for (const chain of chains) {
      const deletions = chain.events.filter(
        (event) =>
          event.action === 'delete' &&
          event.outcome !== 'failure' &&
          event.resources.some(({ role, kind, id }) => role === 'subject' && isCopy({ kind, id })),
      );
      const [deletion] = deletions;
      if (deletion === undefined) continue;
      const share = outwardShare(chain, trust);
      if (share !== null && isBefore(share.event, deletion)) {
        const gap = between(share.event, deletion);
        yield {
          severity: 'high',
          techniques: ['T1578', 'T1490'],
          message: `${bareSentence(deletion, homeOf(deletion, chain))}${gap === null ? '' : `, ${formatDuration(gap)}`} after it had been shared. The copy is gone, and so is the proof of what it held; what others took from it remains.`,
          events: [share.event, ...deletions],
          chain,
          suppressed: share.trusted,
        };
        continue;
      }
      const use = lastUseBefore(deletion, chain);
      if (use === null || deletion.actor.service) continue;
      const gap = between(use, deletion);
      const after = gap === null ? '' : `, ${formatDuration(gap)}`;
      yield {
        severity: use.action === 'export' ? 'high' : gap !== null && gap <= HOUR ? 'medium' : 'low',
        techniques: ['T1578', 'T1490'],
        message:
          use.action === 'export'
            ? `${bareSentence(deletion, homeOf(deletion, chain))}${after} after its data had been exported. What was exported remains, the proof of what it held does not.`
            : `${bareSentence(deletion, homeOf(deletion, chain))}${after} after something had been made from it. What was made lives on without its origin.`,
        events: [use, ...deletions],
        chain,
        suppressed: null,
      };
    }
  },
};

function isBefore(a: SnapshotEvent, b: SnapshotEvent): boolean {
  return a.time !== null && b.time !== null && a.time <= b.time;
}

/** The last export, or else the last restore, of what was then deleted. */
function lastUseBefore(deletion: SnapshotEvent, chain: ChainCase): SnapshotEvent | null {
  const gone = new Set(
    deletion.resources.filter(({ role }) => role === 'subject').map((resource) => keyIn(deletion, resource)),
  );
  const uses = (actions: readonly Action[]) =>
    chain.events.filter(
      (event) =>
        actions.includes(event.action) &&
        event.outcome !== 'failure' &&
        isBefore(event, deletion) &&
        event.resources.some(
          (resource) =>
            (resource.role === 'source' || resource.role === 'subject') && gone.has(keyIn(event, resource)),
        ),
    );
  return uses(['export']).at(-1) ?? uses(['restore', 'use']).at(-1) ?? null;
}
