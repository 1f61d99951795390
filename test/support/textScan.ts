import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { TextRecord, TextRecordScanner } from '../../src/core/formats/texts/textRecords.js';
import { checkAccount } from './accounting.js';

export interface ScannedText {
  readonly records: readonly TextRecord[];
  /** Neighbours with one reason are joined: where a piece ended is nobody's business. */
  readonly skipped: readonly { readonly offset: number; readonly length: number; readonly reason: string }[];
  readonly end: string | null;
}

/** Reads `bytes` in pieces of the given sizes, over and over; `isWrapping` judges what stands between records. */
export function scanText(
  scanner: TextRecordScanner,
  bytes: Uint8Array,
  sizes: readonly number[],
  isWrapping: (gap: string) => boolean,
): ScannedText {
  const records: TextRecord[] = [];
  const skipped: { offset: number; length: number; reason: string }[] = [];
  const all: { offset: number; length: number; reason: string | null }[] = [];
  const sink = {
    record(record: TextRecord) {
      records.push(record);
      all.push({ offset: record.offset, length: record.length, reason: null });
    },
    skipped(offset: number, length: number, reason: string) {
      all.push({ offset, length, reason });
      const before = skipped.at(-1);
      if (before?.reason === reason && before.offset + before.length === offset) before.length += length;
      else skipped.push({ offset, length, reason });
    },
  };
  let done = 0;
  for (let read = 0, piece = 0; read < bytes.length; piece++) {
    read = Math.min(bytes.length, read + Math.max(1, sizes[piece % sizes.length] ?? bytes.length));
    // A copy, so that a scanner that keeps or reads more than its window is found out.
    const window = bytes.slice(done, read);
    const used = scanner.scan(window, done, read === bytes.length, sink);
    window.fill(0);
    assert.ok(used >= 0 && used <= window.length, `${used} of ${window.length} bytes are done with`);
    done += used;
  }
  assert.equal(done, bytes.length, 'the last window is done with');
  checkAccount(bytes, all, isWrapping);
  return { records, skipped, end: scanner.end() };
}

/** Ways to split a text into pieces. */
export const pieceSizes: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constant([Number.MAX_SAFE_INTEGER]),
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
);
