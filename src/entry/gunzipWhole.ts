import { type ByteStream, Damaged } from '../core/formats/byteStream.js';
import { InflatedBytes } from './inflatedBytes.js';

/**
 * TO BE REMOVED with `AnalyzerPlatform.gunzip` (and `inflatedBytes.ts` with it), when the analyzer reads streams:
 * collects what `gunzip` gives, up to `max` bytes. See `AnalyzerPlatform`.
 */
export async function gunzipWhole(
  gunzip: (source: ByteStream) => ByteStream,
  packed: Uint8Array,
  goOn: (beginning: Uint8Array) => boolean,
  max: number,
): Promise<{ readonly bytes: Uint8Array; readonly error: string | null }> {
  const inflated = new InflatedBytes(goOn, max);
  try {
    for await (const piece of gunzip(once(packed))) {
      const error = inflated.add(piece);
      if (error !== null) return { bytes: inflated.bytes(), error };
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { bytes: inflated.bytes(), error: error.message };
  }
  return { bytes: inflated.bytes(), error: null };
}

function once(packed: Uint8Array): ByteStream {
  return {
    async *[Symbol.asyncIterator]() {
      yield packed;
    },
  };
}
