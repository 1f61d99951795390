import { decompress } from './decompress.js';
import {
  deltaByteValues,
  deltaLengthValues,
  deltaValues,
  hybridValues,
  plainValues,
  type RawValue,
  type ValueReader,
} from './encodings.js';
import type { Leaf, SchemaNode } from './schema.js';
import { numberAt, ParquetError, structAt, ThriftReader, type ThriftStruct } from './thrift.js';
import { storedValue } from './values.js';

/** Pages are about a megabyte (parquet-format's advice); one that is unpacked to more than this is refused. */
export const MAX_PAGE_BYTES = 32 * 1024 * 1024;

/** What all columns of a row group may cost together. */
export interface Budget {
  /** Values that may yet be read, those that are not there counted too. */
  values: number;
  /** Unpacked bytes that may be held at a time. */
  bytes: number;
}

/** A column of a row group, value by value, with the levels that tell where in the record each belongs. */
export class ColumnCursor {
  /** Of the present value; `repetition` is 0 too when the column is at its end. */
  definition = 0;
  repetition = 0;
  /** False when the column is at its end. */
  isOpen = true;

  readonly #bytes: Uint8Array;
  readonly #codec: number;
  readonly #node: SchemaNode;
  readonly #leaf: Leaf;
  readonly #budget: Budget;
  #at = 0;
  #held = 0;
  #left = 0;
  #definitions: ValueReader<number> | null = null;
  #repetitions: ValueReader<number> | null = null;
  #values: ValueReader<unknown> | null = null;
  #dictionary: readonly unknown[] | null = null;

  constructor(bytes: Uint8Array, codec: number, node: SchemaNode, budget: Budget) {
    if (node.leaf === null) throw new ParquetError('a group where a column should be');
    this.#bytes = bytes;
    this.#codec = codec;
    this.#node = node;
    this.#leaf = node.leaf;
    this.#budget = budget;
    this.#advance();
  }

  /** The present value, `null` when it is not there, and goes on to the next. */
  take(): unknown {
    if (!this.isOpen || this.#values === null) throw new ParquetError('a column with too few values');
    const value = this.definition === this.#node.definition ? this.#values.next() : null;
    this.#advance();
    return value;
  }

  #advance(): void {
    while (this.#left === 0) {
      if (this.#at >= this.#bytes.length) {
        this.repetition = 0;
        this.isOpen = false;
        return;
      }
      this.#readPage();
    }
    this.#left--;
    if (--this.#budget.values < 0) throw new ParquetError('more values than its bytes can stand for');
    this.repetition = this.#repetitions?.next() ?? 0;
    this.definition = this.#definitions?.next() ?? this.#node.definition;
  }

  #readPage(): void {
    const reader = new ThriftReader(this.#bytes, this.#at);
    const header = reader.struct();
    const unpacked = numberAt(header, 2) ?? -1;
    const packed = numberAt(header, 3) ?? -1;
    const from = reader.position;
    if (packed < 0 || packed > this.#bytes.length - from) throw new ParquetError('a page that is cut off');
    if (unpacked < 0 || unpacked > MAX_PAGE_BYTES)
      throw new ParquetError(`a page that claims ${unpacked} bytes`);
    const body = this.#bytes.subarray(from, from + packed);
    this.#at = from + packed;
    // DATA_PAGE 0, INDEX_PAGE 1, DICTIONARY_PAGE 2, DATA_PAGE_V2 3.
    const type = numberAt(header, 1);
    const details = structAt(header, type === 0 ? 5 : type === 2 ? 7 : 8);
    if (type === 1) return;
    if (details === null || type === null || type > 3) throw new ParquetError('a page of unknown kind');
    if (type === 2) this.#readDictionary(this.#unpack(body, unpacked, true), details);
    else if (type === 0) this.#readDataPage(this.#unpack(body, unpacked, false), details);
    else this.#readDataPageV2(body, unpacked, details);
  }

  /** Unpacked bytes count against the budget: a dictionary's until the end, a page's until the next page. */
  #unpack(body: Uint8Array, size: number, isDictionary: boolean): Uint8Array {
    if (!isDictionary) {
      this.#budget.bytes += this.#held;
      this.#held = 0;
    }
    if (size > this.#budget.bytes) throw new ParquetError('pages that take too much memory together');
    this.#budget.bytes -= size;
    if (!isDictionary) this.#held = size;
    return decompress(body, this.#codec, size);
  }

  #readDictionary(bytes: Uint8Array, details: ThriftStruct): void {
    const count = numberAt(details, 1) ?? -1;
    if (count < 0 || count > bytes.length * 8) throw new ParquetError('a dictionary that is cut off');
    const values = plainValues(bytes, this.#leaf.type, this.#leaf.size);
    this.#dictionary = Array.from({ length: count }, () => storedValue(values.next(), this.#node.meaning));
  }

  #readDataPage(bytes: Uint8Array, details: ThriftStruct): void {
    let at = 0;
    const levels = (most: number): ValueReader<number> | null => {
      if (most === 0) return null;
      const size =
        at + 4 > bytes.length ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
      if (size < 0 || size > bytes.length - at - 4) throw new ParquetError('a page that ends early');
      at += 4 + size;
      return hybridValues(bytes.subarray(at - size, at), bitsOf(most));
    };
    this.#repetitions = levels(this.#node.repetition);
    this.#definitions = levels(this.#node.definition);
    this.#begin(bytes.subarray(at), numberAt(details, 1) ?? -1, numberAt(details, 2) ?? -1);
  }

  #readDataPageV2(body: Uint8Array, unpacked: number, details: ThriftStruct): void {
    const ofDefinitions = numberAt(details, 5) ?? -1;
    const ofRepetitions = numberAt(details, 6) ?? -1;
    const levels = ofDefinitions + ofRepetitions;
    if (ofDefinitions < 0 || ofRepetitions < 0 || levels > Math.min(body.length, unpacked)) {
      throw new ParquetError('a page that ends early');
    }
    const isPacked = details.get(7) !== false && unpacked > levels;
    const values = isPacked
      ? this.#unpack(body.subarray(levels), unpacked - levels, false)
      : body.subarray(levels);
    const { repetition, definition } = this.#node;
    this.#repetitions =
      repetition === 0 ? null : hybridValues(body.subarray(0, ofRepetitions), bitsOf(repetition));
    this.#definitions =
      definition === 0 ? null : hybridValues(body.subarray(ofRepetitions, levels), bitsOf(definition));
    this.#begin(values, numberAt(details, 1) ?? -1, numberAt(details, 4) ?? -1);
  }

  #begin(bytes: Uint8Array, count: number, encoding: number): void {
    if (count < 0) throw new ParquetError('a page that does not say how many values it has');
    this.#left = count;
    this.#values = this.#reader(bytes, count, encoding);
  }

