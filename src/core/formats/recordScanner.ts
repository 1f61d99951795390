import { type KeyMark, keyMark } from './keyMarks.js';

/**
 * Finds records in JSON bytes without parsing them: it follows only strings,
 * brackets and line breaks, and notes where the few values stand that tell what
 * a record is. Records are the elements of a root array, the elements of an array
 * below an envelope key of a root object (`Records`, `records`, `value`, `Events`),
 * or else the root objects themselves (one, one a line, or simply one after another).
 */

/** Where a value of interest stands: byte range inside its quotes, and its line. */
export interface Mark {
  readonly key: KeyMark;
  readonly start: number;
  readonly end: number;
  /** 0-based line and the byte offset at which that line starts. */
  readonly line: number;
  readonly lineStart: number;
}

export interface RecordSpan {
  /** Byte offset and length of the record. */
  readonly offset: number;
  readonly length: number;
  readonly nesting: 'root' | 'array' | 'envelope';
  /** The envelope key above the record, as it is written; `null` elsewhere. */
  readonly envelope: string | null;
  /** Line of the record's first byte, 0-based, and the offset at which that line starts. */
  readonly line: number;
  readonly lineStart: number;
  readonly marks: readonly Mark[];
}

export interface ScanSink {
  record(span: RecordSpan): void;
  skipped(offset: number, length: number, reason: string): void;
}

/** Deeper records are skipped with a reason: no log of the three clouds comes near. */
export const MAX_DEPTH = 200;

/** `null` when the input ended where it may end, otherwise what was still open. */
export type ScanEnd = string | null;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

const ENVELOPE_KEYS = new Set(['Records', 'records', 'value', 'Events']);
/** How many bytes of a record's beginning serve to find the next one after damage. */
const MAX_SIGNATURE = 64;

export interface ScanOptions {
  /** The bytes are only the beginning of an input: hand over the record in which they end, too. */
  readonly unfinished?: boolean;
}

/** Scans the whole of `bytes`; offsets count from its first byte. Never throws on bad input. */
export function scanRecords(bytes: Uint8Array, sink: ScanSink, options: ScanOptions = {}): ScanEnd {
  return new RecordScanner(bytes, sink, options).run();
}

class RecordScanner {
  readonly #bytes: Uint8Array;
  readonly #sink: ScanSink;

  #at = 0;
  #line = 0;
  #lineStart = 0;
  #depth = 0;
  /** For each depth up to {@link MAX_DEPTH}: 1 for an object, 0 for an array. */
  readonly #isObject = new Uint8Array(MAX_DEPTH + 2);

  /** Depth at which records sit; -1 in an envelope's fields after its list of records. */
  #recordDepth = 0;
  #envelope: string | null = null;
  #rootIsArray = false;

  #recordStart = -1;
  #recordLine = 0;
  #recordLineStart = 0;
  #tooDeep = false;
  #marks: Mark[] = [];
  /** The key last met directly inside the record, and inside an object directly below it. */
  #outerKey: string | null = null;
  #signature: Uint8Array | null = null;

  readonly #unfinished: boolean;

  constructor(bytes: Uint8Array, sink: ScanSink, options: ScanOptions) {
    this.#bytes = bytes;
    this.#sink = sink;
    this.#unfinished = options.unfinished ?? false;
  }

