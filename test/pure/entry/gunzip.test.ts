import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { type ByteStream, Damaged } from '../../../src/core/formats/byteStream.js';
import { unpackersNode } from '../../../src/entry/unpackers.node.js';
import { unpackersWeb } from '../../../src/entry/unpackers.web.js';
import { collect, inPieces, readAgain } from '../../support/streams.js';

const MIB = 1024 * 1024;
const text = Buffer.from(
  Array.from(
    { length: 30_000 },
    (_, index) => `{"n":${index},"r":"${((index * 7919) % 10007).toString(36)}"}\n`,
  ).join(''),
);
const packed = gzipSync(text);
const damaged = Buffer.from(packed);
damaged.fill(0xff, packed.length >> 1, (packed.length >> 1) + 100);

const BOMB_BYTES = 32 * MIB;
const bomb = gzipSync(new Uint8Array(BOMB_BYTES), { level: 1 });

/** Any reading of a stream, and whether it was let go. */
function watched(source: ByteStream): { stream: ByteStream; read: () => number; closed: () => boolean } {
  let read = 0;
  let closed = false;
  async function* stream(): ByteStream {
    try {
      for await (const piece of source) {
        read += piece.length;
        yield piece;
      }
    } finally {
      closed = true;
    }
  }
  return { stream: stream(), read: () => read, closed: () => closed };
}

/** The same in both hosts: each inflates in its own way. */
for (const [name, { gunzip, inflateRaw }] of [
  ['Node', unpackersNode],
  ['the web', unpackersWeb],
] as const) {
  describe(`gunzip in ${name}`, function () {
    this.timeout(20_000);
    const isBeginning = (bytes: Uint8Array) => Buffer.from(bytes).equals(text.subarray(0, bytes.length));

    it('inflates one member, many, and an empty one, in pieces of any size', async () => {
      const tail = Buffer.from('tail');
      const members = Buffer.concat([packed, gzipSync(Buffer.alloc(0)), gzipSync(tail)]);
      for (const size of [1000, 4096, MIB]) {
        const whole = await collect(gunzip(inPieces(packed, size)));
        assert.equal(whole.damage, null);
        assert.ok(whole.bytes.equals(text));
        const { bytes, damage } = await collect(gunzip(readAgain(members, size)));
        assert.equal(damage, null);
        assert.ok(bytes.equals(Buffer.concat([text, tail])));
      }
    });

    it('inflates all whatever length the last trailer tells, around the most that is inflated at once', async () => {
      for (const sizes of [
        [8 * MIB - 1],
        [8 * MIB],
        [8 * MIB + 1],
        [2 * MIB, 10],
        [10, 3 * MIB],
        [9 * MIB, 10],
      ]) {
        const contents = sizes.map((size) => Buffer.alloc(size, text.subarray(0, 1000)));
        const members = Buffer.concat(contents.map((content) => gzipSync(content, { level: 1 })));
        const { bytes, damage } = await collect(gunzip(readAgain(members, MIB)));
        assert.equal(damage, null, `${sizes}`);
        assert.ok(bytes.equals(Buffer.concat(contents)), `${sizes}`);
      }
    });

    it('keeps what comes before a cut, before damage and before what is no gzip', async () => {
      for (const [what, input, least] of [
        ['a cut', packed.subarray(0, (packed.length * 0.7) | 0), text.length / 2],
        ['a lost trailer', packed.subarray(0, packed.length - 4), text.length * 0.9],
        ['damage', damaged, text.length / 3],
        ['zeros and something else behind', Buffer.concat([packed, Buffer.from('\0\0x')]), text.length],
        ['something else behind', Buffer.concat([packed, Buffer.from('no gzip member at all')]), text.length],
      ] as const) {
        for (const source of [inPieces(input, 5000), readAgain(input, 5000)]) {
          const { bytes, damage } = await collect(gunzip(source));
          assert.ok(bytes.length >= least, `${what}: ${bytes.length} of ${text.length}`);
          // What damage turned into other codes comes out as other bytes, until it shows.
          assert.ok(isBeginning(bytes.subarray(0, least)), what);
          assert.ok(damage, what);
        }
      }
    });

    it('takes zeros behind the last member for padding, however many, and tells a member that is lost behind them', async () => {
      const small = gzipSync('a small log');
      for (const zeros of [1, 3, 4, 8, 512, 10_000, 2 * MIB]) {
        const padded = Buffer.concat([small, small, Buffer.alloc(zeros)]);
        for (const size of [7, 5000]) {
          const { bytes, damage } = await collect(gunzip(inPieces(padded, size + (zeros >> 8))));
          assert.deepEqual([bytes.toString(), damage], ['a small log'.repeat(2), null], `${zeros} zeros`);
        }
        const zeroed = Buffer.concat([small, small.subarray(0, 14), Buffer.alloc(zeros + 8)]);
        assert.ok((await collect(gunzip(inPieces(zeroed, MIB)))).damage, `a member of ${zeros} zeros`);
        const lost = Buffer.concat([padded, small.subarray(1)]);
        assert.ok((await collect(gunzip(inPieces(lost, MIB)))).damage, `a member behind ${zeros} zeros`);
      }
    });

    it('tells a cut at every byte, and gives what was whole', async () => {
      const small = gzipSync('a small log');
      for (let cut = 0; cut < small.length; cut++) {
        const { bytes, damage } = await collect(gunzip(inPieces(small.subarray(0, cut), 7)));
        assert.ok(damage, `cut at ${cut}`);
        assert.ok('a small log'.startsWith(bytes.toString()), `cut at ${cut}`);
        if (cut >= small.length - 8) assert.equal(bytes.toString(), 'a small log');
      }
    });

    it('tells a wrong checksum and a wrong length behind everything good', async () => {
      for (const back of [8, 4]) {
        const wrong = Buffer.from(packed);
        wrong[packed.length - back] = (wrong[packed.length - back] ?? 0) ^ 1;
        const { bytes, damage } = await collect(gunzip(readAgain(wrong, MIB)));
        assert.match(damage ?? '', /incorrect (data|length) check/);
        assert.ok(bytes.equals(text));
      }
    });

    it('tells the damage of its source, also when the gzip itself is whole', async () => {
      async function* broken(end: number): ByteStream {
        yield packed.subarray(0, end);
        throw new Damaged('the disk is broken');
      }
      for (const end of [packed.length >> 1, packed.length]) {
        const { bytes, damage } = await collect(gunzip(broken(end)));
        assert.equal(damage, 'the disk is broken');
        assert.ok(bytes.length > text.length / 3 && isBeginning(bytes));
      }
      const raw = deflateRawSync(text);
      async function* brokenRaw(): ByteStream {
        yield raw.subarray(0, raw.length >> 1);
        throw new Damaged('the disk is broken');
      }
      assert.equal((await collect(inflateRaw(brokenRaw()))).damage, 'the disk is broken');
    });

    it('throws on what is no damage but an error of its source', async () => {
      async function* failing(): ByteStream {
        yield packed.subarray(0, 100);
        throw new RangeError('not damage');
      }
      await assert.rejects(collect(gunzip(failing())), RangeError);
    });

    it('gives a bomb in small pieces, and takes no more of it than it gives', async () => {
      const source = watched(inPieces(bomb, 1024));
      let given = 0;
      for await (const piece of gunzip(source.stream)) {
        assert.ok(piece.length <= MIB, `${piece.length}`);
        given += piece.length;
      }
      assert.equal(given, BOMB_BYTES);
    });

    it('lets its source go when no more is wanted', async () => {
      const source = watched(inPieces(gzipSync(randomBytes(12 * MIB)), 64 * 1024));
      for await (const piece of gunzip(source.stream)) if (piece.length > 0) break;
      assert.ok(source.closed());
      assert.ok(source.read() < 9 * MIB, `${source.read()}`);
    });

    it('inflates what has no header, cut and damaged too', async () => {
      const raw = deflateRawSync(text);
      const whole = await collect(inflateRaw(inPieces(raw, 777)));
      assert.deepEqual([whole.damage, whole.bytes.equals(text)], [null, true]);
      const behind = await collect(inflateRaw(inPieces(Buffer.concat([raw, Buffer.from('more')]), MIB)));
      assert.deepEqual([behind.damage, behind.bytes.equals(text)], [null, true]);
      const cut = await collect(inflateRaw(inPieces(raw.subarray(0, raw.length - 100), MIB)));
      assert.match(cut.damage ?? '', /unexpected (end of file|EOF)/);
      assert.ok(cut.bytes.length > text.length * 0.9 && isBeginning(cut.bytes));
      const none = await collect(inflateRaw(inPieces(Buffer.from('no deflate'), MIB)));
      assert.ok(none.damage);
    });
  });
}

