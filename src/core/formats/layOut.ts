import { applyEdits, format } from 'jsonc-parser';
import type { RecordFormat } from '../model.js';
import { type RecordsReader, readRecords } from './readRecords.js';
import { scanRecords } from './recordScanner.js';
import { shapeOf } from './recordShape.js';

export interface LaidOut {
  readonly text: string;
  readonly format: RecordFormat | null;
  /** Records of the input, and how many of them are in `text`. */
  readonly records: number;
  readonly shown: number;
  /** For each wanted record: where its operation name stands in `text`; 1-based, UTF-16 units. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly record: number;
  readonly line: number;
  readonly column: number;
  readonly width: number;
}

/** A log that is laid out to more characters is shown without the records that nobody asked for. */
export const MAX_WHOLE_CHARACTERS = 16 * 1024 * 1024;
/** Nor are so many of those that somebody asked for: an editor hands no larger document to extensions. */
export const MAX_SHOWN_CHARACTERS = 48 * 1024 * 1024;

/**
 * An input laid out for reading: one record a block, indented, nothing added or re-ordered, so that a number or an
 * escape reads as it stands in the log. Above {@link MAX_WHOLE_CHARACTERS} only `chosen` records are in it, and the
 * first of these up to {@link MAX_SHOWN_CHARACTERS}. Records count as in the input.
 */
export function layOut(
  bytes: Uint8Array,
  reader: Omit<RecordsReader, 'record'>,
  chosen: readonly number[] = [],
  { maxWhole = MAX_WHOLE_CHARACTERS, maxShown = MAX_SHOWN_CHARACTERS } = {},
): LaidOut {
  const decoder = new TextDecoder('utf-8');
  const wanted = new Set(chosen);
  const whole = new Blocks(maxWhole);
  const few = new Blocks(maxShown);
  let records = 0;
  scanRecords(bytes, {
    skipped: () => undefined,
    record(span) {
      const source = (): string =>
        // Raw line breaks stand only between tokens; one kind of them is enough.
        decoder.decode(bytes.subarray(span.offset, span.offset + span.length)).replace(/\r\n?/g, '\n');
      // What readRecords does not count as a record must not be counted here either.
      if (shapeOf(span.marks) === null && !isRecord(source(), reader)) return;
      const record = records++;
      const isWanted = wanted.has(record) && !few.full;
      if (whole.full && !isWanted) return;
      const block = indented(source());
      whole.add(record, block);
      if (isWanted) few.add(record, block);
    },
  });
  const { text, numbers } = whole.full ? few.joined() : whole.joined();
  const marks: Mark[] = [];
  const { format: found } = readRecords('', new TextEncoder().encode(text), {
    ...reader,
    record: ({ location: { record, line, column, width } }) =>
      marks.push({ record: numbers[record] ?? record, line, column, width }),
  });
  return { text, format: found, records, shown: numbers.length, marks };
}

/** Blocks of text, until they are more than there is room for. */
class Blocks {
  readonly #max: number;
  #blocks: string[] = [];
  #numbers: number[] = [];
  #length = 0;
  full = false;

  constructor(max: number) {
    this.#max = max;
  }

  add(record: number, block: string): void {
    this.full ||= this.#length + block.length > this.#max;
    if (this.full) return;
    this.#length += block.length + 1;
    this.#blocks.push(block);
    this.#numbers.push(record);
  }

  joined(): { readonly text: string; readonly numbers: readonly number[] } {
    return { text: `${this.#blocks.join('\n')}\n`, numbers: this.#numbers };
  }
}

function indented(source: string): string {
  return applyEdits(source, format(source, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}

function isRecord(source: string, reader: Pick<RecordsReader, 'shapeOfValue'>): boolean {
  try {
    return reader.shapeOfValue(JSON.parse(source)) !== null;
  } catch {
    return false;
  }
}
