import { gunzipSync } from 'fflate';
import { Decompress } from 'fzstd';
import { ParquetError } from './thrift.js';

/** Codecs by their numbers: parquet.thrift, `enum CompressionCodec`. */
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'LZO', 'BROTLI', 'LZ4', 'ZSTD', 'LZ4_RAW'];

/** The `size` bytes that `bytes` holds packed. Throws {@link ParquetError} when they are not exactly that many. */
export function decompress(bytes: Uint8Array, codec: number, size: number): Uint8Array {
  const name = CODECS[codec] ?? String(codec);
  try {
    switch (name) {
      case 'UNCOMPRESSED':
        return exactly(bytes, size);
      case 'SNAPPY':
        return unsnappy(bytes, size);
      case 'GZIP':
        return exactly(ungzip(bytes, size), size);
      case 'ZSTD':
        return unzstd(bytes, size);
    }
  } catch (error) {
    throw error instanceof ParquetError
      ? error
      : new ParquetError(`a page that cannot be unpacked (${name})`);
  }
  throw new ParquetError(`a page packed in a way this program does not read (${name})`);
}

function exactly(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length !== size) throw wrongSize();
  return bytes;
}

function wrongSize(): ParquetError {
  return new ParquetError('a page that has another size than it claims');
}

function ungzip(bytes: Uint8Array, size: number): Uint8Array {
  // The member's last four bytes say how long its contents are (RFC 1952); fflate writes no further than `out`.
  const told =
    bytes.length < 18 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  if (told !== size) throw wrongSize();
  return gunzipSync(bytes, { out: new Uint8Array(size) });
}

/** Zstandard's frame header (RFC 8878, 3.1.1.1) tells how much memory the decoder will take. */
function unzstd(bytes: Uint8Array, size: number): Uint8Array {
  const descriptor = bytes[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const exponent = 10 + ((bytes[5] ?? 0) >> 3);
  // RFC 8878 wants every decoder to have a window of 8 MiB; encoders take more only for contents far larger than a page.
  if (!isSingleSegment && exponent > 23) {
    throw new ParquetError('a page whose unpacking takes too much memory (ZSTD)');
  }
  if (isSingleSegment && contentSize(bytes, descriptor) !== size) throw wrongSize();
  const out = new Uint8Array(size);
  let filled = 0;
  const decoder = new Decompress((piece) => {
    if (filled + piece.length > size) throw wrongSize();
    out.set(piece, filled);
    filled += piece.length;
  });
  decoder.push(bytes, true);
  if (filled !== size) throw wrongSize();
  return out;
}

/** Of a frame without a window descriptor. */
function contentSize(bytes: Uint8Array, descriptor: number): number {
  const at = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const width = 1 << (descriptor >> 6);
  let value = 0;
  for (let index = width - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0);
  return width === 2 ? value + 256 : value;
}

/** Snappy's raw format (google/snappy, format_description.txt): a length, then literals and copies of what came before. */
function unsnappy(bytes: Uint8Array, size: number): Uint8Array {
  let at = 0;
  let told = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++] ?? 0;
    told += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (told !== size) throw wrongSize();
  const out = new Uint8Array(size);
  let filled = 0;
  const little = (width: number): number => {
    let value = 0;
    for (let index = width - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0);
    at += width;
    return value;
  };
  while (at < bytes.length) {
    const tag = bytes[at++] as number;
    const kind = tag & 3;
    let length = (tag >> 2) + 1;
    if (kind === 0) {
      if (length > 60) length = little(length - 60) + 1;
      if (at + length > bytes.length || filled + length > size) throw wrongSize();
      out.set(bytes.subarray(at, at + length), filled);
      at += length;
      filled += length;
      continue;
    }
    if (kind === 1) length = ((tag >> 2) & 7) + 4;
    const distance = kind === 1 ? (tag >> 5) * 256 + little(1) : little(kind === 2 ? 2 : 4);
    if (distance === 0 || distance > filled || filled + length > size) throw wrongSize();
    for (const end = filled + length; filled < end; filled++) out[filled] = out[filled - distance] as number;
  }
  if (filled !== size) throw wrongSize();
  return out;
}
