import type { Kernel } from '../kernel/kernel.js';

/** The part of a text that is being looked at: grows at its end, is done with at its beginning. */
export class TextWindow {
  readonly #kernel: Kernel | null;
  #memory: Uint8Array;
  #length = 0;
  #base: number;

  /** @param kernel in whose memory the window then lies; @param base where the text begins */
  constructor(kernel: Kernel | null, base: number) {
    this.#base = base;
    this.#kernel = kernel;
    this.#memory = kernel?.window(0) ?? new Uint8Array();
  }

  /** The bytes; only good until the next change. */
  get view(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** Offset of the window's first byte in the text. */
  get base(): number {
    return this.#base;
  }

  append(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    if (needed > this.#memory.length) this.#grow(Math.max(needed, 2 * this.#memory.length));
    this.#memory.set(piece, this.#length);
    this.#length = needed;
  }

  /** So many bytes at the beginning are done with. */
  drop(count: number): void {
    this.#memory.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#base += count;
  }

  #grow(size: number): void {
    if (this.#kernel !== null) {
      this.#memory = this.#kernel.window(size);
      return;
    }
    const memory = new Uint8Array(size);
    memory.set(this.view);
    this.#memory = memory;
  }
}
