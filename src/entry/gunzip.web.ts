import { Gunzip } from 'fflate';
import { InflatedBytes } from './inflatedBytes.js';

/** A tab has less memory than a desktop. */
const MAX_INFLATED_BYTES = 512 * 1024 * 1024;
/** What comes out of the piece that holds the damage is lost, so pieces are small. */
const PIECE = 4 * 1024;
/** Header and trailer of a member without content. */
const SMALLEST_MEMBER = 18;
const TRAILER = 8;

/**
 * Inflates all members of a gzip file; on damage keeps what came out before. The checksums
 * are compared here, because the library skips them.
 */
export async function gunzipWeb(
  bytes: Uint8Array,
  goOn: (beginning: Uint8Array) => boolean = () => true,
  max = MAX_INFLATED_BYTES,
): Promise<{ readonly bytes: Uint8Array; readonly error: string | null }> {
  const inflated = new InflatedBytes(goOn, max);
  let error: string | null = bytes.length < SMALLEST_MEMBER ? 'unexpected end of file' : null;
  let check = new Checksum();
  const endMember = (end: number): void => {
    if (!check.matches(bytes.subarray(end - TRAILER, end))) error ??= 'incorrect data check';
    check = new Checksum();
  };
  const gunzip = new Gunzip((chunk) => {
    if (error !== null) return;
    error = inflated.add(chunk);
    check.add(chunk);
  });
  gunzip.onmember = endMember;
  for (let at = 0; at < bytes.length && error === null; at += PIECE) {
    try {
      gunzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    } catch (failure) {
      error ??= failure instanceof Error ? failure.message : String(failure);
    }
  }
  if (error === null) endMember(bytes.length);
  return { bytes: inflated.bytes(), error };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 and length of a member, as its trailer states them (RFC 1952). */
class Checksum {
  #crc = 0xffffffff;
  #length = 0;

  add(bytes: Uint8Array): void {
    let crc = this.#crc;
    for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
    this.#crc = crc;
    this.#length += bytes.length;
  }

  matches(trailer: Uint8Array): boolean {
    const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.byteLength);
    return (
      trailer.length === TRAILER &&
      view.getUint32(0, true) === (this.#crc ^ 0xffffffff) >>> 0 &&
      view.getUint32(4, true) === this.#length % 2 ** 32
    );
  }
}
