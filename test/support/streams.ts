import type { ByteStream } from '../../src/core/formats/byteStream.js';

/** Bytes as a stream that gives so many at a time. */
export async function* inPieces(bytes: Uint8Array, size = bytes.length || 1): ByteStream {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
