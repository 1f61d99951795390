import {
  afterSpace,
  beforeSpace,
  CLOSE_OBJECT,
  COMMA,
  CR,
  LF,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
  TAB,
} from './jsonBytes.js';

/** Where to go on after damage: places that look like the beginning of a record. */

/** How records begin in an input, learnt from a whole one. */
export interface Beginning {
  /** Its distance from the start of its line in bytes; -1 when it does not stand first on its line. */
  readonly column: number;
  /** Its bytes up to the end of its first key; `null` when these are too many to tell much. */
  readonly signature: Uint8Array | null;
}

export const MAX_SIGNATURE = 64;

/**
 * The beginning that the record at `offset`, whose first key ends at `firstKeyEnd`, teaches. `isStart`: `bytes` begin
 * where the text does.
 */
export function beginningAt(
  bytes: Uint8Array,
  offset: number,
  firstKeyEnd: number,
  isStart: boolean,
): Beginning {
  const length = firstKeyEnd - offset;
  return {
    column: columnOf(bytes, offset, isStart),
    signature: length > 0 && length <= MAX_SIGNATURE ? bytes.slice(offset, firstKeyEnd) : null,
  };
}

/** How many blanks stand between the beginning of its line and `at`; -1 when something else stands there, too. */
export function columnOf(bytes: Uint8Array, at: number, isStart: boolean): number {
  let back = at - 1;
  while (bytes[back] === SPACE || bytes[back] === TAB) back--;
  return endsLine(bytes, back, isStart) ? at - 1 - back : -1;
}

function endsLine(bytes: Uint8Array, at: number, isStart: boolean): boolean {
  return at < 0 ? isStart : bytes[at] === LF || bytes[at] === CR;
}

/** True when only blanks stand between `lineStart` and `at`. */
export function startsLine(bytes: Uint8Array, lineStart: number, at: number): boolean {
  for (let back = at - 1; back >= lineStart; back--)
    if (bytes[back] !== SPACE && bytes[back] !== TAB) return false;
  return true;
}

/**
 * The first `{` from `from` up to `to` that begins like one of `known`, or -1: it stands at the
 * same place in its line, or goes on with the same first key.
 */
export function findBeginning(
  bytes: Uint8Array,
  from: number,
  to: number,
  known: readonly Beginning[],
  isStart: boolean,
): number {
  const part = bytes.subarray(0, to);
  for (let at = part.indexOf(OPEN_OBJECT, from); at >= 0; at = part.indexOf(OPEN_OBJECT, at + 1)) {
    for (const beginning of known) {
      if (beginning.column >= 0 && columnOf(bytes, at, isStart) === beginning.column) return at;
      if (beginning.signature !== null && startsWith(bytes, at, beginning.signature)) return at;
    }
  }
  return -1;
}

/**
 * The first `{` from `from` up to `to` that may begin an element of a list, or -1: it holds a key, and stands first
 * on its line, first in a list, after another object, or right at `from`, where no object may begin inside
 * another. For inputs of which no whole record was met yet.
 */
export function findElement(bytes: Uint8Array, from: number, to: number): number {
  const part = bytes.subarray(0, to);
  for (let at = part.indexOf(OPEN_OBJECT, from); at >= 0; at = part.indexOf(OPEN_OBJECT, at + 1)) {
    if (bytes[afterSpace(bytes, at + 1)] === QUOTE && (at === from || followsElement(bytes, at))) return at;
  }
  return -1;
}

function followsElement(bytes: Uint8Array, at: number): boolean {
  let back = at - 1;
  while (bytes[back] === SPACE || bytes[back] === TAB) back--;
  if (back < 0 || bytes[back] === LF || bytes[back] === CR || bytes[back] === OPEN_ARRAY) return true;
  if (bytes[back] !== COMMA) return false;
  return bytes[beforeSpace(bytes, back - 1)] === CLOSE_OBJECT;
}

export function startsWith(bytes: Uint8Array, at: number, prefix: Uint8Array): boolean {
  if (at + prefix.length > bytes.length) return false;
  for (let index = 0; index < prefix.length; index++) if (bytes[at + index] !== prefix[index]) return false;
  return true;
}
