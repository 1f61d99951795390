import { Decompress } from 'fzstd';
import { type ByteStream, Damaged } from '../byteStream.js';
import { ByteReader, MAX_PIECE_BYTES } from './byteReader.js';
import { Xxh64 } from './xxh64.js';

/** What `zstd` itself takes when nobody asks for more (`ZSTD_WINDOWLOG_LIMIT_DEFAULT`, 27). */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;
/** Block_Maximum_Size (RFC 8878, 3.1.1.2.4). */
const MAX_BLOCK_BYTES = 128 * 1024;
/**
 * The library moves its whole window with every block. A file of one-byte blocks under a large window would keep it
 * moving for hours, so what is moved must stand in some relation to what comes out: that of full blocks under the
 * largest window, and this much besides: some 18,000 lines, each flushed by itself under the usual 8 MiB.
 */
const MAX_IDLE_MOVES = 128 * 1024 * 1024 * 1024;
const MOVES_PER_BYTE = MAX_WINDOW_BYTES / MAX_BLOCK_BYTES;

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const CHECKSUM_FLAG = 0x04;
const RLE = 1;
const RESERVED = 3;

interface FrameHeader {
  readonly window: number;
  /** Uncompressed bytes of the frame, when it states them. */
  readonly contentBytes: number | null;
  readonly checksum: boolean;
}

/**
 * Unpacks all frames of a Zstandard stream (RFC 8878), one after another; skippable frames are skipped. Frames and
 * blocks are walked here, so that windows are bounded, every whole block comes out before damage, and a stated size
 * and checksum are held against what came out, which the library does not.
 * `maxIdleMoves`: bytes of windows that may be moved for nothing.
 */
export async function* unzstd(source: ByteStream, maxIdleMoves = MAX_IDLE_MOVES): ByteStream {
  const reader = new ByteReader(source);
  const moves = { idle: 0, max: maxIdleMoves };
  try {
    for (;;) {
      const at = reader.position;
      const magic = await reader.peek(4);
      if (magic.length === 0 && reader.failure === null) return;
      const number = magic.length < 4 ? null : uint32(magic);
      if (number === FRAME) yield* frame(reader, moves);
      else if (number !== null && (number & 0xfffffff0) >>> 0 === SKIPPABLE) await skipFrame(reader);
      else throw reader.failure ?? new Damaged(`no Zstandard frame at byte ${at}`);
    }
  } finally {
    await reader.close();
  }
}

async function skipFrame(reader: ByteReader): Promise<void> {
  const length = uint32((await exactly(reader, 8)).subarray(4));
  if ((await reader.skip(length)) < length) throw cut(reader);
}

async function* frame(reader: ByteReader, moves: { idle: number; readonly max: number }): ByteStream {
  const header = await readFrameHeader(reader);
  const out: Uint8Array[] = [];
  const decompress = new Decompress((piece) => out.push(piece));
  push(decompress, headerFor(header.window), false);
  const hash = new Xxh64();
  let unpacked = 0;
  for (let last = false; !last; ) {
    const at = reader.position;
    const field = await exactly(reader, 3);
    const bits = (field[0] ?? 0) | ((field[1] ?? 0) << 8) | ((field[2] ?? 0) << 16);
    last = (bits & 1) === 1;
    const type = (bits >> 1) & 3;
    const size = bits >> 3;
    if (type === RESERVED || size > Math.min(MAX_BLOCK_BYTES, header.window)) {
      throw new Damaged(`no Zstandard block at byte ${at}`);
    }
    const content = await exactly(reader, type === RLE ? 1 : size);
    const block = new Uint8Array(field.length + content.length);
    block.set(field);
    block.set(content, field.length);
    push(decompress, block, last);
    const before = unpacked;
    for (const piece of out.splice(0)) {
      unpacked += piece.length;
      if (header.checksum) hash.add(piece);
      for (let from = 0; from < piece.length; from += MAX_PIECE_BYTES) {
        yield piece.subarray(from, from + MAX_PIECE_BYTES);
      }
    }
    moves.idle = Math.max(0, moves.idle + header.window - (unpacked - before) * MOVES_PER_BYTE);
    if (moves.idle > moves.max) throw new Damaged('too many tiny Zstandard blocks under a large window');
  }
  const checksum = header.checksum ? uint32(await exactly(reader, 4)) : null;
  if (header.contentBytes !== null && header.contentBytes !== unpacked) {
    throw new Damaged(`a Zstandard frame states ${header.contentBytes} bytes and holds ${unpacked}`);
  }
  if (checksum !== null && checksum !== hash.low32) {
    throw new Damaged('the checksum (XXH64) of a Zstandard frame is that of other bytes');
  }
}

