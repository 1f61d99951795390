import type { Chains } from '../chains/buildChains.js';
import type { ChainCase } from '../chains/chainCase.js';
import { makerOf } from '../chains/parts.js';
import type { SnapshotEvent } from '../model.js';
import { resourceKey } from '../providers/resourceId.js';
import { remembered } from '../remembered.js';

/**
 * Whether deletes only rotate: of each source whose copy was deleted a younger one is left. That is what a retention
 * rule does, by whatever hand; somebody who destroys recovery leaves nothing. What the logs do not tell counts as not left.
 */
export function isRotation(
  deletions: readonly SnapshotEvent[],
  { chains, chainOf }: Pick<Chains, 'chains' | 'chainOf'>,
): boolean {
  const youngest = youngestLeft(chains);
  return deletions.every((deletion) => {
    const chain = chainOf(deletion);
    if (chain === null) return false;
    const source = sourceKey(chain);
    const made = madeAt(chain);
    const left = source === null ? undefined : youngest.get(source);
    return made !== null && left !== undefined && left > made;
  });
}

/** By source: when the youngest of its copies that nobody deleted was made. */
const youngestLeft = remembered((chains: readonly ChainCase[]): ReadonlyMap<string, string> => {
  const youngest = new Map<string, string>();
  for (const chain of chains) {
    const source = sourceKey(chain);
    const made = madeAt(chain);
    if (source === null || made === null || chain.members[0]?.deletedBy !== null) continue;
    if (made > (youngest.get(source) ?? '')) youngest.set(source, made);
  }
  return youngest;
});

function madeAt(chain: ChainCase): string | null {
  return makerOf(chain)?.time ?? null;
}

/** The source under one spelling, as the event that made the copy names it. */
function sourceKey(chain: ChainCase): string | null {
  const maker = makerOf(chain);
  return chain.source === null || maker === null ? null : resourceKey(chain.source, maker);
}
