import { type ByteStream, type InputFile, PIECE_BYTES, Stopped } from '../formats/byteStream.js';
import { type Member, membersOf } from '../formats/containers/members.js';
import { memberUri } from '../formats/containers/memberUri.js';
import type { Unpackers } from '../formats/containers/unpackers.js';
import { readMember } from '../formats/readMember.js';
import type { RecordsSummary } from '../formats/readRecords.js';
import { NO_TIMES } from '../formats/recordsTally.js';
import type { Draft } from '../providers/normalise.js';
import { entryReader, knownBits, mayBeKnown, operationOf } from '../providers/readRecord.js';
import type { ReadInput } from './conclude.js';
import { type Hash, HashedFile } from './hashedFile.js';

/** What every host gives to the reading of an input in its own way. */
export interface ReaderPlatform {
  readonly unpackers: Unpackers;
  /** A new SHA-256. */
  hash(): Hash;
}

/** What the providers and the catalogue know of entries. */
export const KNOWN = {
  get wanted() {
    return knownBits();
  },
  wants: mayBeKnown,
  operationOf,
};

/**
 * Reads a file from its bytes as they lie on disk: the input that it is, or the inputs that it holds when it is an
 * archive. Never rejects on bad input, only when the file cannot be read, and with {@link Stopped} once `stopped`
 * says so, which is asked before each piece.
 */
export async function readInput(
  { uri, file }: { readonly uri: string; readonly file: InputFile },
  platform: ReaderPlatform,
  stopped: () => boolean = () => false,
): Promise<readonly ReadInput[]> {
  const hashed = new HashedFile(file, platform.hash());
  const inputs: ReadInput[] = [];
  for await (const member of membersOf(hashed, platform.unpackers)) {
    const drafts: Draft[] = [];
    const read = await readOne(uri, { ...member, bytes: until(stopped, member.bytes) }, hashed, drafts);
    // Four bytes make a log look like the Finder's data: it is left out only when nothing was found in it.
    if (member.finderData && read.records === 0) continue;
    inputs.push(inputOf(memberUri(uri, member.path), member, read, drafts));
  }
  const sha256 = await hashed.digest(PIECE_BYTES);
  if (inputs.length === 0) inputs.push(refusedInput(uri, 'an archive without files'));
  return inputs.map(({ summary, ...read }) => ({ ...read, summary: { ...summary, sha256 } }));
}

async function readOne(
  uri: string,
  member: Member,
  file: InputFile,
  drafts: Draft[],
): Promise<RecordsSummary> {
  if (member.error !== null) {
    return { ...NOTHING_READ, error: member.error };
  }
  const read = entryReader();
  return readMember(memberUri(uri, member.path), member, file, {
    ...KNOWN,
    entry(entry) {
      const draft = read(entry);
      if (draft !== null) drafts.push(draft);
    },
  });
}

async function* until(stopped: () => boolean, bytes: ByteStream): ByteStream {
  for await (const piece of bytes) {
    if (stopped()) throw new Stopped();
    yield piece;
  }
}

function inputOf(
  uri: string,
  { container }: Pick<Member, 'container'>,
  { times: { from, to, hours }, ...read }: RecordsSummary,
  drafts: readonly Draft[],
): ReadInput {
  return {
    drafts,
    hours,
    summary: { uri, container, sha256: '', events: 0, duplicates: 0, ...read, from, to },
  };
}

const NOTHING_READ: Omit<RecordsSummary, 'error'> = {
  format: null,
  clouds: [],
  records: 0,
  skipped: [],
  bytes: 0,
  times: NO_TIMES,
};

/** An input that could not be read at all, so that it stands in every report. */
export function refusedInput(uri: string, error: string): ReadInput {
  return inputOf(uri, { container: 'plain' }, { ...NOTHING_READ, error }, []);
}
