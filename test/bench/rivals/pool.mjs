/**
 * Work over the pieces of files, on as many threads as there are cores, this one among them: a thread that only
 * waits would cost a start and memory for nothing. Used as `pool(import.meta.url, folder, work)` by a script that
 * is its own worker. Prints the sum of what `work` answered.
 */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Plain files are shared out in pieces of this size; gzip files have to be taken whole. */
const PIECE = 8 * 1024 * 1024;

/** @typedef {{ readonly path: string, readonly start: number, readonly end: number, readonly size: number }} Piece */

/**
 * @param {string} script
 * @param {string} folder
 * @param {boolean} split whether `work` can do with a part of a plain file
 * @param {(piece: Piece) => number | Promise<number>} work
 */
export async function pool(script, folder, split, work) {
  const { pieces, taken } = isMainThread
    ? { pieces: piecesOf(folder, split), taken: new Int32Array(new SharedArrayBuffer(4)) }
    : workerData;
  const others = isMainThread ? startOthers(script, { pieces, taken }) : [];
  let sum = 0;
  for (let at = Atomics.add(taken, 0, 1); at < pieces.length; at = Atomics.add(taken, 0, 1)) {
    const done = await work(pieces[at]);
    sum += done;
  }
  if (isMainThread) {
    for (const other of others) sum += await other;
    console.log(sum);
  } else parentPort?.postMessage(sum);
}

function startOthers(script, data) {
  const count = Math.min(availableParallelism(), data.pieces.length) - 1;
  return Array.from({ length: count }, () => {
    const worker = new Worker(new URL(script), { argv: process.argv.slice(2), workerData: data });
    return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  });
}

/** @returns {Piece[]} the large ones first, so that no thread ends long after the others */
function piecesOf(folder, split) {
  const pieces = [];
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(name));
    const stat = statSync(path);
    if (!stat.isFile()) continue;
    const step = split && !path.endsWith('.gz') ? PIECE : stat.size;
    for (let start = 0; start < stat.size; start += step)
      pieces.push({ path, start, end: Math.min(start + step, stat.size), size: stat.size });
  }
  return pieces.sort((a, b) => b.end - b.start - (a.end - a.start));
}

/** Buffers that are read into again and again: fresh memory costs more than reading does. */
let reused = Buffer.alloc(0);

/**
 * The bytes of a piece; they are good until the next call.
 * @param {Piece} piece
 * @param {number} [beyond] how many bytes after its end to read as well
 */
export function bytesOf({ path, start, end, size }, beyond = 0) {
  const wanted = Math.min(end + beyond, size) - start;
  if (reused.length < wanted) reused = Buffer.allocUnsafeSlow(wanted);
  const file = openSync(path, 'r');
  let length = 0;
  for (;;) {
    const read = readSync(file, reused, length, wanted - length, start + length);
    length += read;
    if (read === 0 || length === wanted) break;
  }
  if (length < wanted) throw new Error(`${path} shrank to ${fstatSync(file).size}`);
  closeSync(file);
  return reused.subarray(0, length);
}

/**
 * How much is inflated at a time. Measured against 16 KiB to 4 MiB and against one buffer of the whole file's size,
 * with `gunzipSync` and with streams: smaller pieces cost calls, larger ones fresh memory.
 */
export const INFLATED_PIECE = 256 * 1024;
