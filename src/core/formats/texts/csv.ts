import { CR, LF } from '../jsonBytes.js';
import { type CsvHeader, holdsHeader, readHeader } from './csvHeader.js';
import { type CsvRow, cellText, type NoRow, readRow, UNCLOSED_QUOTE } from './csvRow.js';
import { nextLine } from './lines.js';
import { MAX_RECORD_BYTES, type TextRecordScanner, type TextRecordSink } from './textRecords.js';

const NO_HEADER = 'the first row does not name the columns of a known export';
const TOO_LARGE = `a row of more than ${MAX_RECORD_BYTES} bytes, or a quote that is not closed`;

/** More bytes must come first. */
const UNFINISHED = -1;

/** True for a text that begins with the header row of a known log's export; `prefix` is the beginning of a file. */
export function isCsv(prefix: Uint8Array): boolean {
  return readHeader(prefix) !== null;
}

/**
 * The rows of a CSV export as records `{column: cell}`; every cell is text, the columns are those of
 * {@link readHeader}. Blank lines and repetitions of the header (files that were joined) are no rows. A row with too few or
 * too many cells is skipped.
 *
 * After a broken quote, reading goes on at the next line that is a row of the right number of cells. Looking for
 * it costs about one more reading: a row that is tried ends at the latest at the next quote that does not fit.
 */
export class CsvScanner implements TextRecordScanner {
  /** `undefined` before the header was read, `null` when the text has none. */
  #header: CsvHeader | null | undefined;
  /** What broke the row after which the next good one is looked for. */
  #broken: string | null = null;
  /** Inside a line that is too long to be seen whole. */
  #insideLine = false;

  scan(window: Uint8Array, base: number, last: boolean, sink: TextRecordSink): number {
    let at = 0;
    while (at < window.length) {
      const next = this.#step(window, at, base, last, sink);
      if (next === UNFINISHED) break;
      at = next;
    }
    return at;
  }

  end(): string | null {
    return this.#broken === UNCLOSED_QUOTE ? 'the text ends inside a quoted cell' : null;
  }

  /** Where to go on after what begins at `at`. */
  #step(window: Uint8Array, at: number, base: number, last: boolean, sink: TextRecordSink): number {
    if (this.#header === null) {
      sink.skipped(base + at, window.length - at, NO_HEADER);
      return window.length;
    }
    if (this.#header === undefined) return this.#readHeader(window.subarray(at), at, last);
    if (this.#insideLine) return this.#skipLine(window, at, base, last, sink);
    if (window[at] === LF || window[at] === CR) return at + 1;

    const { columns, names, delimiter } = this.#header;
    const row = readBoundedRow(window, at, delimiter, last);
    if (row === null) return UNFINISHED;
    if (typeof row === 'string' || (this.#broken !== null && row.cells.length !== columns.length)) {
      this.#broken = typeof row === 'string' ? row : this.#broken;
      return this.#skipLine(window, at, base, last, sink);
    }
    this.#broken = null;
    const length = row.end - at;
    const cells = row.cells.map((cell) => cellText(window, cell));
    if (cells.length !== columns.length) {
      sink.skipped(base + at, length, `a row of ${cells.length} cells below ${columns.length} columns`);
    } else if (cells.every((cell) => cell === '')) {
      sink.skipped(base + at, length, 'a row of empty cells');
    } else if (cells.some((cell, index) => cell !== names[index])) {
      const value = Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
      sink.record({ offset: base + at, length, value });
    }
    return row.next;
  }

  #readHeader(bytes: Uint8Array, at: number, last: boolean): number {
    const mayGrow = !last && bytes.length < MAX_RECORD_BYTES;
    if (mayGrow && !holdsHeader(bytes)) return UNFINISHED;
    const header = readHeader(bytes.subarray(0, MAX_RECORD_BYTES));
    if (header === null && mayGrow) return UNFINISHED;
    this.#header = header;
    return at + (header?.next ?? 0);
  }

  /** Gives up the line at `at`. */
  #skipLine(window: Uint8Array, at: number, base: number, last: boolean, sink: TextRecordSink): number {
    const next = nextLine(window, at, last);
    if (next === UNFINISHED && !this.#insideLine && window.length - at < MAX_RECORD_BYTES) return UNFINISHED;
    // A carriage return at the end of the window waits for its line feed.
    const to = next === UNFINISHED ? window.length - (window.at(-1) === CR ? 1 : 0) : next;
    if (to === at) return UNFINISHED;
    this.#insideLine = next === UNFINISHED;
    sink.skipped(base + at, to - at, this.#broken ?? TOO_LARGE);
    return to;
  }
}

/** As {@link readRow}; a row that is not over after {@link MAX_RECORD_BYTES} is none. */
function readBoundedRow(
  window: Uint8Array,
  at: number,
  delimiter: number,
  last: boolean,
): CsvRow | NoRow | typeof TOO_LARGE {
  const limit = Math.min(window.length, at + MAX_RECORD_BYTES);
  const row = readRow(window.subarray(0, limit), at, delimiter, last && limit === window.length);
  return row === null && limit - at === MAX_RECORD_BYTES ? TOO_LARGE : row;
}
