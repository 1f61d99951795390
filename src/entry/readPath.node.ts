import type { PathJob } from '../cli/analyze.js';
import { explain } from '../cli/walk.js';
import type { ReadInput } from '../core/analysis/conclude.js';
import { readInput, refusedInput } from '../core/analysis/readInput.js';
import { nodePlatform } from './nodePlatform.js';
import { openFile } from './openFile.node.js';

/** Reads the file at a path; one that cannot be read is an input with an error. */
export async function readPath({ uri, path }: PathJob): Promise<readonly ReadInput[]> {
  try {
    return await readInput({ uri, file: await openFile({ kind: 'path', path }) }, nodePlatform);
  } catch (error) {
    return [refusedInput(uri, explain(error))];
  }
}
