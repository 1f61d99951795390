import { isCopy, type Lineage, type Node } from './lineage.js';

/**
 * The nodes that begin a chain: copies (snapshots, images, recovery points) and clones on which an
 * event counts by itself, unless they were made from another such node. A machine started from a
 * public image founds nothing, and neither does the image.
 */
export function findRoots(lineage: Lineage): Node[] {
  const seeds = [...lineage.values()].filter(
    (node) => node.founded && (isCopy(node.resource) || isClone(node, lineage)),
  );
  const isSeed = new Set(seeds.map((node) => node.key));
  const below = descendants(seeds, lineage);
  const roots = seeds.filter((node) => !below.has(node.key));
  // Only what no root leads to can be a ring, or hang below one.
  const reached = descendants(roots, lineage);
  return seeds.filter(
    (node) => !below.has(node.key) || (!reached.has(node.key) && inSeedCycle(node, lineage, isSeed)),
  );
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

function descendants(from: readonly Node[], lineage: Lineage): Set<string> {
  const found = new Set<string>();
  const open = from.flatMap((node) => [...node.madeInto]);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    open.push(...(lineage.get(key)?.madeInto ?? []));
  }
  return found;
}

/**
 * Names can be used again, so that A may be made from B and later B from A. Such a ring would have
 * no root at all: its member with the smallest key stands for it.
 */
function inSeedCycle(node: Node, lineage: Lineage, seeds: ReadonlySet<string>): boolean {
  const above = ancestors(node, lineage);
  if (!above.has(node.key)) return false;
  for (const key of above) {
    if (!seeds.has(key)) continue;
    const other = lineage.get(key);
    if (other === undefined) continue;
    if (!ancestors(other, lineage).has(node.key)) return false;
    if (key < node.key) return false;
  }
  return true;
}

function ancestors(node: Node, lineage: Lineage): Set<string> {
  const found = new Set<string>();
  const open = [...node.madeFrom.keys()];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    open.push(...(lineage.get(key)?.madeFrom.keys() ?? []));
  }
  return found;
}
