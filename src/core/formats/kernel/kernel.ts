import { ENVELOPES, INNER, isKeyMark, KEY_MARKS, type Mark, OUTER, STAMP_MARKS } from '../keyMarks.js';
import { type MarkedShape, markedShape } from '../recordShape.js';
import type { ByteRange } from '../recordSpan.js';
import { KERNEL } from './kernelBytes.js';

/**
 * The WebAssembly of `kernel.as.ts`, which see, with its memory: the text that is looked at lies in it, so that it
 * need not be copied. Addresses as there.
 */
const DECISIONS = 0x1000;
const STAMPS = 0x1400;
const COUNTS = 0x2000;
const OUTER_TABLE = 0x3100;
const INNER_TABLES = 0x3400;
const ENVELOPE_TABLE = 0x3c00;
const OUTER_ENDS = 0x3e00;
const KEY_SIZE = 24;
const TABLE_SIZE = 0x100;
const WANTED = 0x4000;
const WANTED_BYTES = 0x2000;
const FOUND = 0x8000;
const FOUND_FIELDS = 6;
const FOUND_MAX = 4096;
const NOTES = 0x20000;
const NOTE_FIELDS = 5;
const NOTES_MAX = 3072;
const WINDOW = 0x40000;
const PAGE = 0x10000;
const SETS = 1 << KEY_MARKS.length;

/** A record that is to be looked at; offsets count from the beginning of the window. */
export interface FoundRecord {
  readonly start: number;
  readonly end: number;
  readonly shape: MarkedShape | null;
  /** Where its operation's name stands, inside the quotes; `null` when the keys did not tell. */
  readonly name: ByteRange | null;
  /** So many records since the one told before were passed, because nobody wants their operation. */
  readonly passed: number;
}

/** As `Stamp`, by where its texts stand; offsets count from the beginning of the window. */
export interface FoundStamp {
  readonly shape: MarkedShape;
  readonly account: ByteRange | null;
  readonly time: ByteRange | null;
}

export interface Scanned {
  /** Where it stopped. */
  readonly stop: number;
  /** True when it stopped only because the text ends there. */
  readonly unfinished: boolean;
  readonly found: readonly FoundRecord[];
  /** Records that were passed after the last one found. */
  readonly passed: number;
  /** Records passed in all, by shape. */
  readonly shapes: readonly { readonly shape: MarkedShape; readonly count: number }[];
  /** What records say of time and account that those before, also in earlier calls, did not. */
  readonly stamps: readonly FoundStamp[];
  /** True when it may have stopped only because one of its lists is full. */
  readonly isFull: boolean;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly found: { readonly value: number };
  readonly passed: { readonly value: number };
  readonly unfinished: { readonly value: number };
  readonly notes: { readonly value: number };
  readonly lines: { readonly value: number };
  readonly lineStart: { readonly value: number };
  begin(): void;
  scan(from: number, to: number, column: number, root: number): number;
  count(from: number, to: number, afterReturn: number): void;
  unitsOf(from: number, to: number): number;
}

/** Which operations are wanted: one bit for each hash of a name, so that some more seem to be. */
export type WantedBits = Uint8Array;

/** @param names as the catalogue has them; a record may write any API version, or none, and any letter case */
export function wantedBits(names: Iterable<string>): WantedBits {
  const bits = new Uint8Array(WANTED_BYTES);
  for (const name of names) {
    for (const end of endsOf(name.toLowerCase())) {
      let hash = 0x811c9dc5;
      for (const char of end) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
      const bit = (hash ^ (hash >>> 16)) & (WANTED_BYTES * 8 - 1);
      bits[bit >> 3] = (bits[bit >> 3] as number) | (1 << (bit & 7));
    }
  }
  return bits;
}

/**
 * By which ends a record may be told that names the operation: two parts (`snapshots.insert`), or the last alone where
 * a version stands before it, as in `google.iam.admin.v1.CreateServiceAccount`.
 */
function endsOf(name: string): readonly string[] {
  const [last = '', ...before] = name.split('.').reverse();
  const parent = before.find((part) => !/^v\d/.test(part));
  if (parent === undefined) return [last, `beta.${last}`, `alpha.${last}`];
  return name.startsWith('google.') ? [`${parent}.${last}`, last] : [`${parent}.${last}`];
}

