import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { gunzipNode } from '../../../src/entry/gunzip.node.js';
import { gunzipWeb } from '../../../src/entry/gunzip.web.js';

const text = Buffer.from(
  Array.from(
    { length: 30_000 },
    (_, index) => `{"n":${index},"r":"${((index * 7919) % 10007).toString(36)}"}\n`,
  ).join(''),
);
const packed = gzipSync(text);
const damaged = Buffer.from(packed);
damaged.fill(0xff, packed.length >> 1, (packed.length >> 1) + 100);
const always = () => true;

/** The same in both hosts: each inflates in its own way. */
for (const [name, gunzip] of [
  ['Node', gunzipNode],
  ['the web', gunzipWeb],
] as const) {
  describe(`gunzip in ${name}`, () => {
    const isBeginning = (bytes: Uint8Array) => Buffer.from(bytes).equals(text.subarray(0, bytes.length));

    it('inflates one member, many, and an empty one', async () => {
      const whole = await gunzip(packed);
      assert.equal(whole.error, null);
      assert.ok(Buffer.from(whole.bytes).equals(text));
      const tail = Buffer.from('tail');
      const members = Buffer.concat([packed, gzipSync(Buffer.alloc(0)), gzipSync(tail)]);
      const { bytes, error } = await gunzip(members);
      assert.equal(error, null);
      assert.ok(Buffer.from(bytes).equals(Buffer.concat([text, tail])));
    });

    it('keeps what comes before a cut, before damage and before what is no gzip', async () => {
      for (const [what, input, least] of [
        ['a cut', packed.subarray(0, (packed.length * 0.7) | 0), text.length / 2],
        ['a lost trailer', packed.subarray(0, packed.length - 4), text.length * 0.9],
        ['damage', damaged, text.length / 3],
        ['something else behind', Buffer.concat([packed, Buffer.from('no gzip member at all')]), text.length],
      ] as const) {
        const { bytes, error } = await gunzip(input);
        assert.ok(bytes.length >= least, `${what}: ${bytes.length} of ${text.length}`);
        // What damage turned into other codes comes out as other bytes, until it shows.
        assert.ok(isBeginning(bytes.subarray(0, least)), what);
        // Garbage behind the last member is no part of it: zlib passes over it, and nothing is lost.
        if (what !== 'something else behind') assert.ok(error, what);
      }
    });

    it('stops at its bound and says so', async () => {
      const { bytes, error } = await gunzip(packed, always, 100_000);
      assert.equal(bytes.length, 100_000);
      assert.ok(isBeginning(bytes));
      assert.match(error ?? '', /inflates to more than/);
    });

    it('asks once whether to go on, with a beginning that tells enough, and stops when it is not wanted', async () => {
      const asked: number[] = [];
      const { bytes } = await gunzip(gzipSync(new Uint8Array(50_000_000)), (beginning) => {
        asked.push(beginning.length);
        return false;
      });
      assert.equal(asked.length, 1);
      assert.ok((asked[0] ?? 0) >= 65_536 && bytes.length < 5_000_000, `${asked[0]}, ${bytes.length}`);
    });

    it('does not ask about what is small anyway', async () => {
      const { bytes, error } = await gunzip(gzipSync(Buffer.from('no brace')), () => assert.fail('asked'));
      assert.deepEqual([Buffer.from(bytes).toString(), error], ['no brace', null]);
    });
  });
}
