import type { ByteRange } from './recordSpan.js';
import { startsWith } from './resync.js';

/**
 * The first place of `text` inside a record from byte `from` on, for operations that no key of their own names.
 * `null` when it does not stand there letter by letter.
 */
export function locateText(record: Uint8Array, text: string, from = 0): ByteRange | null {
  const needle = new TextEncoder().encode(text);
  const [first] = needle;
  if (first === undefined) return null;
  for (let start = record.indexOf(first, from); start >= 0; start = record.indexOf(first, start + 1)) {
    if (startsWith(record, start, needle)) return { start, end: start + needle.length };
  }
  return null;
}
