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
} from '../jsonBytes.js';
import type { Kernel } from '../kernel/kernel.js';
import { ENVELOPE_KEYS, INNER_KEYS, isKeyMark, type KeyTable, type Mark, OUTER_KEYS } from '../keyMarks.js';
import type { Nesting } from '../recordShape.js';
import { type MarkedShape, markedShape } from '../recordShape.js';
import { type ByteRange, NOTHING, type ScanSink } from '../recordSpan.js';
import {
  type Beginning,
  beginningAt,
  columnOf,
  findBeginning,
  findElement,
  MAX_SIGNATURE,
  startsLine,
  startsWith,
} from '../resync.js';
import { MAX_WINDOW, type TextScanner } from './textScanner.js';

/**
 * Finds records in JSON bytes without parsing them: it follows only strings,
 * brackets and line breaks, and notes where the few values stand that tell what
 * a record is. Records are the elements of a root array, the elements of an array
 * below an envelope key of a root object (`Records`, `records`, `value`, `Events`),
 * or else the root objects themselves (one, one a line, or simply one after another).
 *
 * Every byte is in a record, in a skipped stretch, or in the wrapping between them.
 * After damage the scan goes on where the next record seems to begin; see `resync.ts`.
 * Records in good order are passed by the kernel where there is one; what it does not judge is read here.
 */

/** Deeper records are skipped with a reason: no log of the three clouds comes near. */
export const MAX_DEPTH = 200;
/** So far beyond damage the next record is looked for at a time. */
const LOOK_AHEAD = 1024 * 1024;
/** What was looked through in vain is done with up to here before its end: a beginning may stand across it. */
const TAIL = 1024;
/** Longer garbage is told in pieces. */
const MAX_STRAY = 64 * 1024;

/**
 * What lies around records: nothing (`root`), a root array, the list below an envelope's key,
 * or that envelope's other fields after its list.
 */
type Wrapping = 'root' | 'array' | 'list' | 'fields';

/** What is being read: a record, an array where a record should stand, or an envelope's fields after its list. */
interface Open {
  readonly what: 'record' | 'stray' | 'fields';
  readonly offset: number;
  /** Where its first key ends; 0 before one was met. */
  firstKeyEnd: number;
}

interface MarkedValue extends ByteRange {
  readonly key: Mark;
}

const CUT_OFF_LIST = 'the input is cut off before the end of its list of records';

/** Thrown where only bytes that have not come yet can tell how to go on. */
const MORE = new Error('more of the text is needed');

const NESTING: Readonly<Record<Wrapping, Nesting>> = {
  root: 'root',
  array: 'array',
  list: 'envelope',
  fields: 'envelope',
};

export interface ScanOptions {
  /** Passes records in good order: the one whose memory holds the windows. `null` without one. */
  readonly kernel?: Kernel | null;
  /** The text is only the beginning of an input: tell the record in which it ends, too. */
  readonly unfinished?: boolean;
}

/** Offsets inside count from the beginning of the window; those that are told, from the beginning of the text. */
export class RecordScanner implements TextScanner {
  readonly #kernel: Kernel | null;
  readonly #unfinished: boolean;
  #sink: ScanSink = NOTHING;
  #bytes: Uint8Array = new Uint8Array();
  #base = 0;
  /** Where the text begins. */
  #start: number | null = null;
  #last = false;

  #at = 0;
  #wrapping: Wrapping = 'root';
  #end: string | null = null;

  /** For each depth inside a record up to {@link MAX_DEPTH}: 1 for an object, 0 for an array. */
  readonly #isObject = new Uint8Array(MAX_DEPTH + 1);
  /** How the first whole record began. */
  #beginning: Beginning | null = null;
  /** Where on its line the first object stands, whole or not; -1 when it is not the first thing there. */
  #firstColumn: number | null = null;
  #damaged = false;
  /** Why nothing here can be trusted: the next beginning of a record is being looked for. */
  #seeking: string | null = null;
  /** Bytes that were read again after damage: hostile input costs a few passes, no more. */
  #readAgain = 0;

  constructor({ kernel = null, unfinished = false }: ScanOptions = {}) {
    this.#kernel = kernel;
    this.#unfinished = unfinished;
  }

