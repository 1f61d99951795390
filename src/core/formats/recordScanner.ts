import {
  afterEscape,
  afterSpace,
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  CLOSES,
  COLON,
  COMMA,
  CR,
  endOfString,
  isDelimiter,
  isLineEnd,
  LF,
  LINE_BREAK,
  MEANING,
  mayFollow,
  OPEN_ARRAY,
  OPEN_OBJECT,
  OPENS,
  opensRightly,
  PLAIN,
  QUOTE,
  SPACE,
  STOPS,
  STRING,
  TAB,
} from './jsonBytes.js';
import { ENVELOPE_KEYS, INNER_KEYS, type KeyMark, type KeyTable, OUTER_KEYS } from './keyMarks.js';
import { shapeOf } from './recordShape.js';
import type { Mark, ScanSink } from './recordSpan.js';
import { type Beginning, beginningAt, findBeginning, findElement, startsLine, startsWith } from './resync.js';

/**
 * Finds records in JSON bytes without parsing them: it follows only strings,
 * brackets and line breaks, and notes where the few values stand that tell what
 * a record is. Records are the elements of a root array, the elements of an array
 * below an envelope key of a root object (`Records`, `records`, `value`, `Events`),
 * or else the root objects themselves (one, one a line, or simply one after another).
 *
 * Every byte is in a record, in a skipped stretch, or in the wrapping between them.
 * After damage the scan goes on where the next record seems to begin; see `resync.ts`.
 */

/** Deeper records are skipped with a reason: no log of the three clouds comes near. */
export const MAX_DEPTH = 200;

/** `null` when the input ended where it may end, otherwise what was still open. */
export type ScanEnd = string | null;

export interface ScanOptions {
  /** The bytes are only the beginning of an input: hand over the record in which they end, too. */
  readonly unfinished?: boolean;
}

/** Scans the whole of `bytes`; offsets count from its first byte. Never throws on bad input. */
export function scanRecords(bytes: Uint8Array, sink: ScanSink, options: ScanOptions = {}): ScanEnd {
  return new RecordScanner(bytes, sink, options).run();
}

/**
 * What lies around records: nothing (`root`), a root array, the list below an envelope's key,
 * or that envelope's other fields after its list.
 */
type Wrapping = 'root' | 'array' | 'list' | 'fields';

/** What is being read: a record, an array where a record should stand, or an envelope's fields after its list. */
interface Open {
  readonly what: 'record' | 'stray' | 'fields';
  readonly offset: number;
  readonly line: number;
  readonly lineStart: number;
  /** Where its first key ends; 0 before one was met. */
  firstKeyEnd: number;
}

const CUT_OFF_LIST = 'the input is cut off before the end of its list of records';

class RecordScanner {
  readonly #bytes: Uint8Array;
  readonly #sink: ScanSink;
  readonly #unfinished: boolean;

  #at = 0;
  #line = 0;
  #lineStart = 0;
  #wrapping: Wrapping = 'root';
  #envelope: string | null = null;

  /** For each depth inside a record up to {@link MAX_DEPTH}: 1 for an object, 0 for an array. */
  readonly #isObject = new Uint8Array(MAX_DEPTH + 1);
  /** How the first whole record began. */
  #beginning: Beginning | null = null;
  /** Where on its line the first object stands, whole or not. */
  #firstColumn = -1;
  #damaged = false;
  /** Bytes that may yet be read again after damage: hostile input costs a few passes, no more. */
  #secondReadings: number;

  constructor(bytes: Uint8Array, sink: ScanSink, options: ScanOptions) {
    this.#bytes = bytes;
    this.#sink = sink;
    this.#unfinished = options.unfinished ?? false;
    this.#secondReadings = 4 * bytes.length;
  }

