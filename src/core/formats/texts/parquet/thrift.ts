/**
 * Thrift's compact protocol (apache/thrift, doc/specs/thrift-compact-protocol.md), as Parquet's footers and page
 * headers use it. Nothing is allocated that the bytes do not hold: sizes are compared with what is left.
 */

export type ThriftValue = boolean | bigint | number | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** A struct's fields by their numbers. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** What the bytes say is not Parquet, or more of it than this program reads. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError';
}

const MAX_THRIFT_DEPTH = 32;
/** Fields and elements of one footer: 400 columns in 400 row groups need fewer. */
const MAX_THRIFT_VALUES = 4_000_000;

export class ThriftReader {
  #at: number;
  #values = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  /** The first byte after what was read. */
  get position(): number {
    return this.#at;
  }

  struct(depth = 0): ThriftStruct {
    if (depth > MAX_THRIFT_DEPTH) throw new ParquetError('its metadata is nested too deeply');
    const fields = new Map<number, ThriftValue>();
    for (let id = 0; ; ) {
      const head = this.#byte();
      if (head === 0) return fields;
      const delta = head >> 4;
      id = delta === 0 ? Number(unzigzag(this.#varint())) : id + delta;
      fields.set(id, this.#value(head & 0x0f, depth, false));
    }
  }

  #value(type: number, depth: number, inList: boolean): ThriftValue {
    if (++this.#values > MAX_THRIFT_VALUES) throw new ParquetError('its metadata holds too many values');
    switch (type) {
      case 1:
      case 2:
        return inList ? this.#byte() === 1 : type === 1;
      case 3:
        return (this.#byte() << 24) >> 24;
      case 4:
      case 5:
        return Number(BigInt.asIntN(32, unzigzag(this.#varint())));
      case 6:
        return BigInt.asIntN(64, unzigzag(this.#varint()));
      case 7:
        return this.#view.getFloat64(this.#take(8), true);
      case 8: {
        const length = this.#size();
        const from = this.#take(length);
        return this.#bytes.subarray(from, from + length);
      }
      case 9:
      case 10: {
        const head = this.#byte();
        const length = head >> 4 === 15 ? this.#size() : head >> 4;
        if (length > this.#bytes.length - this.#at) throw cutOff();
        const list: ThriftValue[] = [];
        for (let index = 0; index < length; index++) list.push(this.#value(head & 0x0f, depth + 1, true));
        return list;
      }
      case 12:
        return this.struct(depth + 1);
      default:
        throw new ParquetError(`its metadata holds a value of unknown type ${type}`);
    }
  }

  #byte(): number {
    return this.#bytes[this.#take(1)] as number;
  }

  #take(length: number): number {
    const from = this.#at;
    if (length > this.#bytes.length - from) throw cutOff();
    this.#at += length;
    return from;
  }

  #size(): number {
    return Number(this.#varint());
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new ParquetError('its metadata holds a number that is too long');
  }
}

function cutOff(): ParquetError {
  return new ParquetError('its metadata is cut off');
}

function unzigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

/** Field `id` when it is a number that JavaScript holds exactly; `null` when it is not there. */
export function numberAt(struct: ThriftStruct, id: number): number | null {
  const value = struct.get(id);
  if (typeof value !== 'number' && typeof value !== 'bigint') return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

export function structAt(struct: ThriftStruct, id: number): ThriftStruct | null {
  const value = struct.get(id);
  return value instanceof Map ? value : null;
}

export function listAt(struct: ThriftStruct, id: number): readonly ThriftValue[] {
  const value = struct.get(id);
  return Array.isArray(value) ? value : [];
}

export function structsAt(struct: ThriftStruct, id: number): readonly ThriftStruct[] {
  return listAt(struct, id).filter((value): value is ThriftStruct => value instanceof Map);
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function textAt(struct: ThriftStruct, id: number): string | null {
  const value = struct.get(id);
  return value instanceof Uint8Array ? decoder.decode(value) : null;
}
