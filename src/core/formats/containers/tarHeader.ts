export const BLOCK = 512;
const CHECKSUM = { at: 148, length: 8 };
const SPACE = 0x20;

/** One header block of a tar archive, as POSIX.1 `pax` ("ustar Interchange Format") and GNU tar lay it out. */
export interface TarHeader {
  readonly name: string;
  /** Bytes of content behind the header; `null` when the field is no number. */
  readonly size: number | null;
  /** The type flag as a character: `0` is a regular file. */
  readonly type: string;
}

/** Whether `block` begins with a header: its checksum is right. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK) return false;
  const stated = readNumber(block.subarray(CHECKSUM.at, CHECKSUM.at + CHECKSUM.length));
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < BLOCK; at++) {
    const inField = at >= CHECKSUM.at && at < CHECKSUM.at + CHECKSUM.length;
    const byte = inField ? SPACE : (block[at] ?? 0);
    unsigned += byte;
    // Some old writers summed signed characters.
    signed += byte > 127 ? byte - 256 : byte;
  }
  return stated !== null && (stated === unsigned || stated === signed) && unsigned > CHECKSUM.length * SPACE;
}

/** Reads a block for which {@link isTarHeader} holds. */
export function readTarHeader(block: Uint8Array): TarHeader {
  const name = readText(block.subarray(0, 100));
  // GNU's magic is "ustar  ": there the field holds times, not a prefix.
  const prefix = readText(block.subarray(257, 263)) === 'ustar' ? readText(block.subarray(345, 500)) : '';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: readNumber(block.subarray(124, 136)),
    type: String.fromCharCode(block[156] || 0x30),
  };
}

/** The text before the first zero byte. */
export function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(end === -1 ? bytes : bytes.subarray(0, end));
}

/** An octal number, or GNU's binary form with the highest bit set; `null` for anything else, or what no file can have. */
function readNumber(field: Uint8Array): number | null {
  if ((field[0] ?? 0) & 0x80) {
    let value = (field[0] ?? 0) & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : null;
  }
  const digits = readText(field).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(`0${digits}`, 8) : null;
}

/**
 * The records of a pax header, `length key=value\n` each, the length counting all of it. Ends at the first that is
 * none; `sound` tells whether that was before the end.
 */
export function readPax(bytes: Uint8Array): {
  readonly records: ReadonlyMap<string, string>;
  readonly sound: boolean;
} {
  const records = new Map<string, string>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(SPACE, at);
    const digits = space === -1 || space - at > 10 ? '' : decoder.decode(bytes.subarray(at, space));
    const end = at + (/^\d+$/.test(digits) ? Number(digits) : 0);
    const equals = bytes.indexOf(0x3d, space);
    if (end > bytes.length || equals === -1 || equals >= end || bytes[end - 1] !== 0x0a) break;
    records.set(
      decoder.decode(bytes.subarray(space + 1, equals)),
      decoder.decode(bytes.subarray(equals + 1, end - 1)),
    );
    at = end;
  }
  return { records, sound: at >= bytes.length };
}
