/**
 * Editor positions from byte offsets. The editor counts columns in UTF-16 units;
 * a UTF-8 sequence of four bytes is two of them, any shorter one is one.
 */

/** UTF-16 units that the UTF-8 bytes from `from` up to `to` decode to. */
export function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/**
 * Columns for offsets that are asked for in ascending order: on a file of one line
 * each byte is counted once, not once for every event.
 */
export class ColumnCounter {
  readonly #bytes: Uint8Array;
  #lineStart = -1;
  #at = 0;
  #units = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** 1-based column of the byte at `offset` on the line that starts at byte `lineStart`. */
  column(lineStart: number, offset: number): number {
    if (lineStart !== this.#lineStart || offset < this.#at) {
      this.#lineStart = lineStart;
      this.#at = lineStart;
      this.#units = 0;
    }
    this.#units += utf16Length(this.#bytes, this.#at, offset);
    this.#at = offset;
    return this.#units + 1;
  }
}
