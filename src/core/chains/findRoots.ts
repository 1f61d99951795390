import type { MergedEvent } from '../analysis/mergeRecords.js';
import type { Lineage } from './lineage.js';
import { isCopy } from './makings.js';
import { rings } from './rings.js';

/**
 * The things that begin a chain: copies (snapshots, images, recovery points) and clones on which an
 * event counts by itself, unless they were made from another such thing. A machine started from a
 * public image founds nothing, and neither does the image.
 *
 * Names can be used again, so that A may be made from B and later B from A. Such a ring would have
 * no root at all: its member with the smallest key stands for it. Linear in things and links.
 */
export function findRoots(merged: readonly MergedEvent[], lineage: Lineage): number[] {
  const { things, resources, founded, madeInto } = lineage;
  const isSeed = founded.map((isFounded, thing) => {
    const resource = resources[thing];
    if (isFounded === 0 || resource === undefined) return 0;
    return Number(isCopy(resource) || isClone(thing, merged, lineage));
  });
  const groups = rings(lineage);
  /** Groups that a seed leads to from outside. */
  const isBelow = new Uint8Array(groups.count);
  const isHead = new Uint8Array(things.count);
  for (let index = groups.count - 1; index >= 0; index--) {
    const group = groups.group(index);
    let head: number | null = null;
    for (const thing of group)
      if (isSeed[thing] === 1 && (head === null || keyOf(thing, lineage) < keyOf(head, lineage)))
        head = thing;
    if (head === null && isBelow[index] === 0) continue;
    if (head !== null && isBelow[index] === 0) isHead[head] = 1;
    for (const thing of group) {
      for (let link = madeInto.first(thing); link >= 0; link = madeInto.next(link)) {
        const below = groups.groupOf[madeInto.to(link)];
        if (below !== undefined && below !== index) isBelow[below] = 1;
      }
    }
  }
  const roots: number[] = [];
  isHead.forEach((head, thing) => {
    if (head === 1) roots.push(thing);
  });
  return roots;
}

const keyOf = (thing: number, { things }: Lineage): string => things.keys[thing] ?? '';

/** A disk or database copied from another of its kind, with no snapshot in between. */
function isClone(thing: number, merged: readonly MergedEvent[], { resources, madeFrom }: Lineage): boolean {
  const kind = resources[thing]?.kind;
  for (let link = madeFrom.first(thing); link >= 0; link = madeFrom.next(link)) {
    const isMeant = merged[madeFrom.by(link)]?.standsAlone === true;
    if (isMeant && resources[madeFrom.to(link)]?.kind === kind) return true;
  }
  return false;
}
