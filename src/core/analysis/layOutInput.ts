import type { InputFile } from '../formats/byteStream.js';
import { type LaidOut, layOut } from '../formats/layOut.js';
import { KNOWN, type ReaderPlatform, unpack } from './readInput.js';

/** Lays an input out for reading: one record a block. */
export async function layOutInput(
  { file }: { readonly uri: string; readonly file: InputFile },
  platform: ReaderPlatform,
): Promise<LaidOut> {
  const unpacked = await unpack(await file.read(0, file.size), platform);
  return layOut(unpacked.bytes, KNOWN);
}