describe('gunzip in Node, of what is large', function () {
  this.timeout(20_000);
  const large = Buffer.alloc(12 * MIB, randomBytes(MIB));
  for (let at = 0; at < large.length; at += 4) large.writeUInt32LE((at * 2654435761) >>> 0, at);
  const packedLarge = gzipSync(large, { level: 0 });

  it('inflates more than is small, in pieces', async () => {
    assert.ok(packedLarge.length > 8 * MIB);
    for (const source of [inPieces(packedLarge, MIB), readAgain(packedLarge, MIB)]) {
      const { bytes, damage, largest } = await collect(unpackersNode.gunzip(source));
      assert.deepEqual([damage, bytes.equals(large)], [null, true]);
      assert.ok(largest <= MIB);
    }
  });

  it('gives every byte before the damage of what can be read again, and of what cannot all but 16 KiB', async () => {
    const broken = Buffer.from(packedLarge);
    // Stored blocks follow the header: a byte of flags, the length and its complement, the bytes.
    let at = 10;
    let good = 0;
    for (; at < 9 * MIB; at += 5 + broken.readUInt16LE(at + 1)) good += broken.readUInt16LE(at + 1);
    broken.fill(0xff, at, at + 5);
    const again = await collect(unpackersNode.gunzip(readAgain(broken, MIB)));
    const once = await collect(unpackersNode.gunzip(inPieces(broken, MIB)));
    assert.ok(again.damage && once.damage);
    assert.ok(large.subarray(0, good).equals(again.bytes));
    assert.ok(large.subarray(0, once.bytes.length).equals(once.bytes));
    assert.ok(good - once.bytes.length < 16 * 1024, `${good - once.bytes.length}`);
  });

  it('is not misled by a wrong size', async () => {
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(5, lying.length - 4);
    const whole = await collect(unpackersNode.gunzip(inPieces(bomb, MIB)));
    assert.deepEqual([whole.damage, whole.bytes.length], [null, BOMB_BYTES]);
    const told = await collect(unpackersNode.gunzip(inPieces(lying, MIB)));
    assert.deepEqual([told.damage, told.bytes.length], ['incorrect length check', BOMB_BYTES]);
  });
});
