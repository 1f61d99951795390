import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  deltaByteValues,
  deltaLengthValues,
  deltaValues,
  hybridValues,
  plainValues,
  type ValueReader,
} from '../../../../src/core/formats/texts/parquet/encodings.js';
import { ParquetError } from '../../../../src/core/formats/texts/parquet/thrift.js';
import { encode } from '../../../support/documents.js';
import { varint, zigzag } from '../../../support/parquet.js';

const taken = <T>(reader: ValueReader<T>, count: number) =>
  Array.from({ length: count }, () => reader.next());

/** `values` one after another in `width` bits each, the lowest first. */
function packed(values: readonly bigint[], width: number): number[] {
  const all = values.reduce((sum, value, index) => sum | (value << BigInt(index * width)), 0n);
  return Array.from({ length: (values.length * width) / 8 }, (_, at) =>
    Number((all >> BigInt(at * 8)) & 0xffn),
  );
}

const bitsOf = (value: bigint) => (value === 0n ? 0 : value.toString(2).length);

/** DELTA_BINARY_PACKED in blocks of 16 values, two miniblocks each. */
function delta(values: readonly bigint[]): number[] {
  const out = [...varint(16), ...varint(2), ...varint(values.length), ...zigzag(values[0] ?? 0n)];
  const deltas = values.slice(1).map((value, index) => value - (values[index] ?? 0n));
  for (let from = 0; from < deltas.length; from += 16) {
    const block = deltas.slice(from, from + 16);
    const least = block.reduce((a, b) => (b < a ? b : a));
    const halves = [block.slice(0, 8), block.slice(8)].map((half) => half.map((each) => each - least));
    const widths = halves.map((half) => Math.max(0, ...half.map(bitsOf)));
    out.push(...zigzag(least), ...widths);
    for (const [index, half] of halves.entries()) {
      if (half.length > 0)
        out.push(...packed([...half, ...Array<bigint>(8 - half.length).fill(0n)], widths[index] ?? 0));
    }
  }
  return out;
}

describe('parquet encodings', () => {
  it('reads differences', () => {
    const values = fc.array(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(values, (made) => {
        const bytes = Uint8Array.from(delta(made));
        assert.deepEqual(taken(deltaValues(bytes, 'INT64'), made.length), made);
        const small = made.map((value) => BigInt.asIntN(31, value));
        const int32 = deltaValues(Uint8Array.from(delta(small)), 'INT32');
        assert.deepEqual(taken(int32, small.length), small.map(Number));
      }),
    );
  });

  it('reads texts by their lengths, and by what they share with the one before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 1, maxLength: 20 }),
        (made) => {
          const texts = made.map(encode);
          const lengths = delta(texts.map(({ length }) => BigInt(length)));
          const plain = Uint8Array.from([...lengths, ...texts.flatMap((bytes) => [...bytes])]);
          assert.deepEqual(taken(deltaLengthValues(plain, made.length), made.length), texts);

          const shared = texts.map((bytes, index) => {
            const before = texts[index - 1] ?? new Uint8Array();
            const differs = bytes.findIndex((byte, at) => byte !== before[at]);
            return differs === -1 ? bytes.length : differs;
          });
          const suffixes = texts.map((bytes, index) => [...bytes.subarray(shared[index])]);
          const incremental = Uint8Array.from([
            ...delta(shared.map(BigInt)),
            ...delta(suffixes.map(({ length }) => BigInt(length))),
            ...suffixes.flat(),
          ]);
          assert.deepEqual(taken(deltaByteValues(incremental, made.length), made.length), texts);
        },
      ),
    );
  });

  it('reads runs and packed bits of every width', () => {
    for (let width = 1; width <= 32; width++) {
      const values = Array.from(
        { length: 16 },
        (_, index) => BigInt(index * 2_654_435_761) % 2n ** BigInt(width),
      );
      const run = Array.from({ length: Math.ceil(width / 8) }, (_, at) =>
        Number((1n >> BigInt(at * 8)) & 0xffn),
      );
      const bytes = Uint8Array.from([
        ...varint(5 << 1),
        ...run,
        ...varint((2 << 1) | 1),
        ...packed(values, width),
      ]);
      assert.deepEqual(taken(hybridValues(bytes, width), 21), [1, 1, 1, 1, 1, ...values.map(Number)]);
    }
  });

  it('reads a page as far as it goes, and no further', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    for (const reader of [
      plainValues(bytes, 'INT32', 0),
      plainValues(bytes, 'INT64', 0),
      plainValues(bytes, 'INT96', 0),
      plainValues(bytes, 'DOUBLE', 0),
      plainValues(bytes, 'BYTE_ARRAY', 0),
      plainValues(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 'BYTE_ARRAY', 0),
      plainValues(bytes, 'FIXED_LEN_BYTE_ARRAY', 4),
      plainValues(bytes, 'FIXED_LEN_BYTE_ARRAY', -1),
      plainValues(new Uint8Array(), 'BOOLEAN', 0),
      hybridValues(new Uint8Array(), 1),
      hybridValues(Uint8Array.of(3), 8),
      hybridValues(Uint8Array.of(0, 0, 0, 0), 0),
    ]) {
      assert.throws(() => taken<unknown>(reader, 100), ParquetError);
    }
    assert.throws(() => deltaLengthValues(Uint8Array.from(delta([5n, 5n])), 1), ParquetError);
    assert.throws(() => deltaValues(Uint8Array.of(0x10, 0, 1, 0), 'INT32'), ParquetError);
  });
});
