import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { countWhile } from '../../src/core/countWhile.js';

describe('countWhile', () => {
  it('finds where a list in order stops being so, as a walk does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: -1, max: 10 }),
        (list, least) => {
          const sorted = list.sort((a, b) => a - b);
          const walked = sorted.filter((item) => item < least).length;
          assert.equal(
            countWhile(sorted.length, (index) => (sorted[index] ?? 0) < least),
            walked,
          );
        },
      ),
    );
  });

  it('asks for few of very many', () => {
    let asked = 0;
    const found = countWhile(1_000_000, (index) => {
      asked++;
      return index < 123_456;
    });
    assert.equal(found, 123_456);
    assert.ok(asked <= 20, `${asked} of a million`);
  });
});
