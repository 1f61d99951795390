import type { Cloud, Location, RecordFormat, Skipped } from '../model.js';
import { isObject } from '../providers/json.js';
import { type Located, locateText } from './locateText.js';
import { isBinary, NOT_A_LOG, unopened } from './otherKind.js';
import { ColumnCounter, utf16Length } from './positions.js';
import { scanRecords } from './recordScanner.js';
import { cloudOf, formatOf, inputFormat, operationMark, type RecordShape, shapeOf } from './recordShape.js';
import type { Mark, RecordSpan } from './recordSpan.js';
import { shapeFor } from './shapes/shapes.js';

/** A record that names an operation somebody wants, parsed, with its place in the text. */
export interface ReadRecord {
  readonly shape: RecordShape;
  readonly value: unknown;
  readonly location: Location;
}

export interface RecordsReader {
  /** True when a record that names this operation is wanted; others are counted, not parsed. */
  wants(shape: RecordShape, operation: string): boolean;
  /** The shape of a parsed record whose keys did not tell it; `null` when it is no audit record. */
  shapeOfValue(value: unknown): RecordShape | null;
  /** The operation's name in a parsed record whose keys did not tell where it stands; `null` when it names none. */
  operationOf(shape: RecordShape, value: unknown): string | null;
  record(record: ReadRecord): void;
}

export interface RecordsSummary {
  readonly format: RecordFormat | null;
  /** The clouds whose records were found, in a fixed order. */
  readonly clouds: readonly Cloud[];
  readonly records: number;
  readonly skipped: readonly Skipped[];
  /** Why the input ends early, or why nothing in it could be read; `null` when all is well. */
  readonly error: string | null;
}

/** Reports of one stretch are enough: an input of a million broken lines is told in a bounded list. */
const MAX_SKIPPED = 1000;

/** Finds the records of an input and hands over those that are wanted. Never throws on bad input. */
export function readRecords(uri: string, bytes: Uint8Array, reader: RecordsReader): RecordsSummary {
  const kind = unopened(bytes);
  if (kind !== null) return withoutRecords(bytes, kind);
  const formats = new Map<RecordFormat, number>();
  const clouds = new Set<Cloud>();
  const skipped = new SkippedList();
  const columns = new ColumnCounter(bytes);
  // A byte that is no UTF-8 spoils a character, not the evidence around it.
  const decoder = new TextDecoder('utf-8');
  let records = 0;

  const handOver = (span: RecordSpan, shape: RecordShape, place: Located | null, value: unknown): void => {
    const { start, end, line, lineStart } = place ?? { ...span, start: span.offset, end: span.offset + 1 };
    reader.record({
      shape,
      value,
      location: {
        uri,
        record: records,
        offset: span.offset,
        length: span.length,
        line: line + 1,
        column: columns.column(lineStart, start),
        width: utf16Length(bytes, start, end),
      },
    });
  };

  /** The record parsed, or `undefined` after it has been reported as unreadable. */
  const parse = (span: RecordSpan): { readonly value: unknown } | undefined => {
    try {
      return { value: JSON.parse(decoder.decode(bytes.subarray(span.offset, span.offset + span.length))) };
    } catch (error) {
      skipped.add(span.offset, span.length, reasonOf(error));
      return undefined;
    }
  };

  /** Tells what a record carries and nobody can read; true when nothing else is in it. */
  const spoiled = (span: RecordSpan, value: unknown): boolean => {
    const inside = isObject(value) ? shapeFor(value)?.read(value) : undefined;
    if (inside === undefined || inside.problem === null) return false;
    skipped.add(span.offset, span.length, inside.problem);
    return inside.entries.length === 0;
  };

  const end = scanRecords(bytes, {
    skipped: (offset, length, reason) => skipped.add(offset, length, reason),
    record(span) {
      const marked = shapeOf(span.marks);
      let shape: RecordShape | null = marked;
      const mark = marked === null ? undefined : operationMark(marked, span.marks);
      if (shape === null || mark === undefined) {
        // The keys did not tell: only the whole record can.
        const parsed = parse(span);
        if (parsed === undefined) return;
        shape = reader.shapeOfValue(parsed.value) ?? marked;
        if (shape !== null && spoiled(span, parsed.value)) return;
        if (shape === null) {
          skipped.add(span.offset, span.length, 'no audit log record: none of the known shapes');
          return;
        }
        const operation = reader.operationOf(shape, parsed.value);
        handOver(span, shape, operation === null ? null : locateText(bytes, span, operation), parsed.value);
      } else if (reader.wants(shape, nameAt(bytes, mark))) {
        const parsed = parse(span);
        if (parsed === undefined || spoiled(span, parsed.value)) return;
        handOver(span, shape, mark, parsed.value);
      }
      const format = formatOf(shape, span.nesting);
      clouds.add(cloudOf(shape));
      formats.set(format, (formats.get(format) ?? 0) + 1);
      records++;
      skipped.recordPassed();
    },
  });

  if (records === 0) return withoutRecords(bytes, nothingFound(bytes, skipped.list(), end));
  return {
    format: inputFormat(formats, records),
    clouds: [...clouds].sort(),
    records,
    skipped: skipped.list(),
    error: end,
  };
}

