import type { InputFile } from '../formats/byteStream.js';
import { membersOf } from '../formats/containers/members.js';
import { memberPath } from '../formats/containers/memberUri.js';
import { type LaidOut, layOut } from '../formats/layOut.js';
import { readMember } from '../formats/readMember.js';
import { KNOWN, type ReaderPlatform } from './readInput.js';

export interface LayOutRequest {
  /** Of the input: of the file, or of a member in it. */
  readonly uri: string;
  readonly file: InputFile;
  /** The records that a view shows even when the log is too large to be shown whole; in their order. */
  readonly records?: readonly number[];
}

/** Lays an input out for reading: one record a block. Rejects when there is no such input in the file, or no file. */
export async function layOutInput(
  { uri, file, records = [] }: LayOutRequest,
  platform: ReaderPlatform,
): Promise<LaidOut> {
  const wanted = memberPath(uri).path;
  for await (const member of membersOf(file, platform.unpackers)) {
    if (member.path.length !== wanted.length || member.path.some((name, at) => name !== wanted[at])) continue;
    if (member.error !== null) throw new Error(member.error);
    // Awaited here: to leave the loop closes the member's stream.
    return await layOut((reader) => readMember(uri, member, file, reader), KNOWN, records);
  }
  throw new Error('there is no such member in the file');
}
