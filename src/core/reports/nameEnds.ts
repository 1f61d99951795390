import { shortId } from './labels.js';

/** A name of at most so many characters stands whole; of a longer one, its end tells it from its neighbours. */
const WHOLE_NAME = 16;
const NAME_END = 8;
/** No more of a name is compared or shown. */
const LONGEST_END = 64;

/** `…5e1f2a3b` of `snap-0c1d2e3f5e1f2a3b`; `payroll-copy` whole. */
export function nameEnd(id: string): string {
  return endOf(shortId(id), NAME_END);
}

/**
 * {@link nameEnd} of each id, longer where the ends of several are alike: `…0514-nightly` and `…0515-nightly`.
 * As long as to sort them.
 */
export function nameEnds(ids: readonly string[]): readonly string[] {
  const names = ids.map(shortId);
  const backwards = [...new Set(names.map(lastOf))].sort();
  const shared = new Map<string, number>();
  backwards.forEach((one, at) => {
    shared.set(one, Math.max(alike(one, backwards[at - 1]), alike(one, backwards[at + 1])));
  });
  return names.map((name) => endOf(name, Math.max(NAME_END, (shared.get(lastOf(name)) ?? 0) + 1)));
}

/** The end of a name, backwards. */
function lastOf(name: string): string {
  return [...name.slice(-LONGEST_END)].reverse().join('');
}

/** How many characters two texts begin with alike. */
function alike(a: string, b: string | undefined): number {
  let count = 0;
  while (b !== undefined && count < a.length && a[count] === b[count]) count++;
  return count;
}

function endOf(name: string, length: number): string {
  if (name.length <= Math.max(WHOLE_NAME, length)) return name;
  // Never half of a surrogate pair.
  return `…${name.slice(-Math.min(length, LONGEST_END)).replace(/^[\udc00-\udfff]/, '')}`;
}