/** An input without a single record is no log: its pieces need no list. */
function withoutRecords(bytes: Uint8Array, error: string): RecordsSummary {
  const whole =
    bytes.length === 0 ? [] : [{ offset: 0, length: bytes.length, reason: 'no audit log record' }];
  return { format: null, clouds: [], records: 0, skipped: whole, error };
}

/** Why an input without records holds none: what it seems to be instead, or else the first thing that went wrong. */
function nothingFound(bytes: Uint8Array, skipped: readonly Skipped[], end: string | null): string {
  if (bytes.length === 0) return 'the file is empty';
  if (isBinary(bytes)) return `${NOT_A_LOG}: binary data`;
  const [first] = skipped;
  if (first === undefined) return end ?? 'holds no records';
  if (first.reason === 'not an object' && first.offset === 0) return `${NOT_A_LOG}: not JSON`;
  const where = first.offset === 0 ? '' : ` (first at byte ${first.offset})`;
  return first.reason.startsWith('no audit log')
    ? `${NOT_A_LOG}: JSON of another kind`
    : `not readable: ${first.reason}${where}`;
}

function reasonOf(error: unknown): string {
  return error instanceof SyntaxError ? 'not valid JSON' : 'too long or too deeply nested to be read';
}

/**
 * The operation's name as it stands in the text, its escapes (`\/`) resolved. Names are ASCII;
 * other bytes only make a name that nobody wants.
 */
function nameAt(bytes: Uint8Array, mark: Mark): string {
  let text = '';
  const end = Math.min(mark.end, mark.start + 256);
  for (let at = mark.start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** Joins neighbouring stretches of one reason, and keeps the list bounded without losing a byte of the account. */
class SkippedList {
  readonly #list: { offset: number; length: number; reason: string }[] = [];
  #recordSince = true;

  add(offset: number, length: number, reason: string): void {
    const last = this.#list.at(-1);
    if (last !== undefined && this.#list.length >= MAX_SKIPPED) {
      last.length = offset + length - last.offset;
      last.reason = `more than ${MAX_SKIPPED} unreadable stretches: this is the whole from here to the end of the last one`;
    } else if (last !== undefined && last.reason === reason && !this.#recordSince) {
      last.length = offset + length - last.offset;
    } else {
      this.#list.push({ offset, length, reason });
    }
    this.#recordSince = false;
  }

  /** A record was read: what is skipped next is no neighbour of what was skipped before. */
  recordPassed(): void {
    this.#recordSince = true;
  }

  list(): readonly Skipped[] {
    return this.#list;
  }
}