  run(): ScanEnd {
    const bytes = this.#bytes;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3;
    const size = bytes.length;
    while (this.#at < size) {
      const byte = bytes[this.#at];
      switch (byte) {
        case QUOTE:
          this.#string();
          break;
        case OPEN_OBJECT:
        case OPEN_ARRAY:
          this.#open(byte === OPEN_OBJECT);
          break;
        case CLOSE_OBJECT:
        case CLOSE_ARRAY:
          this.#close(byte === CLOSE_OBJECT);
          break;
        case LF:
        case CR:
          this.#lineBreak(byte);
          break;
        case SPACE:
        case TAB:
        case COMMA:
        case COLON:
          this.#at++;
          break;
        default:
          if (this.#recordStart >= 0 || !this.#atElement()) this.#at++;
          else this.#strayValue();
      }
    }
    return this.#end();
  }

  /** True where a record may begin: between records, not inside one or in the envelope's other fields. */
  #atElement(): boolean {
    return this.#depth === this.#recordDepth && this.#recordStart < 0;
  }

  #lineBreak(byte: number): void {
    this.#at++;
    if (byte === CR && this.#bytes[this.#at] === LF) this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #open(isObject: boolean): void {
    if (this.#atElement()) {
      if (this.#depth === 0 && !isObject) {
        // A root array: its elements are the records.
        this.#rootIsArray = true;
        this.#recordDepth = 1;
      } else if (isObject) {
        this.#recordStart = this.#at;
        this.#recordLine = this.#line;
        this.#recordLineStart = this.#lineStart;
        this.#marks = [];
        this.#outerKey = null;
        this.#tooDeep = false;
      } else {
        this.#strayValue();
        return;
      }
    }
    this.#depth++;
    if (this.#depth <= MAX_DEPTH) this.#isObject[this.#depth] = isObject ? 1 : 0;
    else this.#tooDeep = true;
    this.#at++;
  }

  #close(isObject: boolean): void {
    const depth = this.#depth;
    if (depth === 0) {
      this.#strayValue();
      return;
    }
    if (depth <= MAX_DEPTH && (this.#isObject[depth] === 1) !== isObject) {
      this.#damage(`"${isObject ? '}' : ']'}" closes nothing that is open here`);
      return;
    }
    this.#depth--;
    this.#at++;
    if (this.#recordStart >= 0) {
      if (this.#depth === this.#recordDepth) this.#finishRecord();
    } else if (this.#depth < this.#recordDepth) {
      // The array that held the records ends; what is left belongs to the wrapping.
      if (this.#depth === 0) {
        this.#recordDepth = 0;
        this.#rootIsArray = false;
        this.#envelope = null;
      } else {
        this.#recordDepth = -1;
      }
    } else if (this.#depth === 0) {
      this.#recordDepth = 0;
      this.#envelope = null;
    }
  }

  #finishRecord(): void {
    const offset = this.#recordStart;
    this.#recordStart = -1;
    if (this.#tooDeep) {
      this.#sink.skipped(offset, this.#at - offset, `nested more than ${MAX_DEPTH} levels deep`);
      return;
    }
    this.#sink.record({
      offset,
      length: this.#at - offset,
      nesting: this.#recordDepth === 0 ? 'root' : this.#rootIsArray ? 'array' : 'envelope',
      envelope: this.#envelope,
      line: this.#recordLine,
      lineStart: this.#recordLineStart,
      marks: this.#marks,
    });
  }

  /** Reads a string; when it is a key of interest, looks at what follows. */
  #string(): void {
    const bytes = this.#bytes;
    if (this.#atElement()) {
      this.#strayValue();
      return;
    }
    const start = this.#at + 1;
    const end = this.#endOfString(start);
    if (end < 0) return;
    this.#at = end + 1;
    const inner = this.#recordStart < 0 ? this.#depth : this.#depth - Math.max(this.#recordDepth, 0);
    if (inner > 2 || inner < 1 || this.#depth > MAX_DEPTH || this.#isObject[this.#depth] !== 1) return;
    let next = this.#at;
    while (bytes[next] === SPACE || bytes[next] === TAB) next++;
    if (bytes[next] !== COLON) return;
    next++;
    while (bytes[next] === SPACE || bytes[next] === TAB) next++;
    this.#key(start, end, inner, next);
  }

