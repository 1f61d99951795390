import { CR, LF } from './jsonBytes.js';
import type { Kernel } from './kernel/kernel.js';

/** A place in a text as the editor counts: 1-based, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** UTF-16 units of UTF-8 bytes: a sequence of four bytes is two of them, any shorter one is one. */
export function utf16Length(bytes: Uint8Array): number {
  let units = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  return units;
}

/**
 * Lines and columns of byte offsets that are asked for in ascending order, in a UTF-8 text that comes window by window.
 * Each byte is looked at once, whatever is asked. A line ends with LF, CR LF, or CR alone.
 */
export class Positions {
  readonly #kernel: Kernel | null;
  #window: Uint8Array = new Uint8Array();
  /** Offset in the text of the window's first byte. */
  #base: number;
  /** Up to here, as an offset in the text, bytes have been counted. */
  #at: number;
  #line = 1;
  #column = 1;
  /** UTF-16 units from the beginning of the text. */
  #units = 0;
  #afterReturn = false;

  /** @param kernel counts faster; the windows must then lie in its memory; @param base where the text begins */
  constructor(kernel: Kernel | null = null, base = 0) {
    this.#base = this.#at = base;
    this.#kernel = kernel;
  }

  /** The text from `base` on; what stands before must not be asked for any more. Nothing before it may be left out. */
  show(window: Uint8Array, base: number): void {
    this.#advance(base);
    this.#window = window;
    this.#base = base;
  }

  /** The position of the byte at `offset`. */
  at(offset: number): Position {
    this.#advance(offset);
    // A lone CR ends its line only if no LF follows.
    return this.#afterReturn && this.#window[offset - this.#base] !== LF
      ? { line: this.#line + 1, column: 1 }
      : { line: this.#line, column: this.#column };
  }

  /** UTF-16 units before the byte at `offset`. */
  unitsAt(offset: number): number {
    this.#advance(offset);
    return this.#units;
  }

  #advance(offset: number): void {
    const from = this.#at - this.#base;
    const to = offset - this.#base;
    if (to <= from) return;
    const { lines, lineStart } = this.#countLines(from, to);
    const units = this.#unitsOf(from, to);
    this.#units += units;
    if (lines > 0) {
      this.#line += lines;
      this.#column = 1 + this.#unitsOf(lineStart, to);
    } else {
      this.#column += units;
    }
    this.#afterReturn = this.#window[to - 1] === CR;
    this.#at = offset;
  }

  #countLines(from: number, to: number): { readonly lines: number; readonly lineStart: number } {
    if (this.#kernel !== null) return this.#kernel.countLines(from, to, this.#afterReturn);
    let lines = 0;
    let lineStart = -1;
    let afterReturn = this.#afterReturn;
    for (let at = from; at < to; at++) {
      const byte = this.#window[at];
      if (byte === LF || afterReturn) {
        lines++;
        lineStart = byte === LF ? at + 1 : at;
      }
      afterReturn = byte === CR;
    }
    return { lines, lineStart };
  }

  #unitsOf(from: number, to: number): number {
    return this.#kernel?.unitsOf(from, to) ?? utf16Length(this.#window.subarray(from, to));
  }
}
