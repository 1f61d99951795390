import { isCopy, type Lineage, type Node } from './lineage.js';
import { rings } from './rings.js';

/**
 * The nodes that begin a chain: copies (snapshots, images, recovery points) and clones on which an
 * event counts by itself, unless they were made from another such node. A machine started from a
 * public image founds nothing, and neither does the image.
 *
 * Names can be used again, so that A may be made from B and later B from A. Such a ring would have
 * no root at all: its member with the smallest key stands for it. Linear in nodes and links.
 */
export function findRoots(lineage: Lineage): Node[] {
  const seeds = new Set<Node>();
  for (const node of lineage.values())
    if (node.founded && (isCopy(node.resource) || isClone(node, lineage))) seeds.add(node);

  const groups = rings(lineage);
  const groupOf = new Map<Node, number>();
  groups.forEach((group, index) => {
    for (const node of group) groupOf.set(node, index);
  });
  /** Groups that a seed leads to from outside. */
  const isBelow = new Uint8Array(groups.length);
  const heads = new Set<Node>();
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index] ?? [];
    const own = group.filter((node) => seeds.has(node));
    if (own.length > 0 && isBelow[index] === 0)
      heads.add(own.reduce((least, node) => (node.key < least.key ? node : least)));
    if (own.length === 0 && isBelow[index] === 0) continue;
    for (const node of group) {
      for (const key of node.madeInto) {
        const child = lineage.get(key);
        const below = child === undefined ? undefined : groupOf.get(child);
        if (below !== undefined && below !== index) isBelow[below] = 1;
      }
    }
  }
  return [...seeds].filter((node) => heads.has(node));
}

/** A disk or database copied from another of its kind, with no snapshot in between. */
function isClone(node: Node, lineage: Lineage): boolean {
  for (const [parent, merged] of node.madeFrom) {
    const source = lineage.get(parent);
    if (merged.standsAlone && source !== undefined && source.resource.kind === node.resource.kind)
      return true;
  }
  return false;
}
