/** Bytes that come piece by piece, each to be used before the next is asked for. Ends with {@link Damaged} where damage ends it. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Thrown by a stream after everything that could be read before the damage was handed out; the message says why. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

/** Thrown where reading ends because nobody wants its result any more. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor() {
    super('nobody wants the result any more');
  }
}

/** A file as it lies on disk. */
export interface InputFile {
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `offset` on: `length` of them, fewer only at the end of the file. Rejects with the platform's reason. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** How much of a file is read at once. */
export const PIECE_BYTES = 1024 * 1024;

/** The bytes of `file` from `from` up to `to`, in order. */
export async function* piecesOf(file: InputFile, from = 0, to = file.size): ByteStream {
  for (let at = from; at < to; ) {
    const piece = await file.read(at, Math.min(PIECE_BYTES, to - at));
    if (piece.length === 0) throw new Damaged(`the file ends at byte ${at}, before its size of ${to}`);
    yield piece;
    at += piece.length;
  }
}

/** A file whose bytes are all in memory. */
export function fileOf(bytes: Uint8Array): InputFile {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
