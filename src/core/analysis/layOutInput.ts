import type { InputFile } from '../formats/byteStream.js';
import { membersOf } from '../formats/containers/members.js';
import { memberUri } from '../formats/containers/memberUri.js';
import { type LaidOut, layOut } from '../formats/layOut.js';
import { readMember } from '../formats/readMember.js';
import { KNOWN, type ReaderPlatform } from './readInput.js';

export interface LayOutRequest {
  /** Of the file. */
  readonly uri: string;
  readonly file: InputFile;
  /** Of the input: the file's own, or that of a member in it. */
  readonly input?: string;
  /** The records that a view shows even when the log is too large to be shown whole; in their order. */
  readonly records?: readonly number[];
}

/** Lays an input out for reading: one record a block. Rejects when there is no such input in the file, or no file. */
export async function layOutInput(
  { uri, file, input = uri, records = [] }: LayOutRequest,
  platform: ReaderPlatform,
): Promise<LaidOut> {
  for await (const member of membersOf(file, platform.unpackers)) {
    if (memberUri(uri, member.path) !== input) continue;
    if (member.error !== null) throw new Error(member.error);
    return layOut((reader) => readMember(input, member, file, reader), KNOWN, records);
  }
  throw new Error('there is no such member in the file');
}
