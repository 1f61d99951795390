import { strict as assert } from 'node:assert';
import { oddSilence } from '../../../src/core/detections/silence.js';

/** Hours 100 to 130 are silent, in logs that have a record in every other hour of ten days. */
const own = [
  { first: 0, last: 99 },
  { first: 131, last: 259 },
];
const only = (hour: number) => ({ first: hour, last: hour });

describe('A silence of logs', () => {
  it('is one beside records that may be of another log, however many', () => {
    const others = [
      ...Array.from({ length: 40 }, (_, index) => only(index * 2)),
      only(99),
      only(131),
      only(200),
    ];
    const silence = oddSilence({ own, others }, 24);
    assert.deepEqual([silence?.first, silence?.last, silence?.length], [100, 130, 31]);
  });

  it('is none where one of them lies in it, at its edges, or over all of it', () => {
    for (const inside of [
      only(100),
      only(115),
      only(130),
      { first: 90, last: 100 },
      { first: 0, last: 300 },
    ]) {
      const others = [only(-10), inside, only(400)];
      assert.equal(oddSilence({ own, others }, 24), null, JSON.stringify(inside));
    }
  });
});
