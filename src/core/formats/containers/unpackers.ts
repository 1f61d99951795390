import type { ByteStream, Damaged } from '../byteStream.js';

/** What each platform gives in its own way. Both throw {@link Damaged} after everything good came out. */
export interface Unpackers {
  /** All members of a gzip (RFC 1952). */
  gunzip(source: ByteStream): ByteStream;
  /** Deflate without header (RFC 1951), as ZIP has it; what follows its end is left. */
  inflateRaw(source: ByteStream): ByteStream;
}
