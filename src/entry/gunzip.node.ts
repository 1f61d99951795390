import {
  createGunzip,
  createInflateRaw,
  type Gunzip,
  gunzipSync,
  type InflateRaw,
  inflateRawSync,
} from 'node:zlib';
import { type ByteStream, Damaged } from '../core/formats/byteStream.js';
import { ByteReader, MAX_PIECE_BYTES } from '../core/formats/containers/byteReader.js';
import { isObject } from '../core/providers/json.js';
import { Inflation } from './inflation.node.js';

/** So much is held while it is inflated, to be inflated again where it is damaged. */
const HELD_BYTES = 8 * 1024 * 1024;
/**
 * What probably inflates to no more is inflated in one call, twice as fast as in a stream. For anything larger the
 * stream is faster: it writes into the same few buffers again and again (measured with Node 20).
 */
const SMALL_BYTES = 256 * 1024;
/** What goes into zlib, and what comes out of it, at once. */
const INPUT_BYTES = 256 * 1024;
const CHUNK_BYTES = 256 * 1024;
/**
 * zlib gives out nothing of the input in which it meets damage. So a damaged stream is inflated again, in ever smaller
 * pieces from the one with the damage on: every byte before it comes out.
 */
const SMALLER_INPUTS = [1024, 1] as const;
/** Of a large stream that cannot be read again, what this much inflates to may be lost before the damage. */
const ONCE_INPUT_BYTES = 16 * 1024;

interface Format {
  readonly create: (options: { readonly chunkSize: number }) => Gunzip | InflateRaw;
  readonly atOnce: (
    packed: Uint8Array,
    options: { readonly chunkSize: number; readonly maxOutputLength: number; readonly info: true },
  ) => unknown;
  /** Whether only zeros may stand behind the end. */
  readonly endsFile: boolean;
  /** What a whole file inflates to, as far as can be said before. */
  readonly sizeOf: (packed: Uint8Array) => number;
}

/** The trailer ends with the length, modulo 2^32 and of the last member alone (RFC 1952). */
const GZIP: Format = {
  create: createGunzip,
  atOnce: gunzipSync,
  endsFile: true,
  sizeOf: (packed) =>
    packed.length < 4
      ? 0
      : new DataView(packed.buffer, packed.byteOffset + packed.length - 4).getUint32(0, true),
};

/** Logs pack about ten to one. */
const RAW: Format = {
  create: createInflateRaw,
  atOnce: inflateRawSync,
  endsFile: false,
  sizeOf: (packed) => 10 * packed.length,
};

/**
 * Inflates all members of a gzip; zeros behind the last are padding. Throws {@link Damaged} with the source's or zlib's
 * reason, after everything before the damage came out; of a source of more than 8 MiB that cannot be read
 * again, what the last 16 KiB inflate to may be lost.
 */
export function gunzipNode(source: ByteStream): ByteStream {
  return inflate(source, GZIP);
}

/** Inflates what has no header (RFC 1951), as it stands in a ZIP; otherwise as {@link gunzipNode}. */
export function inflateRawNode(source: ByteStream): ByteStream {
  return inflate(source, RAW);
}

/** Can be read again where `source` can. */
function inflate(source: ByteStream, format: Format): ByteStream {
  return { [Symbol.asyncIterator]: () => inflateOnce(source, format) };
}

async function* inflateOnce(source: ByteStream, format: Format): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const canBeReadAgain = (iterator as unknown) !== source;
  const reader = new ByteReader({ [Symbol.asyncIterator]: () => iterator });
  try {
    const packed = await reader.peek(HELD_BYTES + 1);
    if (packed.length > HELD_BYTES) {
      if (canBeReadAgain) yield* inflateAgain(rest(reader), () => source, format);
      else yield* new Pass(format, [{ from: 0, bytes: ONCE_INPUT_BYTES }], 0).run(rest(reader));
      return;
    }
    const whole = reader.failure === null ? inflateWhole(packed, format) : null;
    if (whole === null) yield* inflateAgain(rest(reader), () => piecesOf(packed, reader.failure), format);
    else if (whole.length > 0) yield whole;
  } finally {
    await reader.close();
  }
}

/** `null` where it is damaged or inflates to more than a piece. */
function inflateWhole(packed: Uint8Array, { atOnce, endsFile, sizeOf }: Format): Uint8Array | null {
  const size = sizeOf(packed);
  if (size > SMALL_BYTES) return null;
  try {
    const { buffer, engine } = withInfo(
      atOnce(packed, { chunkSize: CHUNK_BYTES, maxOutputLength: MAX_PIECE_BYTES, info: true }),
    );
    return endsFile && !isPadding(packed.subarray(engine.bytesWritten)) ? null : buffer;
  } catch {
    // Whatever it is, the stream meets it again, and tells it behind what is good.
    return null;
  }
}

