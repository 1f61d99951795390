import { type ByteStream, Damaged } from '../byteStream.js';
import type { ByteReader } from './byteReader.js';
import { BLOCK, isTarHeader, readPax, readTarHeader, readText, type TarHeader } from './tarHeader.js';

/** What an archive says of one of its members, or (`name` is `null`) of itself. */
export interface Entry {
  readonly name: string | null;
  /** What it holds; a stream that can be read once, and no longer when the next entry is asked for. */
  readonly bytes: ByteStream;
  readonly error: string | null;
}

/** A path of the file systems is far shorter. */
const MAX_META_BYTES = 1024 * 1024;
/** Hard link, symbolic link, character and block device, folder, pipe; GNU's folder list and volume label. */
const NO_FILES = '123456DV';
const REGULAR = '07';
/** Any of the records with which GNU tar describes the holes of a file. */
const SPARSE = 'GNU.sparse';

/**
 * The regular files of a tar archive (ustar, pax, GNU), in their order. Links, folders and devices are passed over;
 * GNU's sparse files, parts of other volumes and unknown types are told. Behind bytes that are no header the next
 * header is looked for, and both are told; so is an end without its mark. Archives one after another are read as one.
 *
 * A reader of our own: `modern-tar` drops what is queued of a member when the archive is cut, gives sparse files and
 * unknown types as regular ones, and either passes over damaged headers without a word or ends at the first.
 */
export async function* tarEntries(reader: ByteReader): AsyncGenerator<Entry, void, undefined> {
  const global = new Map<string, string>();
  let own = new Map<string, string>();
  let mark = 0;
  let inGarbage = false;
  for (;;) {
    const at = reader.position;
    const block = await reader.take(BLOCK);
    if (block.length < BLOCK) {
      const reason = endOf(reader, block.length, mark);
      if (reason !== null) yield told(reason);
      return;
    }
    if (block.every((byte) => byte === 0)) {
      mark++;
      continue;
    }
    if (!isTarHeader(block)) {
      if (!inGarbage) yield told(`the ${BLOCK} bytes at ${at} are no tar header`);
      inGarbage = true;
      own.clear();
      continue;
    }
    inGarbage = false;
    mark = 0;
    const header = withPax(readTarHeader(block), global, own);
    if (header.size === null) {
      yield told(`the tar header at ${at} states no size`);
      own.clear();
      continue;
    }
    if ('xgLK'.includes(header.type)) {
      const problem = await readMeta(reader, header.type, header.size, header.type === 'g' ? global : own);
      if (problem !== null) yield told(`${problem} at ${at}`);
      continue;
    }
    const sparse = header.type === 'S' || own.has(SPARSE);
    own = new Map();
    yield* fileEntry(reader, header, header.size, sparse);
  }
}

async function* fileEntry(
  reader: ByteReader,
  { name, type }: TarHeader,
  size: number,
  sparse: boolean,
): AsyncGenerator<Entry, void, undefined> {
  // Folders and links have no content, whatever size they state; old writers end a folder's name with a slash.
  if ('123456'.includes(type) || (REGULAR.includes(type) && name.endsWith('/') && size === 0)) return;
  const end = reader.position + size;
  if (!NO_FILES.includes(type)) {
    const error = sparse
      ? 'a sparse file'
      : REGULAR.includes(type)
        ? null
        : `a tar entry of the type "${type}"`;
    yield { name, bytes: error === null ? content(reader, end) : nothing(), error };
  }
  const left = end - reader.position;
  const skipped = await reader.skip(left);
  if (skipped === left) await reader.skip(-size & (BLOCK - 1));
}

async function* content(reader: ByteReader, end: number): ByteStream {
  yield* reader.pieces(end - reader.position);
  if (reader.position >= end) return;
  throw (
    reader.failure ?? new Damaged(`the archive ends ${end - reader.position} bytes before this member does`)
  );
}

async function readMeta(
  reader: ByteReader,
  type: string,
  size: number,
  into: Map<string, string>,
): Promise<string | null> {
  const bytes = size > MAX_META_BYTES ? null : await reader.take(size);
  if (bytes === null) await reader.skip(size);
  await reader.skip(-size & (BLOCK - 1));
  if (bytes === null) return `names of ${size} bytes, more than ${MAX_META_BYTES}, were not read`;
  if (type === 'K') return null;
  if (type === 'L') {
    into.set('path', readText(bytes));
    return null;
  }
  const { records, sound } = readPax(bytes);
  for (const [key, value] of records) {
    if (key === 'path' || key === 'size') into.set(key, value);
    // One is enough: names are the writer's, and may be as many as it likes.
    else if (key.startsWith('GNU.sparse.')) into.set(SPARSE, value);
  }
  return sound || bytes.length < size ? null : 'a pax header that is none';
}

function withPax(
  header: TarHeader,
  global: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
): TarHeader {
  if ('xgLK'.includes(header.type)) return header;
  const size = own.get('size') ?? global.get('size');
  const stated = size === undefined ? header.size : /^\d+$/.test(size) ? Number(size) : null;
  return {
    type: header.type,
    name: own.get('path') ?? global.get('path') ?? header.name,
    size: stated !== null && Number.isSafeInteger(stated) ? stated : null,
  };
}

/** Two empty blocks end an archive (POSIX.1); one alone is common enough. */
function endOf(reader: ByteReader, rest: number, mark: number): string | null {
  if (reader.failure !== null) return reader.failure.message;
  if (mark > 0) return null;
  return rest > 0
    ? `the archive ends inside a header, at byte ${reader.position}`
    : `the archive ends at byte ${reader.position} without the mark of its end`;
}

function told(error: string): Entry {
  return { name: null, bytes: nothing(), error };
}

export async function* nothing(): ByteStream {}
