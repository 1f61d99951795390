import { type InputFile, PIECE_BYTES } from '../byteStream.js';
import type { ZipRecord } from './zip.js';

const HEADER_BYTES = 30;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const DESCRIPTOR = 0x08074b50;
const ENCRYPTED = 1;
const HAS_DESCRIPTOR = 1 << 3;
const UTF8 = 1 << 11;
const ZIP64_EXTRA = 1;
const UINT32 = 0xffffffff;
/** The longest descriptor: signature, checksum, two sizes of eight bytes. */
const MAX_DESCRIPTOR_BYTES = 24;

/** A member's own header (APPNOTE.TXT 4.3.7). */
interface LocalHeader {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly length: number;
  readonly size: number;
  readonly name: string;
  /** Where the header ends and the packed bytes begin. */
  readonly end: number;
}

/** Told at the end: where the next header should have been. */
interface Stop {
  readonly stoppedAt: number;
}

/**
 * The members of an archive by their own headers, one after another from the first byte on, until something else
 * stands where the next should. Where a header leaves the sizes to the descriptor behind the bytes (4.3.9), that
 * is looked for: it is the one that states as many bytes as lie before it.
 */
export async function* localRecords(file: InputFile): AsyncGenerator<ZipRecord | Stop, void, undefined> {
  let at = uint32(await file.read(0, 4), 0) === DESCRIPTOR ? 4 : 0;
  for (;;) {
    const header = await localHeaderAt(file, at);
    if (header === null) break;
    const { name, method, end: start } = header;
    const record = { name, method, encrypted: (header.flags & ENCRYPTED) !== 0, start };
    if ((header.flags & HAS_DESCRIPTOR) === 0 || header.length > 0) {
      yield { ...record, length: header.length, size: header.size, crc32: header.crc32 };
      at = start + header.length;
      if ((header.flags & HAS_DESCRIPTOR) !== 0) at += await descriptorLengthAt(file, at, header.length);
      continue;
    }
    const descriptor = await findDescriptor(file, start);
    if (descriptor === null) {
      yield { ...record, length: null, size: 0, crc32: 0 };
      at = file.size;
      break;
    }
    const { length, size, crc32 } = descriptor;
    yield { ...record, length, size, crc32 };
    at = descriptor.end;
  }
  yield { stoppedAt: Math.min(at, file.size) };
}

/** The header that begins at `offset`; `null` where none does. */
export async function localHeaderAt(file: InputFile, offset: number): Promise<LocalHeader | null> {
  if (offset < 0 || offset + HEADER_BYTES > file.size) return null;
  const fixed = await file.read(offset, HEADER_BYTES);
  if (uint32(fixed, 0) !== LOCAL || fixed.length < HEADER_BYTES) return null;
  const flags = uint16(fixed, 6);
  const nameBytes = uint16(fixed, 26);
  const variable = await file.read(offset + HEADER_BYTES, nameBytes + uint16(fixed, 28));
  const stated = { length: uint32(fixed, 18), size: uint32(fixed, 22) };
  return {
    flags,
    method: uint16(fixed, 8),
    crc32: uint32(fixed, 14),
    ...zip64Sizes(stated, variable.subarray(nameBytes)),
    name: decodeName(variable.subarray(0, nameBytes), (flags & UTF8) !== 0),
    end: offset + HEADER_BYTES + nameBytes + uint16(fixed, 28),
  };
}

/** Sizes of eight bytes in place of those that do not fit into four (4.5.3). */
function zip64Sizes(
  stated: { readonly length: number; readonly size: number },
  extra: Uint8Array,
): { readonly length: number; readonly size: number } {
  for (let at = 0; at + 4 <= extra.length; at += 4 + uint16(extra, at + 2)) {
    if (uint16(extra, at) !== ZIP64_EXTRA || at + 20 > extra.length) continue;
    return {
      size: stated.size === UINT32 ? uint64(extra, at + 4) : stated.size,
      length: stated.length === UINT32 ? uint64(extra, at + 12) : stated.length,
    };
  }
  return stated;
}

/** UTF-8 where it is; else the bytes as Latin-1, which loses none. */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

interface Descriptor {
  readonly length: number;
  readonly size: number;
  readonly crc32: number;
  readonly end: number;
}

async function findDescriptor(file: InputFile, start: number): Promise<Descriptor | null> {
  for (let at = start; at < file.size; at += PIECE_BYTES) {
    // Three bytes more, for a signature that lies on the border.
    const piece = await file.read(at, PIECE_BYTES + 3);
    for (let hit = piece.indexOf(0x50); hit !== -1; hit = piece.indexOf(0x50, hit + 1)) {
      const signature = hit + 4 <= piece.length ? uint32(piece, hit) : 0;
      if (signature !== DESCRIPTOR && signature !== LOCAL && signature !== CENTRAL) continue;
      const found = await descriptorNear(file, start, at + hit, signature === DESCRIPTOR);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The descriptor whose signature stands at `at`, or, without one, that ends there because the next header begins. */
async function descriptorNear(
  file: InputFile,
  start: number,
  at: number,
  signed: boolean,
): Promise<Descriptor | null> {
  for (const width of [4, 8] as const) {
    const begin = signed ? at : at - 4 - 2 * width;
    if (begin < start) continue;
    const bytes = await file.read(begin, MAX_DESCRIPTOR_BYTES);
    const fields = bytes.subarray(signed ? 4 : 0);
    if (fields.length < 4 + 2 * width) continue;
    const number = width === 4 ? uint32 : uint64;
    const length = number(fields, 4);
    if (length !== begin - start) continue;
    const end = begin + (signed ? 4 : 0) + 4 + 2 * width;
    return { length, size: number(fields, 4 + width), crc32: uint32(fields, 0), end };
  }
  return null;
}

/** Length of the descriptor behind a member whose header states its sizes all the same. */
async function descriptorLengthAt(file: InputFile, at: number, length: number): Promise<number> {
  const bytes = await file.read(at, MAX_DESCRIPTOR_BYTES);
  const signature = bytes.length >= 4 && uint32(bytes, 0) === DESCRIPTOR ? 4 : 0;
  if (bytes.length < signature + 12) return 0;
  if (uint32(bytes, signature + 4) !== length) return 0;
  const wide = bytes.length >= signature + 20 && uint64(bytes, signature + 4) === length;
  return signature + (wide ? 20 : 12);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function uint16(bytes: Uint8Array, at: number): number {
  return view(bytes).getUint16(at, true);
}

function uint32(bytes: Uint8Array, at: number): number {
  return view(bytes).getUint32(at, true);
}

function uint64(bytes: Uint8Array, at: number): number {
  return Number(view(bytes).getBigUint64(at, true));
}
