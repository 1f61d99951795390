import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldKey, member } from '../../../src/core/providers/json.js';

describe('a member of an object', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', '_', '1'), maxLength: 6 });

  it('is found when its key differs only in case and underscores, and else is not', () => {
    fc.assert(
      fc.property(key, key, (written, asked) => {
        const found = member({ [written]: 'here' }, asked);
        assert.equal(found, foldKey(written) === foldKey(asked) ? 'here' : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the one spelled as asked, wherever it stands', () => {
    assert.equal(member({ EVENT_NAME: 'other', eventName: 'exact' }, 'eventName'), 'exact');
  });

  it('is not one whose letters only become the same in lower case', () => {
    // The Kelvin sign.
    assert.equal(member({ '\u212aey': 1 }, 'key'), undefined);
  });
});
