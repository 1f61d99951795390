import type { Cloud, RecordFormat, Skipped } from '../model.js';
import { type ByteStream, Damaged } from './byteStream.js';
import { asTextPrefix, asUtf8, type Utf8Text } from './containers/utf8.js';
import { Kernel } from './kernel/kernel.js';
import { looksLikeInventory } from './looksLikeInventory.js';
import { isBinary, NOT_A_LOG } from './otherKind.js';
import { Positions } from './positions.js';
import { NO_TIMES, type Place, type RecordsReader, RecordsTally, type RecordTimes } from './recordsTally.js';
import { SNIFF_BYTES } from './sniff.js';
import { scannerOf } from './texts/scannerOf.js';
import { MAX_WINDOW, type TextScanner } from './texts/textScanner.js';
import { TextWindow } from './texts/textWindow.js';

export interface RecordsSummary {
  readonly format: RecordFormat | null;
  readonly clouds: readonly Cloud[];
  readonly records: number;
  readonly skipped: readonly Skipped[];
  /** Why the input ends early, or why nothing in it could be read; `null` when all is well. */
  readonly error: string | null;
  /** Length of the input. */
  readonly bytes: number;
  readonly times: RecordTimes;
}

/** So much of a text is looked at at once: it stays in the processor's cache. */
const STRIDE = 256 * 1024;

/**
 * Finds the records of an input that is text and hands over those that are wanted. Damage of the stream ends it like
 * the end of the text, and is told; anything else that the stream throws is thrown.
 */
export async function readRecords(
  uri: string,
  input: ByteStream,
  reader: RecordsReader,
): Promise<RecordsSummary> {
  const kernel = Kernel.take(reader.wanted);
  try {
    const reading = new Reading(uri, input, reader, kernel);
    return await reading.run();
  } finally {
    kernel?.release();
  }
}

/** One input being read. */
class Reading {
  readonly #kernel: Kernel | null;
  readonly #text: Utf8Text;
  readonly #tally: RecordsTally;
  readonly #prefix: Prefix;
  #window: TextWindow | undefined;
  #positions: Positions | undefined;
  #scanner: TextScanner | undefined;
  /** Worth looking at again when the window has grown to so many bytes. */
  #enough = SNIFF_BYTES;
  #bytes = 0;

  constructor(uri: string, input: ByteStream, reader: RecordsReader, kernel: Kernel | null) {
    this.#kernel = kernel;
    this.#prefix = new Prefix();
    this.#text = asUtf8(this.#counted(input));
    this.#tally = new RecordsTally(uri, reader, (offset) => this.#placeOf(offset));
  }

  async run(): Promise<RecordsSummary> {
    let damage: string | null = null;
    try {
      for await (const piece of this.#text.bytes) {
        for (let at = 0; at < piece.length; at += STRIDE) this.#look(piece.subarray(at, at + STRIDE), false);
      }
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      damage = error.message;
    }
    this.#look(new Uint8Array(), true);
    const end = this.#scanner?.end() ?? null;
    const { records, format, clouds, skippedStretches: skipped, times } = this.#tally;
    if (records === 0) return this.#withoutRecords(damage, end);
    const error = [damage, end].filter((reason) => reason !== null).join('; ') || null;
    return { format, clouds, records, skipped, error, bytes: this.#bytes, times };
  }

  /** What passes by is counted before its encoding is looked at. */
  async *#counted(input: ByteStream): ByteStream {
    for await (const piece of input) {
      this.#bytes += piece.length;
      this.#prefix.add(piece);
      yield piece;
    }
  }

  #look(piece: Uint8Array, last: boolean): void {
    // The byte order mark was before the text.
    const start = this.#text.encoding() === 'utf-8' ? this.#text.taken() : 0;
    this.#window ??= new TextWindow(this.#kernel, start);
    this.#window.append(piece);
    const { view, base } = this.#window;
    if (!last && view.length < this.#enough) return;
    this.#scanner ??= scannerOf(view.subarray(0, SNIFF_BYTES), this.#kernel);
    this.#positions ??= new Positions(this.#kernel, start);
    this.#positions.show(view, base);
    const done = this.#scanner.scan(view, base, last, this.#tally);
    if (last) return;
    // What is dropped must have been counted.
    this.#positions.at(base + done);
    this.#window.drop(done);
    // A record is looked at from its beginning: however small the pieces are in which it comes, each byte a few times.
    this.#enough = Math.min(2 * (view.length - done), MAX_WINDOW);
  }

  /** Offsets are those of the input: two bytes for each unit of UTF-16. */
  #placeOf(offset: number): Place {
    const positions = this.#positions;
    if (positions === undefined) throw new Error('nothing is told before it was looked at');
    const { line, column } = positions.at(offset);
    const isUtf8 = this.#text.encoding() === 'utf-8';
    return { offset: isUtf8 ? offset : this.#text.taken() + 2 * positions.unitsAt(offset), line, column };
  }

  /** An input without a single record is no log: its pieces need no list. */
  #withoutRecords(damage: string | null, end: string | null): RecordsSummary {
    const nothing = this.#nothingFound(end);
    const whole = { offset: 0, length: this.#bytes, reason: 'no audit log record' };
    return {
      format: null,
      clouds: [],
      records: 0,
      skipped: this.#bytes === 0 ? [] : [whole],
      // Of what could not be unpacked at all, only the reason says something.
      error: damage === null ? nothing : this.#bytes === 0 ? damage : `${damage}; ${nothing}`,
      bytes: this.#bytes,
      times: NO_TIMES,
    };
  }

  /** A list of what exists is no log, and good for something else. */
  #listWords(): string | null {
    const list = looksLikeInventory(new TextDecoder('utf-8').decode(asTextPrefix(this.#prefix.bytes)));
    return list === null ? null : `${NOT_A_LOG}: ${list}; give it as a baseline to compare with`;
  }

  /** Why there are no records: what the input seems to be instead, or else the first thing that went wrong. */
  #nothingFound(end: string | null): string {
    if (this.#bytes === 0) return 'the file is empty';
    if (this.#text.encoding() === 'utf-8' && isBinary(this.#prefix.bytes)) return `${NOT_A_LOG}: binary data`;
    const list = this.#listWords();
    if (list !== null) return list;
    const [first] = this.#tally.skippedStretches;
    if (first === undefined) return end ?? 'holds no records';
    if (first.reason === 'not an object' && first.offset <= 3) return `${NOT_A_LOG}: not JSON`;
    const where = first.offset === 0 ? '' : ` (first at byte ${first.offset})`;
    return first.reason.startsWith('no audit log')
      ? `${NOT_A_LOG}: JSON of another kind`
      : `not readable: ${first.reason}${where}`;
  }
}

/** The first bytes of an input, which say what it is when it is no log. */
class Prefix {
  /** What a list of snapshots says first may be a description of 2,048 characters, in UTF-16. */
  static readonly #SIZE = 8192;
  #bytes = new Uint8Array();

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  add(piece: Uint8Array): void {
    const room = Prefix.#SIZE - this.#bytes.length;
    if (room <= 0) return;
    const more = piece.subarray(0, room);
    const bytes = new Uint8Array(this.#bytes.length + more.length);
    bytes.set(this.#bytes);
    bytes.set(more, this.#bytes.length);
    this.#bytes = bytes;
  }
}
