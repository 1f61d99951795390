import type { PhysicalType } from './schema.js';
import { ParquetError } from './thrift.js';

/** Values one after another; throws {@link ParquetError} where the bytes do not hold the next one. */
export interface ValueReader<T> {
  next(): T;
}

/** A value as it is stored: INT32 and the floating types as number, INT64 and the int96 as bigint, bytes as bytes. */
export type RawValue = boolean | number | bigint | Uint8Array;

class Bytes {
  at: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(length: number): number {
    const from = this.at;
    if (!(length >= 0 && length <= this.bytes.length - from))
      throw new ParquetError('a page that ends early');
    this.at += length;
    return from;
  }

  slice(length: number): Uint8Array {
    const from = this.take(length);
    return this.bytes.subarray(from, from + length);
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.take(1)] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new ParquetError('a page with a number that is too long');
  }

  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }
}

/** PLAIN: apache/parquet-format, Encodings.md. */
export function plainValues(bytes: Uint8Array, type: PhysicalType, size: number): ValueReader<RawValue> {
  const from = new Bytes(bytes);
  const { view } = from;
  let bit = 0;
  switch (type) {
    case 'BOOLEAN':
      return {
        next() {
          const byte = bytes[bit >> 3];
          if (byte === undefined) throw new ParquetError('a page that ends early');
          return ((byte >> (bit++ & 7)) & 1) === 1;
        },
      };
    case 'INT32':
      return { next: () => view.getInt32(from.take(4), true) };
    case 'INT64':
      return { next: () => view.getBigInt64(from.take(8), true) };
    case 'INT96':
      return { next: () => from.slice(12) };
    case 'FLOAT':
      return { next: () => view.getFloat32(from.take(4), true) };
    case 'DOUBLE':
      return { next: () => view.getFloat64(from.take(8), true) };
    case 'BYTE_ARRAY':
      return { next: () => from.slice(view.getUint32(from.take(4), true)) };
    case 'FIXED_LEN_BYTE_ARRAY':
      return { next: () => from.slice(size) };
  }
}

/** The hybrid of runs and packed bits, of levels and of indexes into a dictionary (Encodings.md). */
export function hybridValues(bytes: Uint8Array, width: number): ValueReader<number> {
  if (width > 32) throw new ParquetError('a page with numbers that are too wide');
  const from = new Bytes(bytes);
  let left = 0;
  let repeated: number | null = null;
  let bit = 0;
  const packed = (): number => {
    let value = 0;
    for (let done = 0; done < width; ) {
      const byte = bytes[bit >> 3];
      if (byte === undefined) throw new ParquetError('a page that ends early');
      const take = Math.min(width - done, 8 - (bit & 7));
      value += ((byte >> (bit & 7)) & ((1 << take) - 1)) * 2 ** done;
      done += take;
      bit += take;
    }
    return value;
  };
  return {
    next() {
      while (left === 0) {
        const head = Number(from.varint());
        left = Math.floor(head / 2);
        if (head % 2 === 0) {
          repeated = 0;
          for (let index = 0; index * 8 < width; index++) {
            repeated += (bytes[from.take(1)] as number) * 256 ** index;
          }
        } else {
          repeated = null;
          bit = from.at * 8;
          // The last group may be cut short: its bytes are taken as far as they are there.
          from.at = Math.min(bytes.length, from.at + left * width);
          left *= 8;
        }
      }
      left--;
      return repeated ?? packed();
    },
  };
}

/** DELTA_BINARY_PACKED; `end` tells where the next section begins, when all `count` values were taken. */
class DeltaReader implements ValueReader<bigint> {
  readonly #from: Bytes;
  readonly #perMiniblock: number;
  readonly #miniblocks: number;
  readonly count: number;
  #value: bigint;
  #taken = 0;
  #minimum = 0n;
  #widths: Uint8Array = new Uint8Array();
  #miniblock = 0;
  #inMiniblock = 0;
  #bit = 0;

  constructor(from: Bytes) {
    this.#from = from;
    const block = Number(from.varint());
    this.#miniblocks = Number(from.varint());
    this.count = Number(from.varint());
    this.#value = from.zigzag();
    this.#perMiniblock = block / this.#miniblocks;
    const isSound =
      Number.isInteger(this.#perMiniblock) && this.#perMiniblock > 0 && this.#perMiniblock % 8 === 0;
    if (!isSound) throw new ParquetError('a page with wrong blocks');
    this.#miniblock = this.#miniblocks;
  }

  next(): bigint {
    if (this.#taken >= this.count) throw new ParquetError('a page that ends early');
    if (this.#taken++ === 0) return this.#value;
    if (this.#inMiniblock === 0) this.#enterMiniblock();
    this.#inMiniblock--;
    this.#value = BigInt.asIntN(
      64,
      this.#value + this.#minimum + this.#packed(this.#widths[this.#miniblock - 1] ?? 0),
    );
    return this.#value;
  }

  #enterMiniblock(): void {
    if (this.#miniblock === this.#miniblocks) {
      this.#minimum = this.#from.zigzag();
      this.#widths = this.#from.slice(this.#miniblocks);
      this.#miniblock = 0;
    }
    const width = this.#widths[this.#miniblock++] ?? 0;
    this.#inMiniblock = this.#perMiniblock;
    this.#bit = this.#from.take((this.#perMiniblock / 8) * width) * 8;
  }

  #packed(width: number): bigint {
    let value = 0n;
    for (let done = 0; done < width; ) {
      const take = Math.min(width - done, 8 - (this.#bit & 7));
      const byte = this.#from.bytes[this.#bit >> 3] as number;
      value |= BigInt((byte >> (this.#bit & 7)) & ((1 << take) - 1)) << BigInt(done);
      done += take;
      this.#bit += take;
    }
    return value;
  }
}

export function deltaValues(bytes: Uint8Array, type: PhysicalType): ValueReader<RawValue> {
  const deltas = new DeltaReader(new Bytes(bytes));
  return { next: () => (type === 'INT32' ? Number(BigInt.asIntN(32, deltas.next())) : deltas.next()) };
}

/** All lengths of a section; there are no more than `most` values in the page. */
function lengths(from: Bytes, most: number): readonly number[] {
  const deltas = new DeltaReader(from);
  if (deltas.count > most) throw new ParquetError('a page with more lengths than values');
  return Array.from({ length: deltas.count }, () => Number(deltas.next()));
}

/** DELTA_LENGTH_BYTE_ARRAY. */
export function deltaLengthValues(bytes: Uint8Array, most: number): ValueReader<RawValue> {
  const from = new Bytes(bytes);
  const sizes = lengths(from, most).values();
  return { next: () => from.slice(sizes.next().value ?? -1) };
}

/** DELTA_BYTE_ARRAY: each value begins as the one before. */
export function deltaByteValues(bytes: Uint8Array, most: number): ValueReader<RawValue> {
  const from = new Bytes(bytes);
  const prefixes = lengths(from, most).values();
  const suffixes = lengths(from, most).values();
  let before = new Uint8Array();
  return {
    next() {
      const prefix = prefixes.next().value ?? -1;
      const suffix = from.slice(suffixes.next().value ?? -1);
      if (prefix < 0 || prefix > before.length)
        throw new ParquetError('a value that begins as none before it');
      const value = new Uint8Array(prefix + suffix.length);
      value.set(before.subarray(0, prefix));
      value.set(suffix, prefix);
      before = value;
      return value;
    },
  };
}
