import type { Container } from '../../model.js';
import { type ByteStream, Damaged, type InputFile, piecesOf } from '../byteStream.js';
import { ByteReader } from './byteReader.js';
import { fileOfPieces } from './heldFile.js';
import { isFinderData, MAGIC_BYTES, wrappingOf } from './magic.js';
import { MemberNames } from './memberNames.js';
import { type Entry, nothing, tarEntries } from './tar.js';
import type { Unpackers } from './unpackers.js';
import { zipEntries } from './zip.js';
import { unzstd } from './zstd.js';

/** What a file holds when everything that wraps it is opened. */
export interface Member {
  /**
   * Names inside archives, outermost first; empty for the file itself. As they stand in the archive, never used as a
   * path; of the same name in one archive, the second is `name (2)`.
   */
  readonly path: readonly string[];
  /** What was opened last to get here; `plain` for a file that nothing wraps. */
  readonly container: Container;
  /**
   * What the member holds, unpacked, in pieces of at most 1 MiB; to be read once, to its end or not, before the next
   * member is asked for. Throws {@link Damaged} after the last good piece.
   */
  readonly bytes: ByteStream;
  /** Why it cannot be opened at all (encrypted, unknown method, nested too deep); then `bytes` is empty. */
  readonly error: string | null;
  /** It begins like what the Finder packs beside files: nothing to tell of, unless records are found in it. */
  readonly finderData: boolean;
}

/** More is no wrapping of logs any more; an archive may hold itself. */
export const MAX_DEPTH = 6;
/** A ZIP is read from its end, so one inside a stream is held in memory; all that are open together no more than this. */
export const MAX_HELD_BYTES = 256 * 1024 * 1024;
/** A trail of years, a file every five minutes in every region. */
export const MAX_MEMBERS = 1_000_000;

/** Where bytes stand: inside what, and how much may still be opened or held. */
interface Place {
  readonly path: readonly string[];
  readonly container: Container;
  readonly depth: number;
  readonly room: number;
  readonly left: { members: number };
}

/**
 * Opens whatever wraps logs: gzip, Zstandard, ZIP and tar, inside each other up to {@link MAX_DEPTH} levels, told by
 * their magic numbers and never by a name. Memory is bounded by constants, not by sizes. A member that cannot be
 * opened comes with its `error`; what is wrong with an archive itself comes as a member with the archive's path.
 * What the Finder packs beside the files (AppleDouble, `.DS_Store`) is marked; an archive without files has no members.
 * Rejects only with what `file.read` rejects with.
 */
export async function* membersOf(
  file: InputFile,
  unpackers: Unpackers,
): AsyncGenerator<Member, void, undefined> {
  const bytes: ByteStream = { [Symbol.asyncIterator]: () => piecesOf(file)[Symbol.asyncIterator]() };
  const left = { members: MAX_MEMBERS };
  const place: Place = { path: [], container: 'plain', depth: 0, room: MAX_HELD_BYTES, left };
  for await (const member of open(bytes, file, place, unpackers)) {
    yield member;
    if (--left.members > 0) continue;
    yield failed(place, `more than ${MAX_MEMBERS} members; the rest was not read`);
    return;
  }
}

/** `file` where the bytes are those of a file, which can be read at any place. */
async function* open(
  bytes: ByteStream,
  file: InputFile | null,
  place: Place,
  unpackers: Unpackers,
): AsyncGenerator<Member, void, undefined> {
  const reader = new ByteReader(bytes);
  try {
    const prefix = await reader.peek(MAGIC_BYTES);
    const wrapping = wrappingOf(prefix);
    if (wrapping === null) {
      const finderData = place.path.length > 0 && isFinderData(prefix);
      yield { path: place.path, container: place.container, bytes: rest(reader), error: null, finderData };
    } else if (place.depth === MAX_DEPTH) {
      yield failed(place, `packed more than ${MAX_DEPTH} levels deep`);
    } else {
      const inside = { ...place, container: wrapping, depth: place.depth + 1 };
      if (wrapping === 'gzip') yield* open(unpackers.gunzip(anew(bytes, reader)), null, inside, unpackers);
      else if (wrapping === 'zstd') yield* open(unzstd(rest(reader)), null, inside, unpackers);
      else if (wrapping === 'tar') yield* entries(tarEntries(reader), inside, unpackers);
      else yield* openZip(reader, file, inside, unpackers);
    }
  } finally {
    await reader.close();
  }
}

async function* openZip(
  reader: ByteReader,
  file: InputFile | null,
  place: Place,
  unpackers: Unpackers,
): AsyncGenerator<Member, void, undefined> {
  if (file !== null) {
    yield* entries(zipEntries(file, unpackers), place, unpackers);
    return;
  }
  const pieces: Uint8Array[] = [];
  let held = 0;
  for await (const piece of reader.pieces()) {
    held += piece.length;
    if (held > place.room) {
      yield failed(
        place,
        `a ZIP inside another container, larger than the ${place.room} bytes that can be held`,
      );
      return;
    }
    pieces.push(piece);
  }
  const inside = { ...place, room: place.room - held };
  yield* entries(zipEntries(fileOfPieces(pieces), unpackers), inside, unpackers);
  if (reader.failure !== null) yield failed(place, reader.failure.message);
}

async function* entries(
  all: AsyncIterable<Entry>,
  place: Place,
  unpackers: Unpackers,
): AsyncGenerator<Member, void, undefined> {
  const names = new MemberNames();
  for await (const { name, bytes, error } of all) {
    const own = name === null ? null : names.apart(name);
    const inside = own === null ? place : { ...place, path: [...place.path, own] };
    if (name !== null && own === null) {
      yield failed(place, 'the names of its members are longer than can be held; the rest was not read');
      return;
    }
    if (error === null) yield* open(bytes, null, inside, unpackers);
    else yield failed(inside, error);
  }
}

function failed({ path, container }: Place, error: string): Member {
  return { path, container, bytes: nothing(), error, finderData: false };
}

async function* rest(reader: ByteReader): ByteStream {
  yield* reader.pieces();
  if (reader.failure !== null) throw reader.failure;
}

/**
 * What `reader` looks at, for an unpacker that may read it again after damage: the second time from the beginning of
 * `bytes`, where these can be read again.
 */
function anew(bytes: ByteStream, reader: ByteReader): ByteStream {
  const first = rest(reader);
  const again: unknown = bytes[Symbol.asyncIterator]();
  if (again === bytes) return first;
  let begun = false;
  return {
    [Symbol.asyncIterator]() {
      if (begun) return bytes[Symbol.asyncIterator]();
      begun = true;
      return first[Symbol.asyncIterator]();
    },
  };
}
