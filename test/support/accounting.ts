import { strict as assert } from 'node:assert';
import { type ScanEnd, scanRecords } from '../../src/core/formats/recordScanner.js';
import type { RecordSpan } from '../../src/core/formats/recordSpan.js';

export interface Stretch {
  readonly offset: number;
  readonly length: number;
  /** Set for what was skipped. */
  readonly reason: string | null;
}

export interface Scanned {
  readonly records: readonly RecordSpan[];
  readonly skipped: readonly (Stretch & { readonly reason: string })[];
  /** Records and skipped stretches as they were told, in that order. */
  readonly all: readonly Stretch[];
  readonly end: ScanEnd;
}

export function scan(bytes: Uint8Array): Scanned {
  const records: RecordSpan[] = [];
  const skipped: (Stretch & { reason: string })[] = [];
  const all: Stretch[] = [];
  const end = scanRecords(bytes, {
    record(span) {
      records.push(span);
      all.push({ offset: span.offset, length: span.length, reason: null });
    },
    skipped(offset, length, reason) {
      skipped.push({ offset, length, reason });
      all.push({ offset, length, reason });
    },
  });
  return { records, skipped, all, end };
}

/**
 * Every byte is accounted for: stretches are in order and do not overlap, and between them stands only
 * wrapping. Envelopes have fields of their own, so where one may stand, `isWrapping` is the judge.
 */
export function checkAccount(
  bytes: Uint8Array,
  all: readonly Stretch[],
  isWrapping: (gap: string) => boolean = onlyPunctuation,
): void {
  const decoder = new TextDecoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (const { offset, length } of [...all, { offset: bytes.length, length: 0 }]) {
    assert.ok(offset >= at, `the stretch at ${offset} overlaps the one that ends at ${at}`);
    assert.ok(length > 0 || offset === bytes.length, `the stretch at ${offset} is empty`);
    const gap = decoder.decode(bytes.subarray(at, offset));
    assert.ok(isWrapping(gap), `lost without a word at ${at}: ${JSON.stringify(gap.slice(0, 100))}`);
    at = offset + length;
  }
  assert.equal(at, bytes.length);
}

export function onlyPunctuation(gap: string): boolean {
  return /^[\s,:[\]]*$/.test(gap);
}

/** As {@link onlyPunctuation}, but with an envelope's braces, keys and fields. */
export function punctuationOrFields(gap: string): boolean {
  return onlyPunctuation(gap) || /["{}]/.test(gap);
}
