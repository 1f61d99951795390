import { Damaged, fileOf, type InputFile } from '../../src/core/formats/byteStream.js';
import { membersOf } from '../../src/core/formats/containers/members.js';
import type { Unpackers } from '../../src/core/formats/containers/unpackers.js';
import { collect } from './streams.js';

/** A member in short: names joined with `>`, container, text, why it ended early or was not opened. */
export interface Opened {
  readonly path: string;
  readonly container: string;
  readonly text: string;
  readonly problem: string | null;
}

/** Opens everything. Whatever is thrown but damage of a member is thrown on. */
export async function openAll(input: Uint8Array | InputFile, unpackers: Unpackers): Promise<Opened[]> {
  const file = input instanceof Uint8Array ? fileOf(input) : input;
  const all: Opened[] = [];
  for await (const { path, container, bytes, error } of membersOf(file, unpackers)) {
    const { bytes: content, damage } = await collect(bytes);
    if (error !== null && content.length > 0) throw new Damaged('bytes beside an error');
    all.push({ path: path.join('>'), container, text: content.toString(), problem: error ?? damage });
  }
  return all;
}