  /** Encodings by their numbers: parquet.thrift, `enum Encoding`. */
  #reader(bytes: Uint8Array, count: number, encoding: number): ValueReader<unknown> {
    const { type, size } = this.#leaf;
    if (encoding === 2 || encoding === 8) return this.#indexed(bytes);
    if (encoding === 3 && type === 'BOOLEAN') {
      const bits = hybridValues(bytes.subarray(4), 1);
      return { next: () => bits.next() === 1 };
    }
    const integers = type === 'INT32' || type === 'INT64';
    const raw: ValueReader<RawValue> | null =
      encoding === 0
        ? plainValues(bytes, type, size)
        : encoding === 5 && integers
          ? lazily(() => deltaValues(bytes, type))
          : encoding === 6
            ? lazily(() => deltaLengthValues(bytes, count))
            : encoding === 7
              ? lazily(() => deltaByteValues(bytes, count))
              : null;
    if (raw === null)
      throw new ParquetError(`a page written in a way this program does not read (encoding ${encoding})`);
    return { next: () => storedValue(raw.next(), this.#node.meaning) };
  }

  #indexed(bytes: Uint8Array): ValueReader<unknown> {
    // A page without a single value may leave out even the width of its indexes.
    const indexes = hybridValues(bytes.subarray(1), bytes[0] ?? 0);
    return {
      next: () => {
        const index = indexes.next();
        const dictionary = this.#dictionary ?? [];
        if (index >= dictionary.length) throw new ParquetError('a value that is not in the dictionary');
        return dictionary[index];
      },
    };
  }
}

/** Pages of nothing but missing values may have no bytes at all. */
function lazily(make: () => ValueReader<RawValue>): ValueReader<RawValue> {
  let reader: ValueReader<RawValue> | null = null;
  return {
    next() {
      reader ??= make();
      return reader.next();
    },
  };
}

function bitsOf(most: number): number {
  return 32 - Math.clz32(most);
}
