import type { Lineage, Node } from './lineage.js';

/** How far a node's children have been looked at. */
interface Visit {
  readonly node: Node;
  readonly children: Iterator<string>;
}

/**
 * The nodes in groups: those of one group were all made from each other, which makes most groups one node.
 * What was made stands before what it was made from (R. Tarjan, "Depth-first search and linear graph
 * algorithms", 1972; without recursion, for a line of copies may be long).
 */
export function rings(lineage: Lineage): Node[][] {
  const groups: Node[][] = [];
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const path: Visit[] = [];

  const enter = (node: Node): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    open.push(node);
    isOpen.add(node);
    path.push({ node, children: node.madeInto[Symbol.iterator]() });
  };
  const reach = (node: Node, place: number): void => {
    if (place < (low.get(node) ?? 0)) low.set(node, place);
  };
  const leave = (node: Node): void => {
    if (low.get(node) !== order.get(node)) return;
    const group: Node[] = [];
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      isOpen.delete(last);
      group.push(last);
      if (last === node) break;
    }
    groups.push(group);
  };

  for (const start of lineage.values()) {
    if (order.has(start)) continue;
    // Most things were made into nothing and from nothing.
    if (start.madeInto.size === 0) {
      order.set(start, order.size);
      groups.push([start]);
      continue;
    }
    enter(start);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const next = visit.children.next();
      if (next.done === true) {
        path.pop();
        leave(visit.node);
        const above = path.at(-1);
        if (above !== undefined) reach(above.node, low.get(visit.node) ?? 0);
        continue;
      }
      const child = lineage.get(next.value);
      if (child === undefined) continue;
      const place = order.get(child);
      if (place === undefined) enter(child);
      else if (isOpen.has(child)) reach(visit.node, place);
    }
  }
  return groups;
}
