import { isCopy } from '../chains/makings.js';
import type { Chain, ResourceKind, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { readOnce } from '../readOnce.js';
import { memberKeys } from './memberKeys.js';

/**
 * What kinds a delete removed, where it took neither the root of the chain nor any copy: a machine that was made from a
 * snapshot, say, which lives on. Empty for every other event. What a call of many names counts as far as it is of the chain.
 */
export function deletedBeside(event: SnapshotEvent, chain: Chain): readonly ResourceKind[] {
  if (event.action !== 'delete') return [];
  const subjects = subjectsOf(event);
  const members = memberKeys(chain);
  const isFew = subjects.size < members.size;
  const own = [...(isFew ? subjects.keys() : members)].filter((key) => (isFew ? members : subjects).has(key));
  const root = chain.members[0]?.key;
  const kinds = new Set<ResourceKind>();
  for (const key of own.length > 0 ? own : subjects.keys()) {
    const kind = subjects.get(key);
    if (kind === undefined) continue;
    if (key === root || isCopy({ kind })) return [];
    kinds.add(kind);
  }
  return [...kinds];
}

const subjectsOf = readOnce(
  (event): ReadonlyMap<string, ResourceKind> =>
    new Map(
      event.resources
        .filter(({ role }) => role === 'subject')
        .map((resource) => [keyIn(event, resource), resource.kind]),
    ),
);
