import { strict as assert } from 'node:assert';
import { unzstd } from '../../../../src/core/formats/containers/zstd.js';
import { unpackersNode } from '../../../../src/entry/unpackers.node.js';
import { TAR_END, tarMember, zipBytes } from '../../../support/archives.js';
import { crc32 } from '../../../support/crc32.js';
import { openAll } from '../../../support/members.js';
import { collect, inPieces } from '../../../support/streams.js';

/** 222,000 bytes, two blocks, as `zstd` 1.5.4 packs them with these options. */
const text = Array.from(
  { length: 6000 },
  (_, index) => `{"n":${index % 7},"eventName":"CreateSnapshot"}\n`,
).join('');
const BODY =
  'tAJ7Im4iOjAsImV2ZW50TmFtZSI6IkNyZWF0ZVNuYXBzaG90In0KMTIzNDU2CAD6/gYrB9BcQLKAlIC8gGQBEUWCegJVAAAAAQAtY/H/uQYC4Y7NOQ==';
const packed = (head: string): Buffer => Buffer.from(head + BODY, 'base64');
const streamed = packed('KLUv/QRoJAIA');
const sized = packed('KLUv/aQwYwMAJAIA');
const long27 = packed('KLUv/QSIJAIA');
const long29 = packed('KLUv/QSYJAIA');
const small = Buffer.from('KLUv/QRYWQAAYSBzbWFsbCBsb2e1zIMi', 'base64');

const FRAME = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const RAW = 0;
const RLE = 1;

function block(type: number, size: number, content: Uint8Array, last = false): Buffer {
  const bits = (size << 3) | (type << 1) | (last ? 1 : 0);
  return Buffer.concat([Buffer.from([bits & 0xff, (bits >> 8) & 0xff, bits >> 16]), content]);
}

/** A frame without a stated size; the window is 2^(10 + exponent). */
function frame(exponent: number, ...blocks: readonly Buffer[]): Buffer {
  return Buffer.concat([FRAME, Buffer.from([0x00, exponent << 3]), ...blocks]);
}

const skippable = (content: string): Buffer => {
  const head = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, Buffer.from(content)]);
};

