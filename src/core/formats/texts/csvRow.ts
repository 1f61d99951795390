import { CR, LF, QUOTE, SPACE } from '../jsonBytes.js';
import { afterBreak } from './lines.js';

/**
 * A row of RFC 4180, told by its bytes: a cell is quoted when its first byte is a quote, and then holds delimiters and
 * line breaks, and quotes doubled. Blanks after the closing quote are tolerated, a quote inside an unquoted cell is text.
 */
export interface CsvRow {
  /** The row's bytes end before `end`; the next row begins at `next`, after the line break. */
  readonly end: number;
  readonly next: number;
  readonly cells: readonly CsvCell[];
}

/** The bytes of a cell, its quotes left out. */
export interface CsvCell {
  readonly start: number;
  readonly end: number;
  /** Quotes inside are doubled. */
  readonly doubled: boolean;
}

export const UNCLOSED_QUOTE = 'a quote that is not closed';
export const TEXT_AFTER_QUOTE = 'text after a closing quote';
export const TOO_MANY_CELLS = 'too many cells';

/** Why no row could be read: its damage, or `null` when the bytes end before the row does. */
export type NoRow = typeof UNCLOSED_QUOTE | typeof TEXT_AFTER_QUOTE | typeof TOO_MANY_CELLS | null;

/** No export comes near: BigQuery, the widest, allows 10,000 columns. */
export const MAX_CELLS = 10_000;

/** The row that begins at `from`, or why there is none. `last`: nothing follows these bytes. */
export function readRow(bytes: Uint8Array, from: number, delimiter: number, last: boolean): CsvRow | NoRow {
  const cells: CsvCell[] = [];
  const size = bytes.length;
  for (let at = from; ; ) {
    if (cells.length === MAX_CELLS) return TOO_MANY_CELLS;
    if (bytes[at] === QUOTE) {
      let end = at + 1;
      let doubled = false;
      for (; ; end++) {
        end = bytes.indexOf(QUOTE, end);
        if (end === -1) return last ? UNCLOSED_QUOTE : null;
        // The quote that closes and the one that is doubled differ by what follows.
        if (end + 1 === size && !last) return null;
        if (bytes[end + 1] !== QUOTE) break;
        doubled = true;
        end++;
      }
      cells.push({ start: at + 1, end, doubled });
      at = end + 1;
      while (bytes[at] === SPACE) at++;
    } else {
      const start = at;
      while (at < size && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++;
      cells.push({ start, end: at, doubled: false });
    }
    if (at >= size) return last ? { end: size, next: size, cells } : null;
    const byte = bytes[at];
    if (byte === delimiter) at++;
    else if (byte === LF) return { end: at, next: at + 1, cells };
    // Whether a line feed belongs to it is seen only when it is there.
    else if (byte === CR)
      return at + 1 === size && !last ? null : { end: at, next: afterBreak(bytes, at), cells };
    else return TEXT_AFTER_QUOTE;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a cell says. A byte that is no UTF-8 spoils a character, not the row. */
export function cellText(bytes: Uint8Array, { start, end, doubled }: CsvCell): string {
  const text = decoder.decode(bytes.subarray(start, end));
  return doubled ? text.replaceAll('""', '"') : text;
}
