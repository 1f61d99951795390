import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Xxh64 } from '../../../../src/core/formats/containers/xxh64.js';

function low32(...pieces: readonly Uint8Array[]): number {
  const hash = new Xxh64();
  for (const piece of pieces) hash.add(piece);
  return hash.low32;
}

describe('XXH64', () => {
  it('is what others reckon', () => {
    // The low halves of ef46db3751d8e999 and 44bc2cf5ad770999.
    assert.equal(low32(Buffer.from('')), 0x51d8e999);
    assert.equal(low32(Buffer.from('abc')), 0xad770999);
  });

  it('does not depend on the pieces', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.nat(),
        (bytes, first, second) => {
          const [from = 0, to = 0] = [first % bytes.length, second % bytes.length].sort((a, b) => a - b);
          const split = low32(bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to));
          assert.equal(split, low32(bytes));
        },
      ),
    );
  });
});
