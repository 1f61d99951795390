import { kindOf, type Lineage } from './lineage.js';
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
export function findRoots(lineage: Lineage): number[] {
  const { table, founded, madeInto } = lineage;
  const { keys } = table.things;
  const isSeed = founded.map((isFounded, thing) =>
    isFounded === 1 && (isCopy({ kind: kindOf(thing, lineage) }) || isClone(thing, lineage)) ? 1 : 0,
  );
  const groups = rings(lineage);
  /** Groups that a seed leads to from outside. */
  const isBelow = new Uint8Array(groups.count);
  const roots: number[] = [];
  for (let index = groups.count - 1; index >= 0; index--) {
    const group = groups.group(index);
    let head: number | null = null;
    for (const thing of group)
      if (isSeed[thing] === 1 && (head === null || (keys[thing] ?? '') < (keys[head] ?? ''))) head = thing;
    if (isBelow[index] === 0) {
      if (head === null) continue;
      roots.push(head);
    }
    for (const thing of group) {
      for (let link = madeInto.first(thing); link >= 0; link = madeInto.next(link)) {
        const below = groups.groupOf[madeInto.to(link)];
        if (below !== undefined && below !== index) isBelow[below] = 1;
      }
    }
  }
  return roots;
}

/** A disk or database copied from another of its kind, with no snapshot in between. */
function isClone(thing: number, lineage: Lineage): boolean {
  const { table, madeFrom } = lineage;
  for (let link = madeFrom.first(thing); link >= 0; link = madeFrom.next(link)) {
    if (!table.is(madeFrom.by(link), 'standsAlone')) continue;
    if (kindOf(madeFrom.to(link), lineage) === kindOf(thing, lineage)) return true;
  }
  return false;
}
