import { type ByteStream, Damaged } from '../../src/core/formats/byteStream.js';

export interface Collected {
  readonly bytes: Buffer;
  /** Why the stream ended before its time. */
  readonly damage: string | null;
  readonly largest: number;
}

/** Reads a stream to its end. Anything it throws but damage is thrown on. */
export async function collect(stream: ByteStream): Promise<Collected> {
  const pieces: Uint8Array[] = [];
  let damage: string | null = null;
  try {
    for await (const piece of stream) pieces.push(Uint8Array.from(piece));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    damage = error.message;
  }
  return {
    bytes: Buffer.concat(pieces),
    damage,
    largest: Math.max(0, ...pieces.map(({ length }) => length)),
  };
}

/** A stream that can be read once. */
export async function* inPieces(bytes: Uint8Array, size = bytes.length || 1): ByteStream {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A stream that can be read again and again. */
export function readAgain(bytes: Uint8Array, size: number): ByteStream {
  return { [Symbol.asyncIterator]: () => inPieces(bytes, size)[Symbol.asyncIterator]() };
}