  /** Byte offset of the closing quote, or -1 after damage has been dealt with. */
  #endOfString(start: number): number {
    const bytes = this.#bytes;
    const size = bytes.length;
    for (let at = start; at < size; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) at++;
      else if (byte === LF || byte === CR) {
        this.#at = at;
        this.#damage('a string does not end on its line');
        return -1;
      }
    }
    // The text ends inside the string: #end reports the open record.
    this.#at = size;
    return -1;
  }

  #key(start: number, end: number, inner: number, value: number): void {
    const bytes = this.#bytes;
    const length = end - start;
    if (inner === 1 && this.#signature === null && this.#recordStart >= 0) {
      const signature = bytes.subarray(this.#recordStart, end + 1);
      if (signature.length <= MAX_SIGNATURE) this.#signature = signature;
    }
    if (length > 15) {
      if (inner === 1) this.#outerKey = null;
      return;
    }
    const name = shortAscii(bytes, start, end);
    if (inner === 1) {
      this.#outerKey = name;
      if (this.#depth === 1 && bytes[value] === OPEN_ARRAY && ENVELOPE_KEYS.has(name)) {
        this.#enterEnvelope(name, value);
        return;
      }
    }
    if (this.#recordStart < 0) return;
    const key = keyMark(name, inner === 1 ? null : this.#outerKey);
    if (key === null) return;
    const isString = bytes[value] === QUOTE;
    const from = isString ? value + 1 : value;
    let to = from;
    if (isString) {
      const size = bytes.length;
      while (to < size && bytes[to] !== QUOTE && bytes[to] !== LF) to += bytes[to] === BACKSLASH ? 2 : 1;
      to = Math.min(to, size);
    }
    this.#marks.push({ key, start: from, end: to, line: this.#line, lineStart: this.#lineStart });
  }

  /** The root object wraps records: what stood in it so far is wrapping, no record. */
  #enterEnvelope(name: string, value: number): void {
    this.#recordStart = -1;
    this.#marks = [];
    this.#envelope = name;
    this.#signature = null;
    this.#depth = 2;
    this.#isObject[2] = 0;
    this.#recordDepth = 2;
    this.#at = value + 1;
  }

  /** A scalar, a string or an array where a record should stand. */
  #strayValue(): void {
    const bytes = this.#bytes;
    const from = this.#at;
    const first = bytes[from];
    let at = from;
    if (first === OPEN_ARRAY) at = this.#skipBalanced(from);
    else {
      if (first === QUOTE) at = Math.max(this.#endOfQuoted(from + 1), from);
      at++;
      while (at < bytes.length && !isDelimiter(bytes[at] as number)) at++;
    }
    this.#at = at;
    const zeros = first === 0 && bytes.subarray(from, at).every((byte) => byte === 0);
    this.#sink.skipped(from, at - from, zeros ? 'padding (zero bytes)' : 'not an object');
  }

  #endOfQuoted(start: number): number {
    const bytes = this.#bytes;
    for (let at = start; at < bytes.length && bytes[at] !== LF; at++) {
      if (bytes[at] === QUOTE) return at;
      if (bytes[at] === BACKSLASH) at++;
    }
    return -1;
  }

  /** Offset after the bracketed value that starts at `from`; counts the lines it passes. */
  #skipBalanced(from: number): number {
    const bytes = this.#bytes;
    let depth = 0;
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        const end = this.#endOfQuoted(at + 1);
        if (end < 0) continue;
        at = end;
      } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth++;
      else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        depth--;
        if (depth === 0) return at + 1;
      } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) {
        this.#line++;
        this.#lineStart = at + 1;
      }
    }
    return at;
  }

  /**
   * Something inside a record (or the wrapping) is broken. What cannot be trusted is
   * skipped up to the next place that looks like the beginning of a record.
   */
  #damage(reason: string): void {
    const from = this.#recordStart >= 0 ? this.#recordStart : this.#at;
    const fromLineStart = this.#recordStart >= 0 ? this.#recordLineStart : this.#lineStart;
    const next = this.#nextBeginning(this.#at, from - fromLineStart);
    this.#countLines(this.#at, next);
    this.#sink.skipped(from, next - from, reason);
    this.#at = next;
    this.#recordStart = -1;
    if (this.#recordDepth < 0) this.#recordDepth = 0;
    this.#depth = this.#recordDepth;
  }

  /** The first offset after `from` that begins like the records seen, or opens an object at `column` of a line. */
  #nextBeginning(from: number, column: number): number {
    const bytes = this.#bytes;
    const size = bytes.length;
    const signature = this.#signature;
    let lineStart = -1;
    for (let at = from; at < size; at++) {
      const byte = bytes[at];
      if (byte === LF) lineStart = at + 1;
      else if (byte === OPEN_OBJECT) {
        if (lineStart >= 0 && at - lineStart === column) return at;
        if (signature !== null && at > from && startsWith(bytes, at, signature)) return at;
      }
    }
    return size;
  }

  #countLines(from: number, to: number): void {
    const bytes = this.#bytes;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) {
        this.#line++;
        this.#lineStart = at + 1;
      }
    }
  }

  #end(): ScanEnd {
    const size = this.#bytes.length;
    if (this.#recordStart >= 0 && this.#unfinished) {
      this.#finishRecord();
      return null;
    }
    if (this.#recordStart >= 0) {
      const reason = this.#tooDeep
        ? `nested more than ${MAX_DEPTH} levels deep, and the input ends inside it`
        : 'the input ends inside this record';
      this.#sink.skipped(this.#recordStart, size - this.#recordStart, reason);
      return 'the input is cut off inside a record';
    }
    return this.#depth > 0 ? 'the input is cut off before the end of its list of records' : null;
  }
}

function isDelimiter(byte: number): boolean {
  return (
    byte === COMMA ||
    byte === LF ||
    byte === CR ||
    byte === OPEN_OBJECT ||
    byte === OPEN_ARRAY ||
    byte === CLOSE_ARRAY ||
    byte === CLOSE_OBJECT
  );
}

function startsWith(bytes: Uint8Array, at: number, prefix: Uint8Array): boolean {
  if (at + prefix.length > bytes.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[at + i] !== prefix[i]) return false;
  return true;
}

/** The bytes as text, one character a byte: enough for keys, all of which are ASCII. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}