  run(): ScanEnd {
    const bytes = this.#bytes;
    const size = bytes.length;
    // The byte order mark is no part of the first line.
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = this.#lineStart = 3;
    let end: ScanEnd = null;
    while (this.#at < size) {
      const byte = bytes[this.#at] as number;
      if (byte === COMMA || byte === COLON || byte === SPACE || byte === TAB) this.#at++;
      else if (byte === LF || byte === CR) this.#lineBreak(byte);
      else if (this.#wrapping === 'fields') end = this.#read('fields');
      else if (byte === OPEN_OBJECT) end = this.#read('record');
      else if (byte === OPEN_ARRAY && this.#wrapping === 'root') this.#enter('array', null, this.#at + 1);
      else if (byte === OPEN_ARRAY) end = this.#strayArray();
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#closeWrapping(byte);
      else this.#strayValue();
    }
    return end ?? (this.#wrapping === 'root' || this.#unfinished ? null : CUT_OFF_LIST);
  }

  #enter(wrapping: Wrapping, envelope: string | null, at: number): void {
    this.#wrapping = wrapping;
    this.#envelope = envelope;
    this.#at = at;
  }

  #lineBreak(byte: number): void {
    this.#at++;
    if (byte === CR && this.#bytes[this.#at] === LF) this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #closeWrapping(byte: number): void {
    if (this.#wrapping === 'root') this.#strayValue();
    else if (byte === CLOSE_OBJECT || (this.#damaged && !this.#listMayEndHere()))
      this.#damage(null, misplaced(byte));
    else if (this.#wrapping === 'array') this.#enter('root', null, this.#at + 1);
    else this.#enter('fields', this.#envelope, this.#at + 1);
  }

  /**
   * After damage the scan may have taken the elements of some list inside a record for records.
   * What follows tells whether this `]` ends that list or the list of records.
   */
  #listMayEndHere(): boolean {
    const bytes = this.#bytes;
    let at = afterSpace(this.#bytes, this.#at + 1);
    if (this.#wrapping === 'list') {
      if (bytes[at] === COMMA) return bytes[afterSpace(this.#bytes, at + 1)] === QUOTE;
      if (bytes[at] === CLOSE_OBJECT) at = afterSpace(this.#bytes, at + 1);
    }
    const next = bytes[at];
    return next !== COMMA && next !== COLON && next !== CLOSE_OBJECT && next !== CLOSE_ARRAY;
  }

  /**
   * Reads from the bracket at the present place to the one that closes it, or an envelope's fields up
   * to their end. Nearly all the time goes into this loop, so it keeps to local variables, and looks
   * at keys only where one of interest can stand.
   */
  #read(what: Open['what']): ScanEnd {
    const bytes = this.#bytes;
    const size = bytes.length;
    const lastFour = size - 4;
    const isObject = this.#isObject;
    const open: Open = {
      what,
      offset: this.#at,
      line: this.#line,
      lineStart: this.#lineStart,
      firstKeyEnd: 0,
    };
    const column = this.#beginning?.column ?? -1;
    if (this.#firstColumn < 0 && what === 'record') this.#firstColumn = open.offset - open.lineStart;
    const marks: Mark[] = [];
    /** Keys of interest in the object that was opened last directly inside the record. */
    let innerKeys: KeyTable<KeyMark> | null = null;
    let keyDepth = 1;

    let depth = 1;
    let deepest = 1;
    let inObject = what !== 'stray';
    isObject[1] = inObject ? 1 : 0;
    let at = what === 'fields' ? this.#at : this.#at + 1;

    while (at < size) {
      const byte = bytes[at] as number;
      const meaning = MEANING[byte];
      if (meaning === PLAIN) {
        at++;
      } else if (meaning === STRING) {
        const start = ++at;
        while (at < size) {
          // Four bytes at a time: most of an input is inside strings.
          while (
            at < lastFour &&
            STOPS[bytes[at] as number] === 0 &&
            STOPS[bytes[at + 1] as number] === 0 &&
            STOPS[bytes[at + 2] as number] === 0 &&
            STOPS[bytes[at + 3] as number] === 0
          ) {
            at += 4;
          }
          const inside = bytes[at] as number;
          if (STOPS[inside] === 0) at++;
          else if (inside === BACKSLASH) at = afterEscape(bytes, at);
          else if (inside === QUOTE || inside === LF || inside === CR) break;
          else at++;
        }
        if (at >= size) break;
        const end = at;
        if (bytes[at++] !== QUOTE) {
          this.#at = end;
          return this.#damage(open, 'a string does not end on its line');
        }
        if (depth > keyDepth || !inObject || what === 'stray') continue;
        const value = this.#valueAfter(at);
        if (value < 0) continue;
        if (depth === 1) {
          if (open.firstKeyEnd === 0) open.firstKeyEnd = at;
          innerKeys = INNER_KEYS.at(bytes, start, end);
          keyDepth = innerKeys === null ? 1 : 2;
          if (bytes[value] === OPEN_ARRAY && marks.length === 0 && this.#entersEnvelope(start, end, value))
            return null;
        }
        const key = (depth === 1 ? OUTER_KEYS : innerKeys)?.at(bytes, start, end) ?? null;
        if (key !== null) marks.push(this.#mark(key, at, value));
      } else if (meaning === OPENS) {
        if (depth <= MAX_DEPTH && !opensRightly(bytes, at, inObject)) {
          this.#at = at;
          return this.#damage(open, `"${String.fromCharCode(byte)}" where nothing may begin`);
        }
        inObject = byte === OPEN_OBJECT;
        if (++depth > deepest) deepest = depth;
        if (depth <= MAX_DEPTH) isObject[depth] = inObject ? 1 : 0;
        at++;
      } else if (meaning === CLOSES) {
        if (depth <= MAX_DEPTH && inObject !== (byte === CLOSE_OBJECT)) {
          this.#at = at;
          return this.#damage(open, misplaced(byte));
        }
        at++;
        if (--depth === 0) {
          this.#at = at;
          this.#finish(open, marks, deepest);
          return null;
        }
        inObject = isObject[depth] === 1;
      } else if (meaning === LINE_BREAK) {
        at++;
        if (byte === CR && bytes[at] === LF) at++;
        this.#line++;
        this.#lineStart = at;
        if (
          column >= 0 &&
          bytes[at + column] === OPEN_OBJECT &&
          what !== 'fields' &&
          this.#nextBeginsAt(at, column)
        ) {
          this.#at = at;
          return this.#damage(open, 'ends before it is complete');
        }
      } else {
        this.#at = at;
        return this.#damage(open, 'not JSON: a character that may stand only in a string');
      }
    }
    this.#at = size;
    return this.#cutOff(open, marks, deepest);
  }

  /** True when the line at `lineStart` begins as records do: the record before it was never completed. */
  #nextBeginsAt(lineStart: number, column: number): boolean {
    const signature = this.#beginning?.signature ?? null;
    const at = lineStart + column;
    return (
      signature !== null && startsWith(this.#bytes, at, signature) && startsLine(this.#bytes, lineStart, at)
    );
  }

  /** Where the value begins of the key that ends before `at`; -1 when it is no key. */
  #valueAfter(at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] === COLON && (bytes[at + 1] as number) > SPACE) return at + 1;
    const colon = afterSpace(this.#bytes, at);
    return bytes[colon] === COLON ? afterSpace(this.#bytes, colon + 1) : -1;
  }

  /** When the key from `start` to `end` is an envelope's, its list begins: what stood before is wrapping, no record. */
  #entersEnvelope(start: number, end: number, list: number): boolean {
    if (this.#wrapping !== 'root' && this.#wrapping !== 'fields') return false;
    const envelope = ENVELOPE_KEYS.at(this.#bytes, start, end);
    if (envelope === null) return false;
    this.#countLines(end, list);
    this.#enter('list', envelope, list + 1);
    return true;
  }

  /** The value at `value` of a key that ends before `from`, both known to stand in the text. */
  #mark(key: KeyMark, from: number, value: number): Mark {
    const bytes = this.#bytes;
    let { line, lineStart } = { line: this.#line, lineStart: this.#lineStart };
    for (let at = from; at < value; at++) {
      if (!isLineEnd(bytes, at)) continue;
      line++;
      lineStart = at + 1;
    }
    if (bytes[value] !== QUOTE) return { key, start: value, end: value, line, lineStart };
    const start = value + 1;
    return { key, start, end: endOfString(bytes, start), line, lineStart };
  }

  #finish(open: Open, marks: readonly Mark[], deepest: number): void {
    const { what, offset, line, lineStart } = open;
    const length = this.#at - offset;
    if (what === 'fields') this.#enter('root', null, this.#at);
    else if (what === 'stray') this.#sink.skipped(offset, length, 'not an object');
    else if (deepest > MAX_DEPTH)
      this.#sink.skipped(offset, length, `nested more than ${MAX_DEPTH} levels deep`);
    else {
      if (this.#beginning === null && shapeOf(marks) !== null) {
        this.#beginning = beginningAt(this.#bytes, offset, lineStart, open.firstKeyEnd);
      }
      const nesting = this.#wrapping === 'root' ? 'root' : this.#wrapping === 'array' ? 'array' : 'envelope';
      this.#sink.record({ offset, length, nesting, envelope: this.#envelope, line, lineStart, marks });
    }
  }

  /** An array where a record should stand: when it begins with an object, its elements may be records all the same. */
  #strayArray(): ScanEnd {
    if (this.#bytes[afterSpace(this.#bytes, this.#at + 1)] !== OPEN_OBJECT) return this.#read('stray');
    this.#damaged = true;
    this.#sink.skipped(this.#at++, 1, 'a list inside the list of records');
    return null;
  }

  /** A scalar or a string where a record should stand, or a bracket that closes nothing. */
  #strayValue(): void {
    const bytes = this.#bytes;
    const from = this.#at;
    const isString = bytes[from] === QUOTE;
    let at = isString ? endOfString(bytes, from + 1) : from + 1;
    if (isString && bytes[at] === QUOTE) at++;
    else while (!isDelimiter(bytes[at])) at++;
    if (!mayFollow(bytes, at, isString)) {
      // A quote is missing somewhere before: what seems to be outside strings may be inside, and the other way round.
      this.#damage(null, 'not an object');
      return;
    }
    this.#at = at;
    const zeros = bytes[from] === 0 && bytes.subarray(from, at).every((byte) => byte === 0);
    this.#sink.skipped(from, at - from, zeros ? 'padding (zero bytes)' : 'not an object');
  }

  /**
   * Something is broken at the present place: inside what is `open`, or in the wrapping when that is
   * `null`. What cannot be trusted is skipped up to the next place that looks like the beginning of a
   * record, which may stand before the place where the damage shows.
   */
  #damage(open: Open | null, reason: string): ScanEnd {
    const size = this.#bytes.length;
    const from = open?.offset ?? this.#at;
    let next = open === null ? -1 : this.#beginningInside(open, this.#at);
    // Only in the fields after a list can the damage be a record that begins right there.
    if (next < 0)
      next = this.#beginningAfter(open, open?.what === 'fields' ? this.#at : Math.max(this.#at, from + 1));
    if (next < 0) next = size;
    if (open !== null) this.#goBackTo(open);
    this.#countLines(from, next);
    if (next > from) this.#sink.skipped(from, next - from, reason);
    this.#restart(next);
    return null;
  }

  /** Goes on at `at` as between records. */
  #restart(at: number): void {
    this.#damaged = true;
    this.#at = at;
    // At the end nothing is open any more: what was lost has been told.
    if (this.#wrapping === 'fields' || at === this.#bytes.length) this.#enter('root', null, at);
  }

  /** The input ends inside what is `open`. */
  #cutOff(open: Open, marks: readonly Mark[], deepest: number): ScanEnd {
    if (this.#unfinished) {
      this.#finish(open, marks, deepest);
      return null;
    }
    const size = this.#bytes.length;
    const next = this.#beginningInside(open, size);
    this.#goBackTo(open);
    const skipped = next < 0 ? size : next;
    this.#countLines(open.offset, skipped);
    this.#sink.skipped(
      open.offset,
      skipped - open.offset,
      next < 0 ? 'the input ends in here' : 'ends before it is complete',
    );
    this.#restart(skipped);
    if (next >= 0) return null;
    return open.what === 'fields' ? CUT_OFF_LIST : 'the input is cut off inside a record';
  }

  #goBackTo(open: Open): void {
    this.#line = open.line;
    this.#lineStart = open.lineStart;
  }

  /** The beginning of a record that a broken one has swallowed, before `to`; -1 when there is none. */
  #beginningInside(open: Open, to: number): number {
    this.#secondReadings -= to - open.offset;
    if (this.#secondReadings < 0) return -1;
    const found = findBeginning(this.#bytes, open.offset + 1, to, this.#beginnings(open));
    return found < 0 && open.what === 'stray' ? findElement(this.#bytes, open.offset + 1, to) : found;
  }

  #beginningAfter(open: Open | null, from: number): number {
    const bytes = this.#bytes;
    const found = findBeginning(bytes, from, bytes.length, this.#beginnings(open));
    if (found >= 0 || this.#beginning !== null) return found;
    const element = findElement(bytes, from, bytes.length);
    if (element < 0 || open === null) return element;
    // Nothing is known but this: others that begin like it may stand before it.
    const like = beginningAt(
      bytes,
      element,
      element,
      endOfString(bytes, bytes.indexOf(QUOTE, element) + 1) + 1,
    );
    const earlier = findBeginning(bytes, open.offset + 1, element, [{ ...like, column: -1 }]);
    return earlier < 0 ? element : earlier;
  }

  /** What records begin like: as the first whole one, as the broken one itself, or at the place of the very first. */
  #beginnings(open: Open | null): Beginning[] {
    const known: Beginning[] = [{ column: this.#firstColumn, signature: null }];
    if (this.#beginning !== null) known.push(this.#beginning);
    if (open !== null && open.what !== 'fields')
      known.push(beginningAt(this.#bytes, open.offset, open.lineStart, open.firstKeyEnd));
    return known;
  }

  #countLines(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      if (!isLineEnd(this.#bytes, at)) continue;
      this.#line++;
      this.#lineStart = at + 1;
    }
  }
}

function misplaced(bracket: number): string {
  return `"${String.fromCharCode(bracket)}" closes nothing that is open here`;
}
