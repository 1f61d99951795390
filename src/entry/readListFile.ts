import { type ListsRead, readLists } from '../core/baseline/readInventory.js';
import type { Unpackers } from '../core/formats/containers/unpackers.js';
import type { ListJob } from '../protocol/analyzer.js';
import type { OpenFile, OpenFileRef } from './openFile.js';

/** Reads a file of lists to compare with, from its opening to its closing. Never rejects: it is refused with the reason. */
export async function readListFile(
  { uri, file, asOf }: ListJob,
  unpackers: Unpackers,
  open: OpenFileRef,
): Promise<ListsRead> {
  let opened: OpenFile | undefined;
  try {
    opened = await open(file);
    const read = await readLists({ uri, file: opened, asOf }, unpackers);
    const change = await opened.changed();
    return change === null ? read : { kind: 'refused', error: change };
  } catch (error) {
    return { kind: 'refused', error: error instanceof Error ? error.message : String(error) };
  } finally {
    await opened?.close();
  }
}