const EVERYTHING: WantedBits = new Uint8Array(WANTED_BYTES).fill(0xff);

let compiled: WebAssembly.Module | 'impossible' | undefined;
/** Kernels that nobody uses now: each holds memory that is better used again. */
const idle: Kernel[] = [];
/** A larger memory than this is given back to the system rather than kept. */
const MAX_KEPT = 16 * 1024 * 1024;

export class Kernel {
  readonly #exports: Exports;
  #bytes: Uint8Array;
  #numbers: Uint32Array;

  private constructor(module: WebAssembly.Module) {
    // What the module exports is fixed by its source, which the build compiles.
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#numbers = new Uint32Array(this.#exports.memory.buffer);
    this.window(0);
    this.#writeTables();
  }

  /**
   * A kernel for one text at a time; give it back with {@link release}. `wanted`: `null` to be told every record.
   * `null` where the host's WebAssembly has no vectors: then there is none.
   */
  static take(wanted: WantedBits | null): Kernel | null {
    compiled ??= compile();
    if (compiled === 'impossible') return null;
    const kernel = idle.pop() ?? new Kernel(compiled);
    kernel.#bytes.set(wanted ?? EVERYTHING, WANTED);
    kernel.#exports.begin();
    return kernel;
  }

  release(): void {
    if (this.#bytes.length <= MAX_KEPT) idle.push(this);
  }

  /** The memory for a window of `size` bytes, with what it held before. A view from before is no longer valid. */
  window(size: number): Uint8Array {
    const pages = Math.ceil((WINDOW + size + 64) / PAGE) - this.#bytes.length / PAGE;
    if (pages > 0) {
      this.#exports.memory.grow(pages);
      this.#bytes = new Uint8Array(this.#exports.memory.buffer);
      this.#numbers = new Uint32Array(this.#exports.memory.buffer);
    }
    return this.#bytes.subarray(WINDOW, WINDOW + size);
  }

  /** True when `view` begins where this kernel's window does. */
  holds(view: Uint8Array): boolean {
    return view.buffer === this.#bytes.buffer && view.byteOffset === WINDOW;
  }

  /**
   * Passes records of the window from `from` up to `to`, where one begins or may begin. `column`: where records
   * begin on their line, or -1; `root`: an object may be an envelope of records.
   */
  scan(from: number, to: number, column: number, root: boolean): Scanned {
    const { found, passed, unfinished, notes } = this.#exports;
    const stop = this.#exports.scan(WINDOW + from, WINDOW + to, column, root ? 1 : 0) - WINDOW;
    let before = 0;
    const records = Array.from({ length: found.value }, (_, index): FoundRecord => {
      const record = this.#foundAt(index, before);
      before += record.passed;
      return record;
    });
    return {
      stop,
      unfinished: unfinished.value !== 0,
      found: records,
      passed: passed.value - before,
      shapes: passed.value > 0 ? this.#takeCounts() : [],
      stamps: this.#stamps(notes.value),
      isFull: found.value === FOUND_MAX || notes.value === NOTES_MAX,
    };
  }

  /** The lines that begin in the window from `from` up to `to`, and where the last of them does; -1 when none begins. */
  countLines(
    from: number,
    to: number,
    afterReturn: boolean,
  ): { readonly lines: number; readonly lineStart: number } {
    this.#exports.count(WINDOW + from, WINDOW + to, afterReturn ? 1 : 0);
    const { lines, lineStart } = this.#exports;
    return { lines: lines.value, lineStart: lineStart.value === 0 ? -1 : lineStart.value - WINDOW };
  }

  /** UTF-16 units of the window's text from `from` up to `to`. */
  unitsOf(from: number, to: number): number {
    return this.#exports.unitsOf(WINDOW + from, WINDOW + to);
  }

  #foundAt(index: number, passedBefore: number): FoundRecord {
    const at = FOUND / 4 + index * FOUND_FIELDS;
    const field = (number: number) => this.#numbers[at + number] as number;
    return {
      start: field(0) - WINDOW,
      end: field(1) - WINDOW,
      shape: SHAPES[field(2)] ?? null,
      passed: field(3) - passedBefore,
      name: field(4) === 0 ? null : { start: field(4) - WINDOW, end: field(5) - WINDOW },
    };
  }

