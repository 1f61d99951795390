import { kindOf, type Lineage } from './lineage.js';
import { isCopy } from './makings.js';
import { rings } from './rings.js';
import { NO_THING } from './things.js';

/** Where chains begin, and where they stop because too many meet. */
export interface Roots {
  readonly roots: readonly number[];
  /** By thing: the root of the only chain that tells of it, where too many others lead to it; {@link NO_THING} for the rest. */
  readonly toldIn: Int32Array;
}

/**
 * More chains do not run together in one thing: an image of 5,000 snapshots, with 5,000 machines made of it, would be
 * told 5,000 times over. Images of machines stay below it, but for the largest: up to 16xlarge, EC2 takes 48 volumes
 * (AWS, "Amazon EBS volume limits for Amazon EC2 instances").
 */
export const MOST_CHAINS_IN_ONE = 48;

/**
 * By so many ways, each counted for each chain that comes by it, a thing is told at most: every way is a line of every
 * such chain. A machine with 48 disks, each of a snapshot of its own, has 48; with all of them copies of one image of
 * four disks it has 192.
 */
export const MOST_WAYS_INTO_ONE = 192;

/**
 * The things that begin a chain: copies (snapshots, images, recovery points) and clones on which an
 * event counts by itself, unless they were made from another such thing. A machine started from a
 * public image founds nothing, and neither does the image.
 *
 * Names can be used again, so that A may be made from B and later B from A. Such a ring would have
 * no root at all: its member with the smallest key stands for it. What more than {@link MOST_CHAINS_IN_ONE}
 * chains lead to, or these by more than {@link MOST_WAYS_INTO_ONE} ways, begins one itself. Linear in things and links.
 */
export function findRoots(lineage: Lineage): Roots {
  const { table, founded, madeInto } = lineage;
  const { keys, count } = table.things;
  const isSeed = founded.map((isFounded, thing) =>
    isFounded === 1 && (isCopy({ kind: kindOf(thing, lineage) }) || isClone(thing, lineage)) ? 1 : 0,
  );
  const groups = rings(lineage);
  /** By group: the roots that lead to it from outside, no more than one too many. */
  const above: (ReadonlySet<number> | undefined)[] = [];
  /** By group: the ways into it, counted for each of these roots. */
  const ways = new Float64Array(groups.count);
  const roots: number[] = [];
  const toldIn = new Int32Array(count).fill(NO_THING);

  const smallest = (group: Uint32Array, isWanted: (thing: number) => boolean): number | null => {
    let head: number | null = null;
    for (const thing of group)
      if (isWanted(thing) && (head === null || (keys[thing] ?? '') < (keys[head] ?? ''))) head = thing;
    return head;
  };

  for (let index = groups.count - 1; index >= 0; index--) {
    const group = groups.group(index);
    const known = above[index];
    const isMeeting =
      known !== undefined &&
      (known.size > MOST_CHAINS_IN_ONE || (ways[index] ?? 0) > MOST_WAYS_INTO_ONE * group.length);
    let leading = isMeeting ? undefined : known;
    if (leading === undefined) {
      const seed = smallest(group, (thing) => isSeed[thing] === 1);
      const head = seed === null && isMeeting ? smallest(group, () => true) : seed;
      if (head === null) continue;
      roots.push(head);
      leading = new Set([head]);
      if (isMeeting) for (const thing of group) toldIn[thing] = head;
    }
    // Not needed any more, and there may be a million.
    above[index] = undefined;
    for (const thing of group) {
      for (let link = madeInto.first(thing); link >= 0; link = madeInto.next(link)) {
        const below = groups.groupOf[madeInto.to(link)];
        if (below === undefined || below === index) continue;
        above[below] = joined(above[below], leading);
        ways[below] = (ways[below] ?? 0) + leading.size;
      }
    }
  }
  return { roots, toldIn };
}
/** Both together, or as many of them as are already too many. */
function joined(known: ReadonlySet<number> | undefined, more: ReadonlySet<number>): ReadonlySet<number> {
  if (known === undefined || known === more) return more;
  let all: Set<number> | null = null;
  for (const root of more) {
    if ((all ?? known).size > MOST_CHAINS_IN_ONE) break;
    if (known.has(root)) continue;
    all ??= new Set(known);
    all.add(root);
  }
  return all ?? known;
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
