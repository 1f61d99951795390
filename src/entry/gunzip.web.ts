import { Gunzip, Inflate } from 'fflate';
import { type ByteStream, Damaged } from '../core/formats/byteStream.js';
import { ByteReader, MAX_PIECE_BYTES } from '../core/formats/containers/byteReader.js';
import { Crc32 } from '../core/formats/containers/crc32.js';

/** What comes out of the piece that holds the damage is lost, so pieces are small. */
const INPUT_BYTES = 4 * 1024;
/** Header and trailer of a member without content. */
const SMALLEST_MEMBER = 18;
const TRAILER = 8;
const BAD_TRAILER = 'incorrect data check';
const BEHIND = 'what stands behind the last gzip member is none';
/** The library keeps what it cannot inflate yet; honest packed bytes give something out long before. */
const MAX_IDLE_BYTES = 1024 * 1024;

/**
 * Inflates all members of a gzip; zeros behind the last are padding. The checksums are compared here, because the library skips them. Throws
 * {@link Damaged} after everything came out that lies before the 4 KiB with the damage.
 */
export async function* gunzipWeb(source: ByteStream): ByteStream {
  const gunzip = new CheckedGunzip();
  yield* pushed(source, gunzip);
  gunzip.end();
}

/** Inflates what has no header (RFC 1951), as it stands in a ZIP; otherwise as {@link gunzipWeb}. */
export async function* inflateRawWeb(source: ByteStream): ByteStream {
  const out: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => out.push(chunk));
  yield* pushed(source, { out, push: (packed, final) => inflate.push(packed, final), ended: false });
}

interface Inflater {
  /** What came out and is not taken yet. */
  readonly out: Uint8Array[];
  push(packed: Uint8Array, final: boolean): void;
  /** Only padding may follow. */
  readonly ended: boolean;
}

async function* pushed(source: ByteStream, inflater: Inflater): ByteStream {
  const reader = new ByteReader(source);
  let idle = 0;
  try {
    for (let final = false; !final; ) {
      const packed = await reader.take(INPUT_BYTES);
      final = (await reader.peek(1)).length === 0;
      const failure = attempt(() => inflater.push(packed, final));
      idle += packed.length;
      for (const chunk of inflater.out.splice(0)) {
        if (chunk.length > 0) idle = 0;
        for (let at = 0; at < chunk.length; at += MAX_PIECE_BYTES)
          yield chunk.subarray(at, at + MAX_PIECE_BYTES);
      }
      if (failure !== null) throw (final ? reader.failure : null) ?? new Damaged(failure);
      if (idle > MAX_IDLE_BYTES && !inflater.ended)
        throw new Damaged(`nothing came out of ${MAX_IDLE_BYTES} packed bytes`);
    }
    if (reader.failure !== null) throw reader.failure;
  } finally {
    await reader.close();
  }
}

function attempt(push: () => void): string | null {
  try {
    push();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Holds the checksum and length that end each member (RFC 1952) against what came out. */
class CheckedGunzip implements Inflater {
  readonly out: Uint8Array[] = [];
  readonly #gunzip: Gunzip;
  #crc = new Crc32();
  /** The last packed bytes, and where they begin. */
  #tail = new Uint8Array();
  #tailAt = 0;
  #ended = false;

  constructor() {
    this.#gunzip = new Gunzip((chunk) => {
      this.#crc.add(chunk);
      this.out.push(chunk);
    });
    this.#gunzip.onmember = (end) => this.#endMember(end);
  }

  get ended(): boolean {
    return this.#ended;
  }

  push(packed: Uint8Array, final: boolean): void {
    if (this.#ended) {
      if (packed.some((byte) => byte !== 0)) throw new Damaged(BEHIND);
      return;
    }
    const kept = this.#tail.subarray(Math.max(0, this.#tail.length - INPUT_BYTES));
    const tail = new Uint8Array(kept.length + packed.length);
    tail.set(kept);
    tail.set(packed, kept.length);
    this.#tailAt += this.#tail.length - kept.length;
    this.#tail = tail;
    try {
      this.#gunzip.push(packed, final);
    } catch (error) {
      // The library takes padding for the next member. Any zeros are the trailer of nothing.
      this.#ended = this.#crc.length > 0 && this.#isPadded(1);
      if (!this.#ended) throw error;
    }
  }

  /** To be called when all was pushed. */
  end(): void {
    if (this.#ended || this.#isPadded(0)) return;
    const size = this.#tailAt + this.#tail.length;
    throw new Damaged(size < SMALLEST_MEMBER ? 'unexpected end of file' : BAD_TRAILER);
  }

  /** True when the last bytes are the trailer of what came out and zeros, at least so many. */
  #isPadded(least: number): boolean {
    const end = this.#tailAt + this.#tail.length;
    if (end < SMALLEST_MEMBER) return false;
    const zeros = this.#tail.length - 1 - this.#tail.findLastIndex((byte) => byte !== 0);
    // A trailer may end with zeros of its own.
    for (let padding = Math.max(least, zeros - TRAILER); padding <= zeros; padding++) {
      if (this.#isTrailerBefore(end - padding)) return true;
    }
    return false;
  }

  #endMember(end: number): void {
    const matches = this.#isTrailerBefore(end);
    this.#crc = new Crc32();
    if (!matches) throw new Damaged(BAD_TRAILER);
  }

  #isTrailerBefore(end: number): boolean {
    const trailer = this.#tail.subarray(end - TRAILER - this.#tailAt, end - this.#tailAt);
    const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.byteLength);
    return (
      trailer.length === TRAILER &&
      view.getUint32(0, true) === this.#crc.value &&
      view.getUint32(4, true) === this.#crc.length % 2 ** 32
    );
  }
}
