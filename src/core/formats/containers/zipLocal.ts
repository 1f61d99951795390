import { type InputFile, PIECE_BYTES } from '../byteStream.js';
import type { ZipRecord } from './zipRecord.js';

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
    const { length, size, crc32 } = header;
    const hasDescriptor = (header.flags & HAS_DESCRIPTOR) !== 0;
    if (!hasDescriptor || length > 0) {
      const behind = hasDescriptor ? await descriptorAt(file, start, start + length) : null;
      yield { ...record, length, size, crc32, ...behind?.stated };
      at = behind?.end ?? start + length;
      continue;
    }
    const descriptor = await findDescriptor(file, start);
    if (descriptor === null) {
      yield { ...record, length: null, size: 0, crc32: 0 };
      at = file.size;
      break;
    }
    yield { ...record, ...descriptor.stated };
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

/** What stands behind the packed bytes where the header could not state it yet (4.3.9). */
interface Descriptor {
  readonly stated: { readonly length: number; readonly size: number; readonly crc32: number };
  readonly end: number;
}

async function findDescriptor(file: InputFile, start: number): Promise<Descriptor | null> {
  for (let at = start; at < file.size; at += PIECE_BYTES) {
    // Three bytes more, for a signature that lies on the border.
    const piece = await file.read(at, PIECE_BYTES + 3);
    for (let hit = piece.indexOf(0x50); hit !== -1; hit = piece.indexOf(0x50, hit + 1)) {
      const signature = hit + 4 <= piece.length ? uint32(piece, hit) : 0;
      if (signature !== DESCRIPTOR && signature !== LOCAL && signature !== CENTRAL) continue;
      const found =
        signature === DESCRIPTOR
          ? await descriptorAt(file, start, at + hit)
          : await bareDescriptorBefore(file, start, at + hit);
      if (found !== null) return found;
    }
  }
  return null;
}

/**
 * The descriptor that begins at `begin`, with its signature or without, and states as many bytes as lie before it. Its
 * sizes have four or eight bytes; which, only the next signature or the end behind them tells for certain.
 */
async function descriptorAt(file: InputFile, start: number, begin: number): Promise<Descriptor | null> {
  const bytes = await file.read(begin, MAX_DESCRIPTOR_BYTES + 2);
  const signature = bytes.length >= 4 && uint32(bytes, 0) === DESCRIPTOR ? 4 : 0;
  const fields = bytes.subarray(signature);
  const found = ([4, 8] as const)
    .map((width) => readDescriptor(fields, width, begin + signature))
    .filter((descriptor) => descriptor?.stated.length === begin - start);
  const certain = found.find((descriptor) => {
    const next = (descriptor?.end ?? 0) - begin;
    return begin + next === file.size || (bytes[next] === 0x50 && bytes[next + 1] === 0x4b);
  });
  return certain ?? found[0] ?? null;
}

/** The descriptor without a signature that ends at `end`, because the next header begins there. */
async function bareDescriptorBefore(file: InputFile, start: number, end: number): Promise<Descriptor | null> {
  for (const width of [4, 8] as const) {
    const begin = end - 4 - 2 * width;
    if (begin < start) continue;
    const descriptor = readDescriptor(await file.read(begin, end - begin), width, begin);
    if (descriptor?.stated.length === begin - start) return descriptor;
  }
  return null;
}

function readDescriptor(fields: Uint8Array, width: 4 | 8, begin: number): Descriptor | null {
  const bytes = 4 + 2 * width;
  if (fields.length < bytes) return null;
  const number = width === 4 ? uint32 : uint64;
  const stated = { crc32: uint32(fields, 0), length: number(fields, 4), size: number(fields, 4 + width) };
  return { stated, end: begin + bytes };
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