  scan(window: Uint8Array, base: number, last: boolean, sink: ScanSink): number {
    this.#bytes = window;
    this.#base = base;
    this.#start ??= base;
    this.#last = last;
    this.#sink = sink;
    this.#at = 0;
    while (this.#at < window.length) {
      if (this.#pass() || this.#at === window.length) break;
      const from = this.#at;
      const readAgain = this.#readAgain;
      try {
        this.#step();
      } catch (error) {
        if (error !== MORE) throw error;
        this.#at = from;
        this.#readAgain = readAgain;
        if (window.length < MAX_WINDOW || from > this.#indentBefore()) break;
        this.#seek(from, window.length - TAIL, `larger than ${MAX_WINDOW / 1024 / 1024} MiB`);
      }
    }
    return this.#at - this.#indentBefore();
  }

  end(): string | null {
    return this.#end ?? (this.#wrapping === 'root' || this.#unfinished ? null : CUT_OFF_LIST);
  }

  /** Lets the kernel pass what it can; true when only more of the text can tell how to go on. */
  #pass(): boolean {
    const kernel = this.#kernel;
    const bytes = this.#bytes;
    if (kernel === null || this.#beginning === null || this.#seeking !== null || this.#wrapping === 'fields')
      return false;
    const nesting = NESTING[this.#wrapping];
    for (;;) {
      const scanned = kernel.scan(this.#at, bytes.length, this.#beginning.column, this.#wrapping === 'root');
      for (const { start, end, shape, name, passed } of scanned.found) {
        if (passed > 0) this.#sink.passed(passed);
        this.#sink.record({
          offset: this.#base + start,
          length: end - start,
          bytes: bytes.subarray(start, end),
          nesting,
          shape,
          name: name && { start: name.start - start, end: name.end - start },
        });
      }
      if (scanned.passed > 0) this.#sink.passed(scanned.passed);
      for (const { shape, count } of scanned.shapes) this.#sink.passedOf(shape, nesting, count);
      for (const { shape, account, time } of scanned.stamps)
        this.#sink.stamped({ shape, account: part(bytes, account), time: part(bytes, time) });
      this.#at = scanned.stop;
      if (!scanned.isFull) return scanned.unfinished && !this.#last;
    }
  }

  /** Reads what stands at the present place between records, or from there on. */
  #step(): void {
    const bytes = this.#bytes;
    if (this.#seeking !== null) {
      this.#goOnSeeking(this.#seeking);
      return;
    }
    const byte = bytes[this.#at] as number;
    if (byte === COMMA || byte === COLON || byte === SPACE || byte === TAB || byte === LF || byte === CR)
      this.#at++;
    else if (this.#wrapping === 'fields') this.#read('fields');
    else if (byte === OPEN_OBJECT) this.#read('record');
    else if (byte === OPEN_ARRAY && this.#wrapping === 'root') this.#enter('array', this.#at + 1);
    else if (byte === OPEN_ARRAY) this.#strayArray();
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#closeWrapping(byte);
    else this.#strayValue();
  }

  #enter(wrapping: Wrapping, at: number): void {
    this.#wrapping = wrapping;
    this.#at = at;
  }

  /** True when the window begins where the text does. */
  get #isStart(): boolean {
    return this.#base === this.#start;
  }

  /** The blanks before the present place, and the line break before them: they tell where on its line it stands. */
  #indentBefore(): number {
    const from = Math.max(0, this.#at - TAIL);
    const column = columnOf(this.#bytes.subarray(from), this.#at - from, from === 0 && this.#isStart);
    return Math.min(column + 1, this.#at);
  }

  /** `at`, where a byte must be known: what it means decides. */
  #known(at: number): number {
    if (at >= this.#bytes.length && !this.#last) throw MORE;
    return at;
  }

  #closeWrapping(byte: number): void {
    if (this.#wrapping === 'root') this.#strayValue();
    else if (byte === CLOSE_OBJECT || (this.#damaged && !this.#listMayEndHere()))
      this.#damage(null, misplaced(byte));
    else if (this.#wrapping === 'array') this.#enter('root', this.#at + 1);
    else this.#enter('fields', this.#at + 1);
  }

  /**
   * After damage the scan may have taken the elements of some list inside a record for records.
   * What follows tells whether this `]` ends that list or the list of records.
   */
  #listMayEndHere(): boolean {
    const bytes = this.#bytes;
    const after = (from: number) => this.#known(afterSpace(bytes, from));
    let at = after(this.#at + 1);
    if (this.#wrapping === 'list') {
      if (bytes[at] === COMMA) return bytes[after(at + 1)] === QUOTE;
      if (bytes[at] === CLOSE_OBJECT) at = after(at + 1);
    }
    const next = bytes[at];
    return next !== COMMA && next !== COLON && next !== CLOSE_OBJECT && next !== CLOSE_ARRAY;
  }

  /**
   * Reads from the bracket at the present place to the one that closes it, or an envelope's fields up
   * to their end. Keeps to local variables, and looks at keys only where one of interest can stand.
   */
  #read(what: Open['what']): void {
    const bytes = this.#bytes;
    const size = bytes.length;
    const lastFour = size - 4;
    const isObject = this.#isObject;
    const open: Open = { what, offset: this.#at, firstKeyEnd: 0 };
    const column = this.#beginning?.column ?? -1;
    if (what === 'record') this.#firstColumn ??= columnOf(bytes, this.#at, this.#isStart);
    const marks: MarkedValue[] = [];
    /** Keys of interest in the object that was opened last directly inside the record. */
    let innerKeys: KeyTable<Mark> | null = null;
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
          this.#damage(open, 'a string does not end on its line', end);
          return;
        }
        if (depth > keyDepth || !inObject || what === 'stray') continue;
        const value = this.#valueAfter(at);
        if (value < 0) continue;
        if (depth === 1) {
          if (open.firstKeyEnd === 0) open.firstKeyEnd = at;
          innerKeys = INNER_KEYS.at(bytes, start, end);
          keyDepth = innerKeys === null ? 1 : 2;
          const isTold = marks.some(({ key }) => isKeyMark(key));
          if (bytes[value] === OPEN_ARRAY && !isTold && this.#isEnvelope(start, end)) {
            this.#enter('list', value + 1);
            return;
          }
        }
        const key = (depth === 1 ? OUTER_KEYS : innerKeys)?.at(bytes, start, end) ?? null;
        // Only a text tells something: Azure's records have objects of the names that CloudTrail uses.
        if (key !== null && bytes[value] === QUOTE)
          marks.push({ key, start: value + 1, end: endOfString(bytes, value + 1) });
      } else if (meaning === OPENS) {
        if (depth <= MAX_DEPTH && !opensRightly(bytes, at, inObject)) {
          this.#damage(open, `"${String.fromCharCode(byte)}" where nothing may begin`, at);
          return;
        }
        inObject = byte === OPEN_OBJECT;
        if (++depth > deepest) deepest = depth;
        if (depth <= MAX_DEPTH) isObject[depth] = inObject ? 1 : 0;
        at++;
      } else if (meaning === CLOSES) {
        if (depth <= MAX_DEPTH && inObject !== (byte === CLOSE_OBJECT)) {
          this.#damage(open, misplaced(byte), at);
          return;
        }
        at++;
        if (--depth === 0) {
          this.#finish(open, marks, deepest, at);
          return;
        }
        inObject = isObject[depth] === 1;
      } else if (meaning === LINE_BREAK) {
        at++;
        if (byte === CR && bytes[at] === LF) at++;
        if (column < 0 || what === 'fields') continue;
        this.#known(at + column + MAX_SIGNATURE);
        if (bytes[at + column] === OPEN_OBJECT && this.#nextBeginsAt(at, column)) {
          this.#damage(open, 'ends before it is complete', at);
          return;
        }
      } else {
        this.#damage(open, 'not JSON: a character that may stand only in a string', at);
        return;
      }
    }
    this.#cutOff(open, marks, deepest);
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

  /** True when below the key from `start` to `end` a list of records stands: what stood before is wrapping, no record. */
  #isEnvelope(start: number, end: number): boolean {
    return (
      (this.#wrapping === 'root' || this.#wrapping === 'fields') &&
      ENVELOPE_KEYS.at(this.#bytes, start, end) !== null
    );
  }

  #finish(open: Open, marks: readonly MarkedValue[], deepest: number, at: number): void {
    const { what, offset } = open;
    this.#at = at;
    if (what === 'fields') this.#enter('root', at);
    else if (what === 'stray') this.#skip(offset, at, 'not an object');
    else if (deepest > MAX_DEPTH) this.#skip(offset, at, `nested more than ${MAX_DEPTH} levels deep`);
    else {
      const shape = markedShape(marks.map(({ key }) => key));
      if (this.#beginning === null && shape !== null) {
        this.#beginning = beginningAt(this.#bytes, offset, open.firstKeyEnd, this.#isStart);
      }
      // A key that stands twice counts as JSON.parse takes it.
      const name = shape?.operation == null ? null : this.#textOf(marks, [shape.operation]);
      if (shape !== null && name !== null) this.#stamp(shape, marks);
      this.#sink.record({
        offset: this.#base + offset,
        length: at - offset,
        bytes: this.#bytes.subarray(offset, at),
        nesting: NESTING[this.#wrapping],
        shape,
        name: name && { start: name.start - offset, end: name.end - offset },
      });
    }
  }

  /** The last text below the first of `keys` that has one. */
  #textOf(marks: readonly MarkedValue[], keys: readonly Mark[]): MarkedValue | null {
    for (const wanted of keys) {
      const found = marks.findLast(({ key, start, end }) => key === wanted && end > start);
      if (found !== undefined) return found;
    }
    return null;
  }

  #stamp(shape: MarkedShape, marks: readonly MarkedValue[]): void {
    this.#sink.stamped({
      shape,
      account: part(this.#bytes, this.#textOf(marks, shape.account)),
      time: part(this.#bytes, this.#textOf(marks, shape.time)),
    });
  }

  /** An array where a record should stand: when it begins with an object, its elements may be records all the same. */
  #strayArray(): void {
    if (this.#bytes[this.#known(afterSpace(this.#bytes, this.#at + 1))] !== OPEN_OBJECT) {
      this.#read('stray');
      return;
    }
    this.#damaged = true;
    this.#skip(this.#at, this.#at + 1, 'a list inside the list of records');
    this.#at++;
  }

  /** A scalar or a string where a record should stand, or a bracket that closes nothing. */
  #strayValue(): void {
    const from = this.#at;
    const bytes = this.#bytes.subarray(0, from + MAX_STRAY);
    const isString = bytes[from] === QUOTE;
    let at = isString ? endOfString(bytes, from + 1) : from + 1;
    if (isString && bytes[at] === QUOTE) at++;
    else while (!isDelimiter(bytes[at])) at++;
    if (at < from + MAX_STRAY) this.#known(at);
    if (!mayFollow(bytes, at, isString)) {
      // A quote is missing somewhere before: what seems to be outside strings may be inside, and the other way round.
      this.#damage(null, 'not an object');
      return;
    }
    this.#at = Math.min(at, bytes.length);
    const zeros = bytes[from] === 0 && bytes.subarray(from, this.#at).every((byte) => byte === 0);
    this.#skip(from, this.#at, zeros ? 'padding (zero bytes)' : 'not an object');
  }

  /**
   * Something is broken at `at`: inside what is `open`, or in the wrapping when that is `null`. What cannot be
   * trusted is skipped up to the next place that looks like the beginning of a record, which may stand before the
   * place where the damage shows.
   */
  #damage(open: Open | null, reason: string, at = this.#at): void {
    const from = open?.offset ?? at;
    let next = open === null ? -1 : this.#beginningInside(open, at);
    if (next < 0) {
      // Only in the fields after a list can the damage be a record that begins right there.
      const after = open?.what === 'fields' ? at : Math.max(at, from + 1);
      next = this.#beginningAfter(open, after, this.#lookAhead(after));
      if (next < 0) {
        this.#seek(from, this.#lookAhead(after), reason);
        return;
      }
    }
    if (next > from) this.#skip(from, next, reason);
    this.#restart(next);
  }

