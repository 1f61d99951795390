import { createGunzip } from 'node:zlib';
import { InflatedBytes } from './inflatedBytes.js';

/** More than this is no log that anybody exported in one file, and does not fit into one buffer. */
const MAX_INFLATED_BYTES = 2 * 1024 * 1024 * 1024;
/**
 * zlib gives out nothing of the piece in which it meets damage. So a damaged file is inflated
 * again, in ever smaller pieces from the one with the damage on: everything before it is kept.
 */
const PIECES = [256 * 1024, 1024, 1] as const;

export interface Inflated {
  readonly bytes: Uint8Array;
  readonly error: string | null;
}

/** Inflates all members of a gzip file, up to `max` bytes; on damage keeps what came out before. See `AnalyzerPlatform`. */
export async function gunzipNode(
  bytes: Uint8Array,
  goOn: (beginning: Uint8Array) => boolean = () => true,
  max = MAX_INFLATED_BYTES,
): Promise<Inflated> {
  const starts: number[] = [];
  for (;;) {
    const { consumed, result } = await inflate(bytes, starts, goOn, max);
    const last = starts.length === PIECES.length - 1;
    if (result.error === null || last || consumed >= bytes.length) return result;
    starts.push(consumed);
  }
}

/** `starts[n]` is where pieces of size `PIECES[n + 1]` begin; `consumed` is what went in before the error. */
async function inflate(
  bytes: Uint8Array,
  starts: readonly number[],
  goOn: (beginning: Uint8Array) => boolean,
  max: number,
): Promise<{ readonly consumed: number; readonly result: Inflated }> {
  // Large pieces of output: joining many small ones costs more than inflating them.
  const gunzip = createGunzip({ chunkSize: 1024 * 1024 });
  const inflated = new InflatedBytes(goOn, max);
  let consumed = 0;
  let error: string | null = null;
  gunzip.on('data', (chunk: Uint8Array) => {
    if (error !== null) return;
    error = inflated.add(chunk);
    if (error === null) return;
    // What is not kept needs no second look.
    consumed = bytes.length;
    gunzip.destroy();
  });
  const ended = new Promise<void>((resolve) => {
    gunzip.on('error', (failure) => {
      error ??= failure.message;
      resolve();
    });
    gunzip.on('close', resolve);
    gunzip.on('end', resolve);
  });
  while (error === null && consumed < bytes.length) {
    const level = starts.filter((start) => start <= consumed).length;
    const end = Math.min(consumed + (PIECES[level] ?? 1), starts[level] ?? bytes.length);
    const piece = bytes.subarray(consumed, end);
    await Promise.race([new Promise<void>((resolve) => gunzip.write(piece, () => resolve())), ended]);
    if (error === null) consumed = end;
  }
  if (error === null) gunzip.end();
  await ended;
  return { consumed, result: { bytes: inflated.bytes(), error } };
}
