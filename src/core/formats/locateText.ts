import type { RecordSpan } from './recordSpan.js';

/** Where a text stands inside a record: byte offset, and its line as the scanner counts lines. */
export interface Located {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly lineStart: number;
}

/**
 * The first place of `text` inside the record, for operations that no key of their own names.
 * `null` when it does not stand there letter by letter.
 */
export function locateText(bytes: Uint8Array, span: RecordSpan, text: string): Located | null {
  const needle = new TextEncoder().encode(text);
  const first = needle[0];
  if (first === undefined) return null;
  let { line, lineStart } = span;
  const last = span.offset + span.length - needle.length;
  for (let at = span.offset; at <= last; at++) {
    const byte = bytes[at];
    if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) {
      line++;
      lineStart = at + 1;
    } else if (byte === first && matches(bytes, at, needle)) {
      return { start: at, end: at + needle.length, line, lineStart };
    }
  }
  return null;
}

function matches(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let index = 1; index < needle.length; index++) if (bytes[at + index] !== needle[index]) return false;
  return true;
}
