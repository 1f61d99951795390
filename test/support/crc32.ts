import { gzipSync } from 'node:zlib';

/** CRC-32 as zlib reckons it: it stands in the trailer of a gzip (RFC 1952). */
export function crc32(bytes: Uint8Array): number {
  const packed = gzipSync(bytes, { level: 1, memLevel: 1 });
  return packed.readUInt32LE(packed.length - 8);
}
