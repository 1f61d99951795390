import { countWhile } from '../countWhile.js';
import { pushTo } from '../pushTo.js';
import { nameOf } from './lives.js';
import type { Things } from './things.js';

/** A copy and one that lies in it, both by number. */
export interface Nested {
  readonly outer: number;
  readonly inner: number;
}

/**
 * The copy of one disk within a restore point of a machine, `…/restorePoints/p/diskRestorePoints/d`, as keys have it: it
 * comes with the restore point and has no making of its own (arm-compute 24.1.0, `DiskRestorePoint`). No other copies nest
 * so that the outer one holds the data of the inner: a gallery is a shelf for images that were made elsewhere.
 */
const INNER = '/diskrestorepoints/';
const NESTED = /^(azure [^ ]*\/restorepoints\/[^/]+)\/diskrestorepoints\/[^/]+$/;

/**
 * Which copies lie in others that the logs know, as the ids alone tell it: records often have no body that names what
 * was made. Linear in things, and a look at each key where there is none.
 *
 * `madeBy`: by thing, the place of the event that made it, negative where the logs do not hold it. A name that was used
 * again stands for several things: what lies in it belongs to the last that was made by `firstSeen` of the inner one.
 */
export function nestedCopies(
  { keys }: Pick<Things, 'keys'>,
  madeBy: Int32Array,
  firstSeen: (thing: number) => number,
): readonly Nested[] {
  const inners = new Map<string, number[]>();
  for (const [thing, key] of keys.entries()) {
    const outer = key.includes(INNER) ? nameOf(key).match(NESTED)?.[1] : undefined;
    if (outer !== undefined) pushTo(inners, outer, thing);
  }
  if (inners.size === 0) return [];
  const outers = new Map<string, number[]>();
  for (const [thing, key] of keys.entries()) {
    const name = nameOf(key);
    if (inners.has(name)) pushTo(outers, name, thing);
  }
  const made = (thing: number) => madeBy[thing] ?? 0;
  return [...outers].flatMap(([name, lives]) => {
    lives.sort((a, b) => made(a) - made(b));
    return (inners.get(name) ?? []).flatMap((inner) => {
      const begun = countWhile(lives.length, (index) => made(lives[index] ?? 0) <= firstSeen(inner));
      const outer = lives[Math.max(begun - 1, 0)];
      return outer === undefined ? [] : [{ outer, inner }];
    });
  });
}
