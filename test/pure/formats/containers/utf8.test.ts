import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Damaged } from '../../../../src/core/formats/byteStream.js';
import { asUtf8 } from '../../../../src/core/formats/containers/utf8.js';
import { collect, inPieces } from '../../../support/streams.js';

const TEXT = '{"eventName":"CreateSnapshot","note":"é 😀 \u2028"}\r\n';

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

async function read(bytes: Uint8Array, size = 5) {
  const text = asUtf8(inPieces(bytes, size));
  const { bytes: content, damage } = await collect(text.bytes);
  return { text: content.toString(), damage, encoding: text.encoding(), taken: text.taken() };
}

describe('text as UTF-8', () => {
  it('is what it was, without its mark', async () => {
    const marked = (mark: readonly number[], bytes: Uint8Array) => Buffer.concat([Buffer.from(mark), bytes]);
    const cases = [
      ['utf-8', 0, Buffer.from(TEXT)],
      ['utf-8', 3, marked([0xef, 0xbb, 0xbf], Buffer.from(TEXT))],
      ['utf-16le', 2, marked([0xff, 0xfe], utf16(TEXT, 'le'))],
      ['utf-16be', 2, marked([0xfe, 0xff], utf16(TEXT, 'be'))],
      ['utf-16le', 0, utf16(TEXT, 'le')],
      ['utf-16be', 0, utf16(TEXT, 'be')],
    ] as const;
    for (const [encoding, taken, bytes] of cases) {
      for (const size of [1, 2, 3, 64, 1000]) {
        assert.deepEqual(await read(bytes, size), { text: TEXT, damage: null, encoding, taken });
      }
    }
  });

  it('takes off one mark, not two, and no part of one', async () => {
    const bom = Buffer.from([0xef, 0xbb, 0xbf]);
    assert.equal((await read(Buffer.concat([bom, bom]))).text, '\ufeff');
    assert.equal((await read(utf16('\ufeff\ufeff{}', 'le'))).text, '\ufeff{}');
    assert.deepEqual(await read(bom.subarray(0, 2)), {
      text: '\ufffd',
      damage: null,
      encoding: 'utf-8',
      taken: 0,
    });
    assert.deepEqual(await read(Buffer.alloc(0)), { text: '', damage: null, encoding: 'utf-8', taken: 0 });
  });

  it('is what a decoder makes of the whole, however it is split, lone surrogates too', async () => {
    const unit = fc.oneof(fc.integer({ min: 0xd800, max: 0xdfff }), fc.integer({ min: 0, max: 0xffff }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(unit, { maxLength: 40 }),
        fc.constantFrom('le' as const, 'be' as const),
        fc.integer({ min: 1, max: 90 }),
        async (units, order, size) => {
          const bytes = utf16(String.fromCharCode(0xfeff, ...units), order);
          const whole = new TextDecoder(`utf-16${order}`, { ignoreBOM: true }).decode(bytes.subarray(2));
          const { text, damage } = await read(bytes, size);
          assert.deepEqual([text, damage], [Buffer.from(whole).toString(), null]);
        },
      ),
    );
  });

  it('tells half a unit at the end, behind everything before it', async () => {
    for (const order of ['le', 'be'] as const) {
      const { text, damage } = await read(Buffer.concat([utf16('{"a":1}', order), Buffer.from([0x7b])]), 3);
      assert.equal(text, '{"a":1}', 'half a unit is no character');
      assert.match(damage ?? '', /half a UTF-16 unit/);
    }
  });

  it('passes the damage of its source on', async () => {
    async function* broken() {
      yield utf16('{"a"', 'le');
      throw new Damaged('cut');
    }
    const { bytes, damage } = await collect(asUtf8(broken()).bytes);
    assert.deepEqual([bytes.toString(), damage], ['{"a"', 'cut']);
  });

  it('leaves UTF-8 as it is, sound or not, and binary bytes', async () => {
    const odd = Buffer.from([0x7b, 0xff, 0x00, 0x80, 0x00, 0x00, 0x7d]);
    assert.ok((await collect(asUtf8(inPieces(odd, 2)).bytes)).bytes.equals(odd));
  });

  it('comes in small pieces', async () => {
    const large = utf16(`{${'\u4e2d'.repeat(3_000_000)}`, 'le');
    const { bytes, largest } = await collect(
      asUtf8(inPieces(Buffer.concat([Buffer.from([0xff, 0xfe]), large]), large.length)).bytes,
    );
    assert.equal(bytes.length, 1 + 9_000_000);
    assert.ok(largest <= 1024 * 1024);
  });
});
