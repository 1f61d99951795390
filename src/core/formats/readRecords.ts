import { looksLikeInventory } from '../baseline/looksLikeInventory.js';
import type { Cloud, Location, RecordFormat, Skipped } from '../model.js';
import { type ByteStream, Damaged } from './byteStream.js';
import { Kernel, type WantedBits } from './kernel/kernel.js';
import { locateText } from './locateText.js';
import { isBinary, NOT_A_LOG, unopened } from './otherKind.js';
import { Positions, utf16Length } from './positions.js';
import { cloudOf, formatOf, inputFormat, type RecordShape } from './recordShape.js';
import type { ByteRange, RecordSpan, ScanSink } from './recordSpan.js';
import { SkippedList } from './skippedList.js';
import { RecordScanner } from './texts/recordScanner.js';
import type { TextScanner } from './texts/textScanner.js';
import { TextWindow } from './texts/textWindow.js';

/** A record that names an operation somebody wants, parsed, with its place in the text. */
export interface ReadRecord {
  readonly shape: RecordShape;
  readonly value: unknown;
  readonly location: Location;
}

export interface RecordsReader {
  /** Whatever is wanted has its bit; records of other operations may be passed unseen. `null`: nothing may. */
  readonly wanted: WantedBits | null;
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
  /** Length of the text. */
  readonly bytes: number;
  readonly records: number;
  readonly skipped: readonly Skipped[];
  /** Why the input ends early, or why nothing in it could be read; `null` when all is well. */
  readonly error: string | null;
}

/** So much of a text is looked at at once: it stays in the processor's cache. */
const STRIDE = 256 * 1024;
/** So much of the beginning is kept, to say what an input without records is instead. */
const PREFIX = 1024;

/**
 * Finds the records of a text and hands over those that are wanted. Damage of the stream ends it like the end of
 * the text, and is told; anything else that the stream throws is thrown. `start`: bytes of the input before its text.
 */
export async function readRecords(
  uri: string,
  text: ByteStream,
  reader: RecordsReader,
  start = 0,
): Promise<RecordsSummary> {
  const kernel = Kernel.take(reader.wanted);
  try {
    const reading = new Reading(uri, reader, kernel, start);
    let damage: string | null = null;
    try {
      for await (const piece of text) reading.add(piece);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      damage = error.message;
    }
    return reading.end(damage);
  } finally {
    kernel?.release();
  }
}

/** One text being read. */
class Reading implements ScanSink {
  readonly #uri: string;
  readonly #reader: RecordsReader;
  readonly #scanner: TextScanner;
  readonly #window: TextWindow;
  readonly #positions: Positions;
  readonly #formats = new Map<RecordFormat, number>();
  readonly #clouds = new Set<Cloud>();
  readonly #skipped = new SkippedList();
  // A byte that is no UTF-8 spoils a character, not the evidence around it.
  readonly #decoder = new TextDecoder('utf-8');
  #prefix = new Uint8Array();
  #records = 0;

  constructor(uri: string, reader: RecordsReader, kernel: Kernel | null, start: number) {
    this.#uri = uri;
    this.#reader = reader;
    this.#scanner = new RecordScanner({ kernel });
    this.#window = new TextWindow(kernel, start);
    this.#positions = new Positions(kernel, start);
  }

