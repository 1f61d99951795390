import { applyEdits, format } from 'jsonc-parser';
import type { RecordFormat } from '../model.js';
import type { RecordsSummary } from './readRecords.js';
import type { ReadEntry, RecordsReader } from './recordsTally.js';

export interface LaidOut {
  readonly text: string;
  readonly format: RecordFormat | null;
  /** Records of the input, and how many of them are in `text`. */
  readonly records: number;
  readonly shown: number;
  /** For each entry of a wanted record that is shown: where its operation's name stands in `text`. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly record: number;
  /** 1-based, UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly width: number;
}

/** A log that is laid out to more characters is shown without the records that nobody asked for. */
export const MAX_WHOLE_CHARACTERS = 16 * 1024 * 1024;
/** Nor are so many of those that somebody asked for: an editor hands no larger document to extensions. */
export const MAX_SHOWN_CHARACTERS = 48 * 1024 * 1024;

/**
 * An input laid out for reading: one record a block, JSON indented, nothing added or re-ordered, so that a number or an
 * escape reads as it stands in the log. Above {@link MAX_WHOLE_CHARACTERS} only `chosen` records are in it, and the
 * first of these up to {@link MAX_SHOWN_CHARACTERS}. `read` reads the input for whom it is given.
 */
export async function layOut(
  read: (reader: RecordsReader) => Promise<RecordsSummary>,
  known: Pick<RecordsReader, 'wants' | 'operationOf'>,
  chosen: readonly number[] = [],
  { maxWhole = MAX_WHOLE_CHARACTERS, maxShown = MAX_SHOWN_CHARACTERS } = {},
): Promise<LaidOut> {
  const decoder = new TextDecoder('utf-8');
  const isChosen = new Set(chosen);
  const whole = new Blocks(maxWhole);
  const few = new Blocks(maxShown);
  let entries: ReadEntry[] = [];
  const summary = await read({
    ...known,
    wanted: null,
    entry: (entry) => entries.push(entry),
    record(number, bytes, value) {
      const told = entries;
      entries = [];
      if (whole.isFull && (few.isFull || !isChosen.has(number))) return;
      // A row of a table has no text of its own.
      const source = bytes.length > 0 ? decoder.decode(bytes) : JSON.stringify(value);
      const block = indented(source.replace(/\r\n?/g, '\n'));
      const marks = marksIn(block, source, bytes, told, decoder);
      whole.add(number, block, marks);
      if (isChosen.has(number)) few.add(number, block, marks);
    },
  });
  const shown = whole.isFull ? few : whole;
  return { ...shown.joined(), format: summary.format, records: summary.records };
}

/** Raw line breaks of JSON stand only between tokens; what is no JSON stays as it is. */
function indented(source: string): string {
  if (!source.trimStart().startsWith('{')) return source;
  return applyEdits(source, format(source, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}

interface MarkInBlock extends Omit<Mark, 'record'> {}

/** Indenting moves names but keeps their order, so that each is found again by how many like it stand before it. */
function marksIn(
  block: string,
  source: string,
  bytes: Uint8Array,
  entries: readonly ReadEntry[],
  decoder: TextDecoder,
): MarkInBlock[] {
  return entries.flatMap(({ name }) => {
    if (name === null) return [{ line: 1, column: 1, width: 1 }];
    const text = decoder.decode(bytes.subarray(name.start, name.end));
    const before = decoder.decode(bytes.subarray(0, name.start));
    const at = nth(block, text, occurrences(source.slice(0, before.length + text.length - 1), text));
    if (at < 0) return [];
    const lineStart = block.lastIndexOf('\n', at - 1) + 1;
    return [
      { line: occurrences(block.slice(0, at), '\n') + 1, column: at - lineStart + 1, width: text.length },
    ];
  });
}

function occurrences(text: string, what: string): number {
  let count = 0;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) count++;
  return count;
}

/** The place of the occurrence before which `count` others stand; -1 for none. */
function nth(text: string, what: string, count: number): number {
  let at = text.indexOf(what);
  for (let left = count; left > 0 && at >= 0; left--) at = text.indexOf(what, at + 1);
  return at;
}

/** Blocks of text, until they are more than there is room for. */
class Blocks {
  readonly #max: number;
  readonly #blocks: string[] = [];
  readonly #marks: Mark[] = [];
  #length = 0;
  #lines = 0;
  #isFull = false;

  constructor(max: number) {
    this.#max = max;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  add(record: number, block: string, marks: readonly MarkInBlock[]): void {
    this.#isFull ||= this.#length + block.length > this.#max;
    if (this.#isFull) return;
    for (const { line, column, width } of marks)
      this.#marks.push({ record, line: line + this.#lines, column, width });
    this.#length += block.length + 1;
    this.#lines += occurrences(block, '\n') + 1;
    this.#blocks.push(block);
  }

  joined(): Pick<LaidOut, 'text' | 'shown' | 'marks'> {
    return { text: `${this.#blocks.join('\n')}\n`, shown: this.#blocks.length, marks: this.#marks };
  }
}
