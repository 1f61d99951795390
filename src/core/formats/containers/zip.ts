import { ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { type ByteStream, Damaged, type InputFile, piecesOf } from '../byteStream.js';
import { Crc32 } from './crc32.js';
import { type Entry, nothing } from './tar.js';
import type { Unpackers } from './unpackers.js';
import { localHeaderAt, localRecords } from './zipLocal.js';
import type { ZipRecord } from './zipRecord.js';
import { unzstd } from './zstd.js';

interface DirectoryRecord extends Omit<ZipRecord, 'start' | 'length'> {
  /** Of the member's own header. */
  readonly offset: number;
  readonly length: number;
}

/** Half a million members with long names; the directory is held while the archive is read. */
const MAX_DIRECTORY_BYTES = 32 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
/** APPNOTE.TXT 4.4.5; 20 is what was written first. */
const ZSTD = [20, 93];

/**
 * The files of a ZIP archive in the order of its directory, unpacked. Without a readable directory (a cut archive) the
 * members' own headers are followed instead, and that is told. Folders are passed over. Checksum and size are held
 * against what came out, after it came out.
 */
export async function* zipEntries(
  file: InputFile,
  unpackers: Unpackers,
): AsyncGenerator<Entry, void, undefined> {
  let records: readonly DirectoryRecord[];
  try {
    records = await readDirectory(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    yield* withoutDirectory(file, unpackers, reason);
    return;
  }
  // Members that share their packed bytes make a small archive endless; honest ones never do.
  let left = 2 * file.size;
  for (const record of records) {
    const header = await localHeaderAt(file, record.offset);
    if (header !== null) left -= Math.min(record.length, file.size - header.end);
    if (header === null) yield told(record, `no member begins at byte ${record.offset}`);
    else if (left < 0) yield told(record, 'the members state more packed bytes than there are');
    else yield unpacked(file, { ...record, start: header.end }, unpackers);
  }
}

function told({ name }: { readonly name: string }, error: string): Entry {
  return { name, bytes: nothing(), error };
}

async function* withoutDirectory(
  file: InputFile,
  unpackers: Unpackers,
  reason: string,
): AsyncGenerator<Entry, void, undefined> {
  let end = 0;
  for await (const found of localRecords(file)) {
    if ('stoppedAt' in found) end = found.stoppedAt;
    else if (!isFolder(found)) yield unpacked(file, found, unpackers);
  }
  const error = `the archive has no readable directory (${reason}); its members were read one after another up to byte ${end}`;
  yield { name: null, bytes: nothing(), error };
}

async function readDirectory(file: InputFile): Promise<DirectoryRecord[]> {
  const zip = new ZipReader(
    {
      size: file.size,
      readable: undefined,
      readUint8Array(index: number, length: number): Promise<Uint8Array> {
        if (length > MAX_DIRECTORY_BYTES) throw new Damaged(`it states ${length} bytes`);
        return file.read(index, Math.max(0, Math.min(length, file.size - index)));
      },
    },
    { useWebWorkers: false, filenameValidation: 'tolerant' },
  );
  const records: DirectoryRecord[] = [];
  for await (const entry of zip.getEntriesGenerator()) {
    const record = {
      name: entry.filename,
      method: entry.compressionMethod,
      encrypted: entry.encrypted,
      offset: entry.offset,
      length: entry.compressedSize,
      size: entry.uncompressedSize,
      crc32: (entry.crc32 ?? 0) >>> 0,
    };
    if (!isFolder(record)) records.push(record);
  }
  return records;
}

/** A name that ends with a slash and nothing in it. The attribute of folders is not asked: any file may bear it. */
function isFolder({ name, size }: { readonly name: string; readonly size: number }): boolean {
  return size === 0 && /[/\\]$/.test(name);
}

function unpacked(file: InputFile, record: ZipRecord, unpackers: Unpackers): Entry {
  const error = record.encrypted
    ? 'encrypted'
    : record.method === STORED || record.method === DEFLATED || ZSTD.includes(record.method)
      ? null
      : `packed with the unknown method ${record.method}`;
  if (error !== null) return told(record, error);
  // Can be read again, as every reading begins anew.
  const bytes = { [Symbol.asyncIterator]: () => checked(file, record, unpackers) };
  return { name: record.name, bytes, error };
}

async function* checked(
  file: InputFile,
  record: ZipRecord,
  unpackers: Unpackers,
): AsyncGenerator<Uint8Array, void, undefined> {
  const crc = new Crc32();
  for await (const piece of inflated(packedBytes(file, record), record.method, unpackers)) {
    crc.add(piece);
    yield piece;
  }
  if (crc.length !== record.size)
    throw new Damaged(`${record.size} bytes are stated, ${crc.length} came out`);
  if (crc.value !== record.crc32) throw new Damaged('the checksum (CRC-32) is that of other bytes');
}

function inflated(source: ByteStream, method: number, { inflateRaw }: Unpackers): ByteStream {
  if (method === STORED) return source;
  return method === DEFLATED ? inflateRaw(source) : unzstd(source);
}

function packedBytes(file: InputFile, { start, length }: ZipRecord): ByteStream {
  return {
    async *[Symbol.asyncIterator]() {
      yield* piecesOf(file, start, Math.min(file.size, start + (length ?? file.size)));
      if (length === null || start + length > file.size) {
        throw new Damaged(`the archive ends inside this member, at byte ${file.size}`);
      }
    },
  };
}
