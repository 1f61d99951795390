import type { FileRead } from '../core/analysis/analyzer.js';
import { layOutInput } from '../core/analysis/layOutInput.js';
import type { ReaderPlatform } from '../core/analysis/readInput.js';
import type { ListsRead } from '../core/baseline/readInventory.js';
import type { LaidOut } from '../core/formats/layOut.js';
import type { FileJob, LayOutJob, ListJob, ReaderApi } from '../protocol/analyzer.js';
import type { OpenFileRef } from './openFile.js';
import { readFile } from './readFile.js';
import { readListFile } from './readListFile.js';

/** Whoever takes the bytes of files: this thread, or a pool of others. */
export interface Readers {
  /** Never rejects: what cannot be read is refused with the reason. */
  read(job: FileJob): Promise<FileRead>;
  /** Reads lists to compare with. Never rejects: what cannot be read is refused with the reason. */
  readLists(job: ListJob): Promise<ListsRead>;
  /** `records`: those of the input that may be part of an event. Rejects with the reason. */
  layOut(job: LayOutJob, records: readonly number[]): Promise<LaidOut>;
  /** Ends every reading asked for so far. */
  stop(): void;
}

/** The reader of one thread. `stops` tells how many stops there were: what was asked for before the last one ends. */
export function reader(platform: ReaderPlatform, open: OpenFileRef, stops: () => number): ReaderApi {
  return {
    read: ({ run, ...job }) => readFile(job, platform, open, () => stops() !== run),
    readLists: (job) => readListFile(job, platform.unpackers, open),
    async layOut({ uri, file, records }) {
      const opened = await open(file);
      try {
        return await layOutInput({ uri, file: opened, records }, platform);
      } finally {
        await opened.close();
      }
    },
  };
}

/** Reads in this thread, one file after the other. */
export function readersHere(platform: ReaderPlatform, open: OpenFileRef): Readers {
  let stops = 0;
  const { read, readLists, layOut } = reader(platform, open, () => stops);
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(job) {
      const run = stops;
      const next = last.then(() => read({ ...job, run }));
      last = next;
      return next;
    },
    readLists,
    layOut: (job, records) => layOut({ ...job, records }),
    stop: () => {
      stops++;
    },
  };
}
