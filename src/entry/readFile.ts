import { type FileRead, isNoLog } from '../core/analysis/analyzer.js';
import type { ReadInput } from '../core/analysis/conclude.js';
import { type ReaderPlatform, readInput, refusedInput } from '../core/analysis/readInput.js';
import { type InputFile, Stopped } from '../core/formats/byteStream.js';
import { SNIFF_BYTES, sniff } from '../core/formats/sniff.js';
import type { FileJob } from '../protocol/analyzer.js';
import type { OpenFile, OpenFileRef } from './openFile.js';

/** Reads a file from its opening to its closing. Never rejects: what cannot be read is refused with the reason. */
export async function readFile(
  job: FileJob,
  platform: ReaderPlatform,
  open: OpenFileRef,
  stopped: () => boolean,
): Promise<FileRead> {
  if (stopped()) return { kind: 'stopped' };
  let file: OpenFile | undefined;
  try {
    file = await open(job.file);
    return await readOpen(job, file, platform, stopped);
  } catch (error) {
    if (stopped()) return { kind: 'stopped' };
    return {
      kind: 'refused',
      inputs: [refusedInput(job.uri, error instanceof Error ? error.message : String(error))],
    };
  } finally {
    await file?.close();
  }
}

async function readOpen(
  { uri, named }: FileJob,
  file: OpenFile,
  platform: ReaderPlatform,
  stopped: () => boolean,
): Promise<FileRead> {
  if (!named && sniff(await file.read(0, SNIFF_BYTES)) === null) return { kind: 'noLog' };
  const inputs = await readInput({ uri, file: stoppable(file, stopped) }, platform, stopped);
  if (stopped()) return { kind: 'stopped' };
  // What is packed is known only when it is opened; other people's archives are no inputs.
  if (!named && inputs.every(({ summary }) => isNoLog(summary))) return { kind: 'noLog' };
  const change = await file.changed();
  return { kind: 'read', inputs: change === null ? inputs : inputs.map((input) => withError(input, change)) };
}

function stoppable(file: InputFile, stopped: () => boolean): InputFile {
  return {
    size: file.size,
    async read(offset, length) {
      if (stopped()) throw new Stopped();
      return file.read(offset, length);
    },
  };
}

function withError({ summary, ...read }: ReadInput, reason: string): ReadInput {
  const error = summary.error === null ? reason : `${summary.error}; ${reason}`;
  return { ...read, summary: { ...summary, error } };
}
