/**
 * A fast 64-bit hash of plain data, for telling what is surely different. Two multiplications a character, in the
 * manner of FNV with two lanes. Whoever writes a log can make two records with one hash: what needs to be sure
 * compares the data, too.
 */
export interface ContentHash {
  readonly high: number;
  readonly low: number;
}

const FACTOR_HIGH = 2_654_435_761;
const FACTOR_LOW = 1_597_334_677;
/** Beyond all characters: where a text, a list or an object ends, and what stands for other values. */
const END_OF_TEXT = 0x10000;
const END_OF_LIST = 0x10001;
const NOTHING = 0x10002;

let high = 0;
let low = 0;

function feed(code: number): void {
  high = Math.imul(high ^ code, FACTOR_HIGH);
  low = Math.imul(low ^ code, FACTOR_LOW);
  // A product carries upwards only: without this the low bits of a lane would never know of the high ones.
  high ^= high >>> 15;
  low ^= low >>> 13;
}

function feedValue(value: unknown): void {
  if (typeof value === 'string') {
    for (let index = 0; index < value.length; index++) feed(value.charCodeAt(index));
    feed(END_OF_TEXT);
  } else if (Array.isArray(value)) {
    for (const item of value) feedValue(item);
    feed(END_OF_LIST);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) feedValue(item);
    feed(END_OF_LIST);
  } else if (value === null || value === undefined) {
    feed(NOTHING);
  } else {
    feedValue(String(value));
  }
}

/** Of values alone, in their order; keys do not count. */
export function contentHash(...parts: readonly unknown[]): ContentHash {
  high = 0xdeadbeef;
  low = 0x41c6ce57;
  for (const part of parts) feedValue(part);
  return { high: high >>> 0, low: low >>> 0 };
}

/** 16 hex digits. */
export function hashText({ high: left, low: right }: ContentHash): string {
  return left.toString(16).padStart(8, '0') + right.toString(16).padStart(8, '0');
}

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