  #stamps(count: number): FoundStamp[] {
    const stamps: FoundStamp[] = [];
    for (let index = 0; index < count; index++) {
      const at = NOTES / 4 + index * NOTE_FIELDS;
      const range = (number: number): ByteRange | null => {
        const start = this.#numbers[at + number] as number;
        return start === 0
          ? null
          : { start: start - WINDOW, end: (this.#numbers[at + number + 1] as number) - WINDOW };
      };
      // The places of the earliest and the latest stay empty where none was earlier or later than before.
      const shape = SHAPES[this.#numbers[at + 4] as number] ?? null;
      if (shape !== null) stamps.push({ shape, account: range(0), time: range(2) });
    }
    return stamps;
  }

  #takeCounts(): { shape: MarkedShape; count: number }[] {
    const counts = this.#numbers.subarray(COUNTS / 4, COUNTS / 4 + SETS);
    const shapes: { shape: MarkedShape; count: number }[] = [];
    for (let set = 0; set < SETS; set++) {
      const count = counts[set] as number;
      const shape = SHAPES[set] ?? null;
      if (count > 0 && shape !== null) shapes.push({ shape, count });
    }
    counts.fill(0);
    return shapes;
  }

  #writeTables(): void {
    for (let set = 0; set < SETS; set++) {
      const shape = SHAPES[set] ?? null;
      const operation = shape?.operation ?? null;
      this.#bytes[DECISIONS + set] = operation === null ? 0 : numberOf(operation);
      for (const [index, marks] of [shape?.time, shape?.account].entries())
        this.#bytes.set(marks?.map(numberOf) ?? [], STAMPS + 4 * set + 2 * index);
    }
    const parents = Object.keys(INNER);
    const below = (key: string) => parents.indexOf(key) + 1;
    const outer = [...new Set([...Object.keys(OUTER), ...parents])].sort((a, b) => lastByte(a) - lastByte(b));
    outer.forEach((key, index) => {
      const end = OUTER_ENDS + lastByte(key);
      if (lastByte(outer[index - 1] ?? '') !== lastByte(key)) this.#bytes[end] = index + 1;
    });
    this.#writeTable(
      OUTER_TABLE,
      outer.map((key) => [key, OUTER[key] ?? null, below(key)]),
    );
    parents.forEach((parent, index) => {
      const keys = Object.entries(INNER[parent] ?? {});
      this.#writeTable(
        INNER_TABLES + index * TABLE_SIZE,
        keys.map(([key, mark]) => [key, mark, 0]),
      );
    });
    this.#writeTable(
      ENVELOPE_TABLE,
      ENVELOPES.map((key) => [key, null, 0]),
    );
  }

  #writeTable(address: number, keys: readonly (readonly [string, Mark | null, number])[]): void {
    keys.forEach(([name, mark, below], index) => {
      const entry = address + index * KEY_SIZE;
      const number = mark === null ? 0 : numberOf(mark);
      const bit = mark !== null && isKeyMark(mark) ? 1 << (number - 1) : 0;
      this.#bytes.set([name.length, number, below, bit], entry);
      this.#bytes.set(new TextEncoder().encode(name), entry + 4);
    });
  }
}

const MARKS: readonly Mark[] = [...KEY_MARKS, ...STAMP_MARKS];

/** Of an ASCII text. */
function lastByte(text: string): number {
  return text.charCodeAt(text.length - 1);
}

function numberOf(mark: Mark): number {
  return MARKS.indexOf(mark) + 1;
}

/** The shape that each set of keys tells. */
const SHAPES: readonly (MarkedShape | null)[] = Array.from({ length: SETS }, (_, set) =>
  markedShape(KEY_MARKS.filter((_key, index) => (set & (1 << index)) !== 0)),
);

function compile(): WebAssembly.Module | 'impossible' {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (char) => char.charCodeAt(0)));
  } catch {
    // An old browser, or one that may not compile: all is read without the kernel, only slower.
    return 'impossible';
  }
}
