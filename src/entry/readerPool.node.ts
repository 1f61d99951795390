import { availableParallelism } from 'node:os';
import type { FileRead } from '../core/analysis/analyzer.js';
import { refusedInput } from '../core/analysis/readInput.js';
import type { ListsRead } from '../core/baseline/readInventory.js';
import type { LaidOut } from '../core/formats/layOut.js';
import type { FileJob, FileRef, LayOutJob, ListJob, ReaderApi } from '../protocol/analyzer.js';
import { Caller } from '../protocol/rpc.js';
import type { Readers } from './readers.js';
import { startThread, type Thread } from './thread.node.js';

/** More threads than this wait for the disk, and each costs memory. */
const MAX_READERS = 8;
/** Starting a thread takes 30 to 50 ms; less than this is read by those that run before it would be ready. */
const WORTH_A_THREAD_BYTES = 512 * 1024;
/** The same of files so small that opening them is what takes the time. */
const WORTH_A_THREAD_FILES = 32;
/** A thread without work gives its memory back after this time. */
const IDLE_MS = 10_000;

interface Job {
  /** What waits is taken in this order, largest first: a huge file that begins last would be read alone in the end. */
  readonly weight: number;
  work(reader: Caller<ReaderApi>): Promise<void>;
  /** The reader died over it. */
  lost(reason: string): void;
  /** True when nobody wants it any more; it has been answered then. */
  stopped(): boolean;
}

interface Reader {
  readonly thread: Thread;
  readonly caller: Caller<ReaderApi>;
  job: Job | null;
  idle: NodeJS.Timeout | undefined;
}

/** Reads files in threads of their own. A file over which its thread dies is refused; the rest goes on. */
export class ReaderPool implements Readers {
  readonly #start: (stops: Int32Array) => Thread;
  readonly #size: number;
  readonly #waiting: Job[] = [];
  readonly #readers = new Set<Reader>();
  /** One number in memory that all threads see, so that a reader notices a stop in the middle of its work. */
  readonly #stops = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #closed = false;

  /** `start` starts a thread that serves {@link ReaderApi}. */
  constructor(start: (stops: Int32Array) => Thread, size = Math.min(availableParallelism(), MAX_READERS)) {
    this.#start = start;
    this.#size = Math.max(1, size);
  }

  read(job: FileJob): Promise<FileRead> {
    const run = Atomics.load(this.#stops, 0);
    const transfer = buffersOf(job.file);
    return new Promise((resolve) => {
      const isStopped = (): boolean => Atomics.load(this.#stops, 0) !== run;
      const lost = (reason: string): void =>
        resolve(
          isStopped()
            ? { kind: 'stopped' }
            : { kind: 'refused', inputs: [refusedInput(job.uri, `the reader ended: ${reason}`)] },
        );
      this.#add({
        weight: job.size,
        work: (reader) =>
          reader.call('read', { ...job, run }, transfer).then(resolve, (error: Error) => lost(error.message)),
        lost,
        stopped: () => {
          if (isStopped()) resolve({ kind: 'stopped' });
          return isStopped();
        },
      });
    });
  }

  readLists(job: ListJob): Promise<ListsRead> {
    const transfer = buffersOf(job.file);
    return new Promise((resolve) => {
      const lost = (reason: string): void =>
        resolve({ kind: 'refused', error: `the reader ended: ${reason}` });
      this.#add({
        // Nothing can be judged before it is there.
        weight: Number.POSITIVE_INFINITY,
        work: (reader) =>
          reader.call('readLists', job, transfer).then(resolve, (error: Error) => lost(error.message)),
        lost,
        stopped: () => false,
      });
    });
  }

  layOut(job: LayOutJob, records: readonly number[]): Promise<LaidOut> {
    const transfer = buffersOf(job.file);
    return new Promise((resolve, reject) => {
      this.#add({
        // Somebody waits to see it.
        weight: Number.POSITIVE_INFINITY,
        work: (reader) => reader.call('layOut', { ...job, records }, transfer).then(resolve, reject),
        lost: (reason) => reject(new Error(`the reader ended: ${reason}`)),
        stopped: () => false,
      });
    });
  }

  stop(): void {
    Atomics.add(this.#stops, 0, 1);
    const kept = this.#waiting.filter((job) => !job.stopped());
    this.#waiting.length = 0;
    for (const job of kept) this.#waiting.push(job);
  }

  /** Stops, and ends the threads; nothing may be asked for afterwards. */
  close(): void {
    this.#closed = true;
    this.stop();
    for (const reader of this.#readers) this.#end(reader);
    this.#refuseWaiting();
  }

  /** How many threads run. */
  get running(): number {
    return this.#readers.size;
  }

  #add(job: Job): void {
    this.#waiting.push(job);
    if (this.#closed) this.#refuseWaiting();
    else this.#handOut();
  }

  #refuseWaiting(): void {
    for (const job of this.#waiting.splice(0)) job.lost('closed');
  }

  #handOut(): void {
    while (this.#waiting.length > 0) {
      const reader = [...this.#readers].find(({ job }) => job === null) ?? this.#another();
      if (reader === null) return;
      const job = takeLargest(this.#waiting);
      if (job !== undefined) this.#give(job, reader);
    }
  }

  /** A new reader, if there is work for it and room. */
  #another(): Reader | null {
    const bytes = this.#waiting.reduce((sum, job) => sum + job.weight, 0);
    const worth = bytes >= WORTH_A_THREAD_BYTES || this.#waiting.length >= WORTH_A_THREAD_FILES;
    if (this.#readers.size > 0 && (this.#readers.size >= this.#size || !worth)) return null;
    const thread = this.#start(this.#stops);
    const reader: Reader = { thread, caller: new Caller(thread.port), job: null, idle: undefined };
    this.#readers.add(reader);
    thread.onExit((reason) => {
      this.#readers.delete(reader);
      clearTimeout(reader.idle);
      const { job } = reader;
      reader.job = null;
      job?.lost(reason);
      if (!this.#closed) this.#handOut();
    });
    return reader;
  }

  #give(job: Job, reader: Reader): void {
    clearTimeout(reader.idle);
    reader.job = job;
    void job.work(reader.caller).then(() => {
      if (reader.job !== job) return;
      reader.job = null;
      this.#handOut();
      if (reader.job === null && this.#readers.has(reader)) {
        reader.idle = setTimeout(() => this.#end(reader), IDLE_MS);
        reader.idle.unref();
      }
    });
  }

  #end(reader: Reader): void {
    this.#readers.delete(reader);
    clearTimeout(reader.idle);
    const { job } = reader;
    reader.job = null;
    reader.thread.dispose();
    job?.lost('closed');
  }
}

/** The heaviest; the first of several. */
function takeLargest(jobs: Job[]): Job | undefined {
  let largest = 0;
  jobs.forEach((job, at) => {
    if (job.weight > (jobs[largest]?.weight ?? 0)) largest = at;
  });
  return jobs.splice(largest, 1)[0];
}

function buffersOf(file: FileRef): readonly ArrayBuffer[] {
  if (file.kind !== 'bytes') return [];
  const { buffer } = file.bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === file.bytes.byteLength ? [buffer] : [];
}

/** What a script finds in its `workerData` when it is to be a reader. */
export interface ReaderData {
  readonly reader: { readonly stops: Int32Array };
}

/** A pool whose threads run `script` with {@link ReaderData}. */
export function readerPool(script: string): ReaderPool {
  return new ReaderPool((stops) =>
    startThread(script, { workerData: { reader: { stops } } satisfies ReaderData }),
  );
}
