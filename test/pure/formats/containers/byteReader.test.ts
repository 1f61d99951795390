import { strict as assert } from 'node:assert';
import { ByteReader } from '../../../../src/core/formats/containers/byteReader.js';
import { inPieces } from '../../../support/streams.js';

describe('byte reader', () => {
  const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => index % 251));

  it('takes and gives every byte once, however small the pieces are', async () => {
    const reader = new ByteReader(inPieces(bytes, 1));
    const parts: Uint8Array[] = [];
    for (const length of [1, 2, 3, 500, 70_000, 600_000]) {
      assert.ok(bytes.subarray(reader.position, reader.position + length).equals(await reader.peek(length)));
      parts.push(await reader.take(length));
    }
    for await (const piece of reader.pieces()) parts.push(piece);
    assert.ok(Buffer.concat(parts).equals(bytes));
  });
});
