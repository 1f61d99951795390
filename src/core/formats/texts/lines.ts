import { CR, LF } from '../jsonBytes.js';

/** Lines of text as bytes: a line ends with LF, CR or both. */

/** Where the line after the one that holds `from` begins; `-1` when the bytes end before that is known. */
export function nextLine(bytes: Uint8Array, from: number, last: boolean): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === LF) return at + 1;
    if (bytes[at] === CR) return at + 1 === bytes.length && !last ? -1 : afterBreak(bytes, at);
  }
  return last ? bytes.length : -1;
}

/** The first offset after the line break at `at`. */
export function afterBreak(bytes: Uint8Array, at: number): number {
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}
