import { SNIFF_BYTES } from '../core/formats/sniff.js';

/** Collects what a gzip file inflates to: within a bound, and no further than it is wanted. */
export class InflatedBytes {
  readonly #goOn: (beginning: Uint8Array) => boolean;
  readonly #max: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(goOn: (beginning: Uint8Array) => boolean, max: number) {
    this.#goOn = goOn;
    this.#max = max;
  }

  /** Takes a chunk; answers why no more is taken, or `null` to go on. */
  add(chunk: Uint8Array): string | null {
    const before = this.#length;
    const kept = chunk.subarray(0, this.#max - before);
    this.#chunks.push(kept);
    this.#length += kept.length;
    if (before < SNIFF_BYTES && this.#length >= SNIFF_BYTES && !this.#goOn(this.bytes())) {
      return 'the rest was not wanted';
    }
    return kept.length < chunk.length
      ? `inflates to more than ${this.#max / 1024 / 1024} MiB; the rest was not read`
      : null;
  }

  bytes(): Uint8Array {
    const [only] = this.#chunks;
    if (only !== undefined && this.#chunks.length === 1) return only;
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
}
