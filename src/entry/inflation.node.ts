import type { Gunzip, InflateRaw } from 'node:zlib';
import { type ByteStream, Damaged } from '../core/formats/byteStream.js';

/** One inflater of zlib, fed and emptied in turns, so that never more than its buffers is held. */
export class Inflation {
  readonly #zlib: Gunzip | InflateRaw;
  #failure: Error | null = null;
  #ended = false;
  #wake: () => void = () => {};

  constructor(zlib: Gunzip | InflateRaw) {
    this.#zlib = zlib;
    zlib.on('readable', () => this.#wake());
    zlib.on('end', () => {
      this.#ended = true;
      this.#wake();
    });
    zlib.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  /** Whether the packed bytes came to their end: nothing more is taken. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Packed bytes up to the end. */
  get taken(): number {
    return this.#zlib.bytesWritten;
  }

  /** Gives out all that `packed` inflates to. Throws {@link Damaged} with zlib's reason. */
  async *write(packed: Uint8Array): ByteStream {
    let taken = false;
    this.#zlib.write(packed, () => {
      taken = true;
      this.#wake();
    });
    yield* this.#until(() => taken && this.#zlib.readableLength === 0);
  }

  /** Gives out what is left; damaged when the packed bytes have not come to their end. */
  async *finish(): ByteStream {
    this.#zlib.end();
    yield* this.#until(() => false);
  }

  close(): void {
    this.#zlib.destroy();
  }

  async *#until(done: () => boolean): ByteStream {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const out: unknown = this.#zlib.read();
      if (out instanceof Uint8Array) {
        yield out;
        continue;
      }
      if (this.#failure !== null) throw new Damaged(this.#failure.message);
      if (this.#ended || done()) return;
      await woken;
    }
  }
}
