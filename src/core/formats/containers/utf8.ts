import { type ByteStream, Damaged } from '../byteStream.js';
import { ByteReader, MAX_PIECE_BYTES } from './byteReader.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Text as UTF-8, whatever it was written in. */
export interface Utf8Text {
  /** What the text is written in; known from the first piece on. */
  encoding(): TextEncoding;
  /** Length of the byte order mark that was taken off, in bytes of the source: 0, 2 or 3. Known from the first piece on. */
  taken(): number;
  /** The text without its mark. Throws {@link Damaged} where the source does, and for half a UTF-16 unit at the end. */
  readonly bytes: ByteStream;
}

/** How far the beginning is looked at: enough for the first key of any record. */
const BEGINNING = 64;
/** UTF-16 takes half as much room again in UTF-8, at most. */
const UTF16_PIECE_BYTES = MAX_PIECE_BYTES / 2;

/**
 * Hands out any text of Unicode as UTF-8 and takes its byte order mark off (PowerShell writes UTF-16 and marks).
 * UTF-16 without a mark is told by the zero bytes of its first, ASCII, characters. A surrogate without its other
 * half becomes U+FFFD, as the Encoding Standard has it. UTF-8 is passed on unread, sound or not.
 */
export function asUtf8(source: ByteStream): Utf8Text {
  let found: { readonly encoding: TextEncoding; readonly mark: number } = { encoding: 'utf-8', mark: 0 };
  async function* bytes(): ByteStream {
    const reader = new ByteReader(source);
    try {
      found = detect(await reader.peek(BEGINNING));
      await reader.skip(found.mark);
      if (found.encoding === 'utf-8') yield* reader.pieces();
      else yield* transcoded(reader, found.encoding);
      if (reader.failure !== null) throw reader.failure;
    } finally {
      await reader.close();
    }
  }
  return { encoding: () => found.encoding, taken: () => found.mark, bytes: bytes() };
}

/** The beginning of a file as UTF-8, as far as it goes. */
export function asTextPrefix(prefix: Uint8Array): Uint8Array {
  const { encoding, mark } = detect(prefix.subarray(0, BEGINNING));
  const text = prefix.subarray(mark);
  return encoding === 'utf-8' ? text : new TextEncoder().encode(new TextDecoder(encoding).decode(text));
}

async function* transcoded(reader: ByteReader, encoding: 'utf-16le' | 'utf-16be'): ByteStream {
  // The mark is off already; another one is text.
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  for (let last = false; !last; ) {
    const part = await reader.take(UTF16_PIECE_BYTES);
    last = part.length < UTF16_PIECE_BYTES;
    const halves = part.length % 2;
    // Half a unit is no character: it would be told as two bytes of the source.
    const units = part.subarray(0, part.length - halves);
    const text = encoder.encode(decoder.decode(units, { stream: !last }));
    if (text.length > 0) yield text;
    if (halves > 0 && reader.failure === null) throw new Damaged('the last byte is half a UTF-16 unit');
  }
}

function detect(beginning: Uint8Array): { readonly encoding: TextEncoding; readonly mark: number } {
  const [first, second, third] = beginning;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const units = beginning.length >> 1;
  const zeros = (place: 0 | 1): number => {
    let count = 0;
    for (let unit = 0; unit < units; unit++) if (beginning[2 * unit + place] === 0) count++;
    return count;
  };
  const [high, low] = [zeros(0), zeros(1)];
  const most = units * 0.75;
  if (units >= 2 && high === 0 && low >= most) return { encoding: 'utf-16le', mark: 0 };
  if (units >= 2 && low === 0 && high >= most) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
}