  add(piece: Uint8Array): void {
    if (this.#prefix.length < PREFIX) {
      const more = piece.subarray(0, PREFIX - this.#prefix.length);
      const prefix = new Uint8Array(this.#prefix.length + more.length);
      prefix.set(this.#prefix);
      prefix.set(more, this.#prefix.length);
      this.#prefix = prefix;
    }
    for (let at = 0; at < piece.length; at += STRIDE) {
      this.#window.append(piece.subarray(at, at + STRIDE));
      this.#look(false);
    }
  }

  end(damage: string | null): RecordsSummary {
    this.#look(true);
    const bytes = this.#window.base + this.#window.view.length;
    const end = this.#scanner.end();
    if (this.#records === 0) return this.#withoutRecords(bytes, damage, end);
    return {
      format: inputFormat(this.#formats, this.#records),
      clouds: [...this.#clouds].sort(),
      bytes,
      records: this.#records,
      skipped: this.#skipped.list(),
      error: [damage, end].filter((error) => error !== null).join('; ') || null,
    };
  }

  record(span: RecordSpan): void {
    let { shape, name } = span;
    if (shape === null || name === null) {
      // The keys did not tell: only the whole record can.
      const parsed = this.#parse(span);
      if (parsed === undefined) return;
      shape ??= this.#reader.shapeOfValue(parsed.value);
      if (shape === null) {
        this.skipped(span.offset, span.bytes.length, 'no audit log record: none of the known shapes');
        return;
      }
      const operation = this.#reader.operationOf(shape, parsed.value);
      name = operation === null ? null : locateText(span.bytes, operation);
      this.#handOver(span, shape, name, parsed.value);
    } else if (this.#reader.wants(shape, nameAt(span.bytes, name))) {
      const parsed = this.#parse(span);
      if (parsed === undefined) return;
      this.#handOver(span, shape, name, parsed.value);
    }
    this.passed(1);
    this.passedOf(shape, span.nesting, 1);
  }

  passed(count: number): void {
    this.#records += count;
    this.#skipped.recordPassed();
  }

  passedOf(shape: RecordShape, nesting: RecordSpan['nesting'], count: number): void {
    const format = formatOf(shape, nesting);
    this.#clouds.add(cloudOf(shape));
    this.#formats.set(format, (this.#formats.get(format) ?? 0) + count);
  }

  skipped(offset: number, length: number, reason: string): void {
    this.#skipped.add(offset, length, reason);
  }

  #look(last: boolean): void {
    const { view, base } = this.#window;
    this.#positions.show(view, base);
    const done = this.#scanner.scan(view, base, last, this);
    if (last) return;
    // What is dropped must have been counted.
    this.#positions.at(base + done);
    this.#window.drop(done);
  }

  #handOver(span: RecordSpan, shape: RecordShape, name: ByteRange | null, value: unknown): void {
    const { start, end } = name ?? { start: 0, end: 1 };
    const { line, column } = this.#positions.at(span.offset + start);
    this.#reader.record({
      shape,
      value,
      location: {
        uri: this.#uri,
        record: this.#records,
        offset: span.offset,
        length: span.bytes.length,
        line,
        column,
        width: utf16Length(span.bytes.subarray(start, end)),
      },
    });
  }

  /** The record parsed, or `undefined` after it has been reported as unreadable. */
  #parse({ offset, bytes }: RecordSpan): { readonly value: unknown } | undefined {
    try {
      return { value: JSON.parse(this.#decoder.decode(bytes)) };
    } catch (error) {
      this.skipped(offset, bytes.length, reasonOf(error));
      return undefined;
    }
  }

  /** An input without a single record is no log: its pieces need no list. */
  #withoutRecords(bytes: number, damage: string | null, end: string | null): RecordsSummary {
    const nothing = unopened(this.#prefix) ?? this.#nothingFound(bytes, end);
    return {
      format: null,
      clouds: [],
      bytes,
      records: 0,
      skipped: bytes === 0 ? [] : [{ offset: 0, length: bytes, reason: 'no audit log record' }],
      // Of what could not be unpacked at all, only the reason says something.
      error: damage === null ? nothing : bytes === 0 ? damage : `${damage}; ${nothing}`,
    };
  }

  /** A list of what exists is no log, and good for something else. */
  #listWords(): string | null {
    const list = looksLikeInventory(this.#decoder.decode(this.#prefix));
    return list === null ? null : `${list}; give it as a baseline to compare with`;
  }

  /** Why there are no records: what the input seems to be instead, or else the first thing that went wrong. */
  #nothingFound(bytes: number, end: string | null): string {
    if (bytes === 0) return 'the file is empty';
    if (isBinary(this.#prefix)) return `${NOT_A_LOG}: binary data`;
    const [first] = this.#skipped.list();
    if (first === undefined) return end ?? 'holds no records';
    if (first.reason === 'not an object' && first.offset === 0) return `${NOT_A_LOG}: not JSON`;
    const where = first.offset === 0 ? '' : ` (first at byte ${first.offset})`;
    return first.reason.startsWith('no audit log')
      ? `${NOT_A_LOG}: ${this.#listWords() ?? 'JSON of another kind'}`
      : `not readable: ${first.reason}${where}`;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof SyntaxError ? 'not valid JSON' : 'too long or too deeply nested to be read';
}

/**
 * The operation's name as it stands in the record, its escapes (`\/`) resolved. Names are ASCII;
 * other bytes only make a name that nobody wants.
 */
function nameAt(record: Uint8Array, { start, end }: ByteRange): string {
  const text = String.fromCharCode(...record.subarray(start, Math.min(end, start + 256)));
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
