import type { InputFile } from '../formats/byteStream.js';
import { type LaidOut, layOut } from '../formats/layOut.js';
import { KNOWN, type ReaderPlatform, unpack } from './readInput.js';

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
  if (uri.includes('#')) throw new Error('there is no such member in the file');
  const unpacked = await unpack(await file.read(0, file.size), platform);
  return layOut(unpacked.bytes, KNOWN, records);
}