/** What zlib answers when it is asked for `info`, which its types do not know. */
interface WithInfo {
  readonly buffer: Uint8Array;
  /** `bytesWritten`: packed bytes up to the end of the last member. */
  readonly engine: { readonly bytesWritten: number };
}

function withInfo(answer: unknown): WithInfo {
  if (isObject(answer) && answer['buffer'] instanceof Uint8Array && isObject(answer['engine'])) {
    const { buffer, engine } = answer;
    const { bytesWritten } = engine;
    if (typeof bytesWritten === 'number') return { buffer, engine: { bytesWritten } };
  }
  throw new TypeError('zlib does not tell how much it has read');
}

function isPadding(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Inflates `first`, and on damage all of it again, to give out what lies between the last piece and the damage. */
async function* inflateAgain(first: ByteStream, open: () => ByteStream, format: Format): ByteStream {
  const steps: Step[] = [{ from: 0, bytes: INPUT_BYTES }];
  let pass = new Pass(format, steps, 0);
  let source = first;
  for (const bytes of [...SMALLER_INPUTS, null]) {
    try {
      yield* pass.run(source);
      return;
    } catch (error) {
      if (bytes === null || pass.sourceEnded || !(error instanceof Damaged)) throw error;
    }
    steps.push({ from: pass.taken, bytes });
    pass = new Pass(format, steps, pass.given);
    source = open();
  }
}

/** How much goes in at once, from a place of the packed bytes on. */
interface Step {
  readonly from: number;
  readonly bytes: number;
}

/** One pass over the packed bytes. */
class Pass {
  readonly #format: Format;
  readonly #steps: readonly Step[];
  readonly #known: number;
  #taken = 0;
  #given = 0;
  #sourceEnded = false;

  /** The first `known` bytes of what comes out were given before. */
  constructor(format: Format, steps: readonly Step[], known: number) {
    this.#format = format;
    this.#steps = steps;
    this.#known = known;
  }

  /** Packed bytes of which everything came out. */
  get taken(): number {
    return this.#taken;
  }

  /** Bytes that were given in this pass or before. */
  get given(): number {
    return Math.max(this.#given, this.#known);
  }

  /** Whether all packed bytes went in: then nothing that they hold was lost. */
  get sourceEnded(): boolean {
    return this.#sourceEnded;
  }

  async *run(source: ByteStream): ByteStream {
    const inflation = new Inflation(this.#format.create({ chunkSize: CHUNK_BYTES }));
    const reader = new ByteReader(source);
    /** Where padding begins if these bytes end with any. */
    let filled = 0;
    try {
      while (!inflation.ended) {
        const packed = await reader.take(this.#nextLength());
        this.#sourceEnded = packed.length === 0;
        for await (const piece of this.#sourceEnded ? inflation.finish() : inflation.write(packed)) {
          const known = Math.min(piece.length, Math.max(0, this.#known - this.#given));
          this.#given += piece.length;
          if (known < piece.length) yield piece.subarray(known);
        }
        const last = packed.findLastIndex((byte) => byte !== 0);
        if (last >= 0) filled = this.#taken + last + 1;
        this.#taken += packed.length;
      }
      // What is behind the end may still tell that the source is damaged.
      let ends = filled <= inflation.taken;
      for await (const piece of reader.pieces()) ends &&= isPadding(piece);
      this.#sourceEnded = true;
      if (this.#format.endsFile && !ends)
        throw new Damaged('what stands behind the last gzip member is none');
    } catch (error) {
      // Without damage of its own, the end came too early because the source is damaged.
      throw this.#sourceEnded ? (reader.failure ?? error) : error;
    } finally {
      inflation.close();
      await reader.close();
    }
    if (reader.failure !== null) throw reader.failure;
  }

  #nextLength(): number {
    const step = this.#steps.findLast(({ from }) => from <= this.#taken);
    const next = this.#steps.find(({ from }) => from > this.#taken);
    return Math.min(step?.bytes ?? INPUT_BYTES, (next?.from ?? Number.POSITIVE_INFINITY) - this.#taken);
  }
}

async function* piecesOf(packed: Uint8Array, damage: Damaged | null): ByteStream {
  yield packed;
  if (damage !== null) throw damage;
}

async function* rest(reader: ByteReader): ByteStream {
  yield* reader.pieces();
  if (reader.failure !== null) throw reader.failure;
}
