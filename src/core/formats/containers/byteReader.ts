import { type ByteStream, Damaged } from '../byteStream.js';

/** No piece that is handed out is larger. */
export const MAX_PIECE_BYTES = 1024 * 1024;

const SMALL_BYTES = 64 * 1024;

/**
 * Reads a stream in measured parts. Holds what was asked for and the rest of one piece, no more. Damage of the
 * stream shows as its end: {@link failure} then tells it. Any other error of the stream is thrown as it comes.
 */
export class ByteReader {
  readonly #source: ByteStream;
  #iterator: AsyncIterator<Uint8Array> | null = null;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #ended = false;
  #position = 0;
  #failure: Damaged | null = null;

  constructor(source: ByteStream) {
    this.#source = source;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#position;
  }

  /** Why the stream ended before its time. */
  get failure(): Damaged | null {
    return this.#failure;
  }

  /** The next `length` bytes without taking them; fewer only at the end of the stream. */
  async peek(length: number): Promise<Uint8Array> {
    await this.#hold(length);
    const first = this.#held[0];
    if (first === undefined) return new Uint8Array();
    if (first.length < length && this.#held.length > 1) this.#join(length);
    return (this.#held[0] ?? first).subarray(0, length);
  }

  /** Takes `length` bytes; fewer only at the end of the stream. */
  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.#drop(bytes.length);
    return bytes;
  }

  /** Takes up to `length` bytes, as they come. */
  async *pieces(length = Number.POSITIVE_INFINITY): ByteStream {
    for (let left = length; left > 0; ) {
      await this.#hold(1);
      const piece = this.#held[0]?.subarray(0, Math.min(left, MAX_PIECE_BYTES));
      if (piece === undefined) return;
      this.#drop(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Takes up to `length` bytes and forgets them; answers how many there were. */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    for await (const piece of this.pieces(length)) skipped += piece.length;
    return skipped;
  }

  /** Lets the stream go. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#held = [];
    this.#heldBytes = 0;
    const iterator = this.#iterator;
    this.#iterator = null;
    await iterator?.return?.();
  }

  async #hold(length: number): Promise<void> {
    while (this.#heldBytes < length && !this.#ended) {
      const piece = await this.#next();
      if (piece === null) this.#ended = true;
      else if (piece.length > 0) {
        this.#held.push(piece);
        this.#heldBytes += piece.length;
        this.#joinSmall();
      }
    }
  }

  /** A piece of one byte takes a hundred to hold: small neighbours are joined, so that few are ever held. */
  #joinSmall(): void {
    for (;;) {
      const [before, last] = this.#held.slice(-2);
      if (before === undefined || last === undefined || before.length > last.length) return;
      if (before.length + last.length > SMALL_BYTES) return;
      const joined = new Uint8Array(before.length + last.length);
      joined.set(before);
      joined.set(last, before.length);
      this.#held.splice(-2, 2, joined);
    }
  }

  async #next(): Promise<Uint8Array | null> {
    try {
      this.#iterator ??= this.#source[Symbol.asyncIterator]();
      const { done, value } = await this.#iterator.next();
      return done ? null : value;
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.#failure = error;
      return null;
    }
  }

  /** Brings the first `length` bytes into one piece. */
  #join(length: number): void {
    const joined = new Uint8Array(Math.min(length, this.#heldBytes));
    for (let at = 0; at < joined.length; ) {
      const piece = this.#held[0];
      if (piece === undefined) return;
      const part = piece.subarray(0, joined.length - at);
      joined.set(part, at);
      at += part.length;
      if (part.length === piece.length) this.#held.shift();
      else this.#held[0] = piece.subarray(part.length);
    }
    this.#held.unshift(joined);
  }

  #drop(length: number): void {
    const first = this.#held[0];
    if (first === undefined) return;
    if (length >= first.length) this.#held.shift();
    else this.#held[0] = first.subarray(length);
    this.#heldBytes -= length;
    this.#position += length;
  }
}
