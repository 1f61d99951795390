/** Node merely decompressing (reading, where a file is plain): what no analysis with Node's own zlib can be faster than. */
import { createGunzip } from 'node:zlib';
import { bytesOf, INFLATED_PIECE, pool } from './pool.mjs';

/** A stream is faster than `gunzipSync`, which joins its pieces in the end. */
const inflate = (bytes) =>
  new Promise((resolve, reject) => {
    let length = 0;
    createGunzip({ chunkSize: INFLATED_PIECE })
      .on('data', (chunk) => {
        length += chunk.length;
      })
      .on('end', () => resolve(length))
      .on('error', reject)
      .end(bytes);
  });

await pool(import.meta.url, process.argv[2], true, (piece) => {
  const bytes = bytesOf(piece);
  return piece.path.endsWith('.gz') ? inflate(bytes) : bytes.length;
});