  /** How far from `from` on the next beginning is looked for. */
  #lookAhead(from: number): number {
    if (from + LOOK_AHEAD > this.#bytes.length && !this.#last) throw MORE;
    return Math.min(from + LOOK_AHEAD, this.#bytes.length);
  }

  /** Up to `to` no record begins: all is skipped, and the next looked for from there on. */
  #seek(from: number, to: number, reason: string): void {
    const end = to === this.#bytes.length && this.#last ? to : Math.max(from + 1, to - TAIL);
    this.#skip(from, end, reason);
    this.#restart(end);
    if (end < to) this.#seeking = reason;
  }

  #goOnSeeking(reason: string): void {
    const from = this.#at;
    const to = this.#lookAhead(from);
    this.#seeking = null;
    const next = this.#beginningAfter(null, from, to);
    if (next < 0) {
      this.#seek(from, to, reason);
      return;
    }
    if (next > from) this.#skip(from, next, reason);
    this.#restart(next);
  }

  #skip(from: number, to: number, reason: string): void {
    this.#sink.skipped(this.#base + from, to - from, reason);
  }

  /** Goes on at `at` as between records. */
  #restart(at: number): void {
    this.#damaged = true;
    this.#at = at;
    // At the end nothing is open any more: what was lost has been told.
    if (this.#wrapping === 'fields' || (this.#last && at === this.#bytes.length)) this.#enter('root', at);
  }

  /** The window ends inside what is `open`. */
  #cutOff(open: Open, marks: readonly MarkedValue[], deepest: number): void {
    const size = this.#bytes.length;
    if (!this.#last) throw MORE;
    if (this.#unfinished) {
      this.#finish(open, marks, deepest, size);
      return;
    }
    const next = this.#beginningInside(open, size);
    const skipped = next < 0 ? size : next;
    this.#skip(open.offset, skipped, next < 0 ? 'the input ends in here' : 'ends before it is complete');
    this.#restart(skipped);
    if (next < 0) this.#end = open.what === 'fields' ? CUT_OFF_LIST : 'the input is cut off inside a record';
  }

  /** The beginning of a record that a broken one has swallowed, before `to`; -1 when there is none. */
  #beginningInside(open: Open, to: number): number {
    this.#readAgain += to - open.offset;
    if (this.#readAgain > 4 * (this.#base + to) + MAX_STRAY) return -1;
    const found = this.#find(open.offset + 1, to, this.#beginnings(open));
    return found < 0 && open.what === 'stray' ? findElement(this.#bytes, open.offset + 1, to) : found;
  }

  #beginningAfter(open: Open | null, from: number, to: number): number {
    const bytes = this.#bytes;
    const found = this.#find(from, to, this.#beginnings(open));
    if (found >= 0 || this.#beginning !== null) return found;
    const element = findElement(bytes, from, to);
    if (element < 0 || open === null) return element;
    // Nothing is known but this: others that begin like it may stand before it.
    const key = endOfString(bytes, bytes.indexOf(QUOTE, element) + 1) + 1;
    const { signature } = beginningAt(bytes, element, key, false);
    const earlier = this.#find(open.offset + 1, element, [{ column: -1, signature }]);
    return earlier < 0 ? element : earlier;
  }

  #find(from: number, to: number, known: readonly Beginning[]): number {
    return findBeginning(this.#bytes, from, to, known, this.#isStart);
  }

  /** What records begin like: as the first whole one, as the broken one itself, or at the place of the very first. */
  #beginnings(open: Open | null): Beginning[] {
    const known: Beginning[] = [{ column: this.#firstColumn ?? -1, signature: null }];
    if (this.#beginning !== null) known.push(this.#beginning);
    if (open !== null && open.what !== 'fields')
      known.push(beginningAt(this.#bytes, open.offset, open.firstKeyEnd, this.#isStart));
    return known;
  }
}

function part(bytes: Uint8Array, range: ByteRange | null): Uint8Array | null {
  return range && bytes.subarray(range.start, range.end);
}

function misplaced(bracket: number): string {
  return `"${String.fromCharCode(bracket)}" closes nothing that is open here`;
}
