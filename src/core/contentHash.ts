const FACTOR_HIGH = 2_654_435_761;
const FACTOR_LOW = 1_597_334_677;
/** Beyond all characters: what stands between two texts, and for one that is not there. */
const END_OF_TEXT = 0x10000;
const NOTHING = 0x10001;

/**
 * A fast 64-bit hash of texts as 16 hex digits, for telling what is surely different: two lanes, in the manner of FNV,
 * each with a multiplication a character. Whoever writes a log can make two records with one hash: what needs to be
 * sure compares what they say, too.
 */
export function textsHash(texts: readonly (string | null)[]): string {
  let high = 0xdeadbeef | 0;
  let low = 0x41c6ce57 | 0;
  for (const text of texts) {
    if (text !== null) {
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        high = Math.imul(high ^ code, FACTOR_HIGH);
        low = Math.imul(low ^ code, FACTOR_LOW);
        // A product carries upwards only: without this the low bits would never know of the high ones.
        low ^= low >>> 15;
      }
    }
    const end = text === null ? NOTHING : END_OF_TEXT;
    high = Math.imul(high ^ end, FACTOR_HIGH) ^ (low >>> 11);
    low = Math.imul(low ^ end, FACTOR_LOW) ^ (high >>> 13);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return hex(high >>> 0) + hex(low >>> 0);
}

const hex = (lane: number) => lane.toString(16).padStart(8, '0');

/** Whether two values of plain data say the same: `undefined` and a key that is not there are one. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameContent(item, b[index]))
    );
  }
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(left)) if (!sameContent(left[key], right[key])) return false;
  for (const key of Object.keys(right)) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}
