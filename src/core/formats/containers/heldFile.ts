import type { InputFile } from '../byteStream.js';

/** A file whose bytes are in memory in pieces, as they came. */
export function fileOfPieces(pieces: readonly Uint8Array[]): InputFile {
  const starts: number[] = [];
  let size = 0;
  for (const piece of pieces) {
    starts.push(size);
    size += piece.length;
  }
  return {
    size,
    async read(offset, length) {
      const end = Math.min(offset + length, size);
      let index = lastAtOrBefore(starts, offset);
      const first = pieces[index]?.subarray(offset - (starts[index] ?? 0));
      if (first === undefined || offset >= end) return new Uint8Array();
      if (first.length >= end - offset) return first.subarray(0, end - offset);
      const bytes = new Uint8Array(end - offset);
      bytes.set(first);
      for (let at = first.length; at < bytes.length; ) {
        const part = pieces[++index]?.subarray(0, bytes.length - at) ?? new Uint8Array();
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    },
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