describe('Zstandard', function () {
  this.timeout(30_000);
  const unpack = (bytes: Uint8Array, size = 1000) => collect(unzstd(inPieces(bytes, size)));

  it('is unpacked as it was packed, in pieces of any size', async () => {
    for (const [bytes, sizes] of [
      [sized, [1, 2, 7]],
      [streamed, [3]],
      [long27, [1000]],
    ] as const) {
      for (const size of sizes) {
        const { bytes: out, damage } = await unpack(bytes, size);
        assert.deepEqual([damage, out.toString() === text], [null, true]);
      }
    }
    assert.equal((await unpack(small)).bytes.toString(), 'a small log');
  });

  it('is unpacked frame after frame, with what is to be skipped between them', async () => {
    const bytes = Buffer.concat([skippable('no log'), small, skippable(''), small, sized]);
    const { bytes: out, damage } = await unpack(bytes, 11);
    assert.deepEqual([damage, out.toString() === `a small loga small log${text}`], [null, true]);
  });

  it('has raw and repeated blocks, and empty frames', async () => {
    const raw = Buffer.from('raw ');
    const bytes = frame(
      7,
      block(RAW, raw.length, raw),
      block(RLE, 100_000, Buffer.from('x')),
      block(RAW, 0, Buffer.alloc(0), true),
    );
    const { bytes: out, damage } = await unpack(
      Buffer.concat([bytes, frame(0, block(RAW, 0, Buffer.alloc(0), true)), bytes]),
    );
    assert.deepEqual([damage, out.toString()], [null, `raw ${'x'.repeat(100_000)}`.repeat(2)]);
  });

  it('gives every whole block before a cut or damage, and tells it', async () => {
    for (let cut = 1; cut < sized.length; cut++) {
      const { bytes, damage } = await unpack(sized.subarray(0, cut));
      assert.ok(damage, `cut at ${cut}`);
      assert.ok(text.startsWith(bytes.toString()), `cut at ${cut}`);
    }
    const whole = frame(7, block(RAW, 4, Buffer.from('good')), block(3, 1, Buffer.from('x')));
    assert.deepEqual(await unpack(whole), {
      bytes: Buffer.from('good'),
      damage: 'no Zstandard block at byte 13',
      largest: 4,
    });
    const behind = await unpack(Buffer.concat([small, Buffer.from('something else')]));
    assert.equal(behind.bytes.toString(), 'a small log');
    assert.match(behind.damage ?? '', /no Zstandard frame at byte 24/);
  });

  it('never throws anything but damage, whichever byte is wrong', async () => {
    for (let at = 4; at < sized.length; at++) {
      for (const byte of [0x00, 0xff]) {
        const wrong = Buffer.from(sized);
        wrong[at] = byte;
        await unpack(wrong);
      }
    }
  });

  it('holds a stated size against what came out', async () => {
    const wrong = Buffer.from(sized);
    wrong.writeUInt32LE(text.length - 1, 5);
    const { bytes, damage } = await unpack(wrong);
    assert.equal(damage, `a Zstandard frame states ${text.length - 1} bytes and holds ${text.length}`);
    assert.equal(bytes.toString(), text);
  });

  it('holds a checksum against what came out', async () => {
    for (const [bytes, content] of [
      [sized, text],
      [small, 'a small log'],
    ] as const) {
      const wrong = Buffer.from(bytes);
      wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
      const { bytes: out, damage } = await unpack(wrong);
      assert.match(damage ?? '', /checksum \(XXH64\)/);
      assert.equal(out.toString(), content);
    }
  });

  it('bounds its window, and needs no dictionary', async () => {
    assert.match((await unpack(long29)).damage ?? '', /needs a window of 536870912 bytes/);
    const dictionary = Buffer.concat([FRAME, Buffer.from([0x01, 0x38, 0x05])]);
    assert.match((await unpack(dictionary)).damage ?? '', /needs a dictionary/);
    const single = Buffer.concat([FRAME, Buffer.from([0xa0, 0xff, 0xff, 0xff, 0x7f])]);
    assert.match((await unpack(single)).damage ?? '', /needs a window of 2147483647 bytes/);
  });

  it('does not work for hours over tiny blocks under a large window', async () => {
    const tiny = Array.from({ length: 200 }, () => block(RAW, 1, Buffer.from('x')));
    const { bytes, damage } = await collect(unzstd(inPieces(frame(10, ...tiny), 1000), 100 * 1024 * 1024));
    assert.ok(bytes.length >= 100 && bytes.length < 200, `${bytes.length}`);
    assert.equal(damage, 'too many tiny Zstandard blocks under a large window');
  });

  it('of a bomb comes in small pieces', async () => {
    const blocks = Array.from({ length: 512 }, (_, index) =>
      block(RLE, 128 * 1024, Buffer.from([0]), index === 511),
    );
    let total = 0;
    for await (const piece of unzstd(inPieces(frame(7, ...blocks), 64))) {
      assert.ok(piece.length <= 1024 * 1024);
      total += piece.length;
    }
    assert.equal(total, 64 * 1024 * 1024);
  });

  it('is opened like everything else, and inside a ZIP too', async () => {
    const tar = Buffer.concat([tarMember('a', 'in a tar'), TAR_END]);
    const method = { method: 93, size: 11, crc32: crc32(Buffer.from('a small log')) };
    const raw = frame(7, block(RAW, tar.length, tar, true));
    const zip = zipBytes([
      { name: 'm', packed: small, ...method },
      { name: 'f.zst', packed: small },
      { name: 't.tar.zst', packed: raw },
    ]);
    assert.deepEqual(await openAll(zip, unpackersNode), [
      { path: 'm', container: 'zip', text: 'a small log', problem: null },
      { path: 'f.zst', container: 'zstd', text: 'a small log', problem: null },
      { path: 't.tar.zst>a', container: 'tar', text: 'in a tar', problem: null },
    ]);
    const [only] = await openAll(Buffer.concat([skippable('x'), small]), unpackersNode);
    assert.deepEqual([only?.container, only?.text], ['zstd', 'a small log']);
  });
});