/** Frame_Header (RFC 8878, 3.1.1.1). */
async function readFrameHeader(reader: ByteReader): Promise<FrameHeader> {
  const at = reader.position;
  const descriptor = (await peeked(reader, 5))[4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 1 << sizeFlag;
  const windowBytes = single ? 0 : 1;
  const bytes = await exactly(reader, 5 + windowBytes + dictionaryBytes + sizeBytes);
  const number = (from: number, length: number): number =>
    bytes.subarray(from, from + length).reduceRight((value, byte) => value * 256 + byte, 0);
  if (descriptor & 0x08) throw new Damaged(`no Zstandard frame at byte ${at}`);
  if (number(5 + windowBytes, dictionaryBytes) !== 0)
    throw new Damaged('the Zstandard frame needs a dictionary');
  const stated = number(5 + windowBytes + dictionaryBytes, sizeBytes) + (sizeFlag === 1 ? 256 : 0);
  const contentBytes = sizeBytes === 0 ? null : stated;
  const exponent = 2 ** (10 + ((bytes[5] ?? 0) >> 3));
  const window = single ? stated : exponent + (exponent / 8) * ((bytes[5] ?? 0) & 7);
  if (window > MAX_WINDOW_BYTES) {
    throw new Damaged(`the Zstandard frame needs a window of ${window} bytes, more than ${MAX_WINDOW_BYTES}`);
  }
  return { window, contentBytes, checksum: (descriptor & CHECKSUM_FLAG) !== 0 };
}

/**
 * A header for the library that says no more than the window: size and checksum are looked after here. It has all the
 * fields there are, empty, because the library waits for 18 bytes before it gives anything out.
 */
function headerFor(window: number): Uint8Array {
  let exponent = 10;
  while (2 ** (exponent + 1) <= window) exponent++;
  const mantissa = Math.max(0, Math.ceil((window - 2 ** exponent) / (2 ** exponent / 8)));
  const header = new Uint8Array(18);
  new DataView(header.buffer).setUint32(0, FRAME, true);
  header[4] = 0xc3;
  header[5] = mantissa === 8 ? (exponent - 9) << 3 : ((exponent - 10) << 3) | mantissa;
  return header;
}

/** The library throws `Error`s of its own, and `RangeError` where damage sends it out of its buffers. */
function push(decompress: Decompress, bytes: Uint8Array, last: boolean): void {
  try {
    decompress.push(bytes, last);
  } catch (error) {
    throw new Damaged(`damaged Zstandard block: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function exactly(reader: ByteReader, length: number): Promise<Uint8Array> {
  const bytes = await reader.take(length);
  if (bytes.length < length) throw cut(reader);
  return bytes;
}

async function peeked(reader: ByteReader, length: number): Promise<Uint8Array> {
  const bytes = await reader.peek(length);
  if (bytes.length < length) throw cut(reader);
  return bytes;
}

function cut(reader: ByteReader): Damaged {
  return (
    reader.failure ?? new Damaged(`the Zstandard stream ends inside a frame, at byte ${reader.position}`)
  );
}

function uint32(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
}
