import { strict as assert } from 'node:assert';
import type { TextEncoding } from '../../src/core/formats/containers/utf8.js';
import { Kernel } from '../../src/core/formats/kernel/kernel.js';
import type { MarkedShape, Nesting } from '../../src/core/formats/recordShape.js';
import type { ByteRange, ScanSink } from '../../src/core/formats/recordSpan.js';
import { type RecordsReader, RecordsTally, type RecordTimes } from '../../src/core/formats/recordsTally.js';
import { RecordScanner } from '../../src/core/formats/texts/recordScanner.js';
import { TextWindow } from '../../src/core/formats/texts/textWindow.js';
import type { Everything } from './everything.js';

export interface Stretch {
  readonly offset: number;
  readonly length: number;
  /** Set for what was skipped. */
  readonly reason: string | null;
}

export interface ScannedRecord {
  readonly offset: number;
  readonly length: number;
  readonly nesting: Nesting;
  readonly shape: MarkedShape | null;
  readonly name: ByteRange | null;
}

export interface Scanned {
  readonly records: readonly ScannedRecord[];
  readonly skipped: readonly (Stretch & { readonly reason: string })[];
  /** Records and skipped stretches as they were told, in that order; neighbours skipped for one reason are one. */
  readonly all: readonly Stretch[];
  readonly end: string | null;
  /** When there are records whose operation their keys name. */
  readonly times: RecordTimes;
}

export interface ScanWays {
  /** Bytes that come at a time; all at once when left out. */
  readonly piece?: number;
  readonly kernel?: boolean;
}

const NOBODY: RecordsReader = {
  wanted: null,
  wants: () => false,
  operationOf: () => null,
  entry: () => undefined,
};

/** Scans a text; a byte order mark before it is no part of it. */
export function scan(
  bytes: Uint8Array,
  { piece = bytes.length || 1, kernel = false }: ScanWays = {},
): Scanned {
  const records: ScannedRecord[] = [];
  const skipped: { offset: number; length: number; reason: string }[] = [];
  const all: { offset: number; length: number; reason: string | null }[] = [];
  const taken = kernel ? Kernel.take(null) : null;
  if (kernel) assert.ok(taken, 'this host has a kernel');
  const tally = new RecordsTally('file:///log', NOBODY, (offset) => ({ offset, line: 1, column: 1 }));
  const sink: ScanSink = {
    stamped: (stamp) => tally.stamped(stamp),
    record({ offset, bytes: { length }, nesting, shape, name }) {
      records.push({ offset, length, nesting, shape, name });
      all.push({ offset, length, reason: null });
    },
    passed: () => assert.fail('every record is wanted'),
    passedOf: () => assert.fail('every record is wanted'),
    skipped(offset, length, reason) {
      const last = all.at(-1);
      if (last?.reason === reason && last.offset + last.length === offset) {
        last.length += length;
      } else {
        const stretch = { offset, length, reason };
        skipped.push(stretch);
        all.push(stretch);
      }
    },
  };
  const scanner = new RecordScanner({ kernel: taken });
  const start = startOf(bytes);
  const window = new TextWindow(taken, start);
  for (let at = start; at < bytes.length; at += piece) {
    window.append(bytes.subarray(at, at + piece));
    window.drop(scanner.scan(window.view, window.base, false, sink));
  }
  scanner.scan(window.view, window.base, true, sink);
  taken?.release();
  return { records, skipped, all, end: scanner.end(), times: tally.times };
}

/**
 * Every byte is accounted for: stretches are in order and do not overlap, and between them stands only
 * wrapping. Envelopes have fields of their own, so where one may stand, `isWrapping` is the judge.
 */
export function checkAccount(
  bytes: Uint8Array,
  all: readonly Stretch[],
  isWrapping: (gap: string) => boolean = onlyPunctuation,
  encoding: TextEncoding = 'utf-8',
): void {
  const decoder = new TextDecoder(encoding);
  let at = encoding === 'utf-8' ? startOf(bytes) : 0;
  for (const { offset, length } of [...all, { offset: bytes.length, length: 0 }]) {
    assert.ok(offset >= at, `the stretch at ${offset} overlaps the one that ends at ${at}`);
    assert.ok(length > 0 || offset === bytes.length, `the stretch at ${offset} is empty`);
    const gap = decoder.decode(bytes.subarray(at, offset));
    assert.ok(isWrapping(gap), `lost without a word at ${at}: ${JSON.stringify(gap.slice(0, 100))}`);
    at = offset + length;
  }
  assert.equal(at, bytes.length);
}

function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

export function onlyPunctuation(gap: string): boolean {
  return /^[\s,:[\]]*$/.test(gap);
}

/** As {@link onlyPunctuation}, but with an envelope's braces, keys and fields. */
export function punctuationOrFields(gap: string): boolean {
  return onlyPunctuation(gap) || /["{}]/.test(gap);
}

/**
 * Where all records stand and what was skipped, in order. A record without entries has no location: it is looked for
 * behind the one before it. What is skipped of a record that was told as well, because what it carries is
 * spoiled, counts once.
 */
export function stretchesOf(bytes: Uint8Array, { summary, records }: Everything, encode = asItIs): Stretch[] {
  const skipped = summary.skipped.map(({ offset, length, reason }) => ({ offset, length, reason }));
  const text = Buffer.from(bytes);
  let at = 0;
  const told = records.map((record, index): Stretch => {
    const location = record.entries[0]?.location;
    const { length } = location ?? encode(record.bytes);
    let offset = location?.offset ?? -1;
    for (let from = at; offset < 0; from++) {
      from = text.indexOf(encode(record.bytes), from);
      assert.ok(from >= 0, `record ${index} does not stand where it should`);
      // The same text may stand inside of another, where a record does not begin.
      if (isInWord(text, from)) continue;
      if (!skipped.some((skip) => skip.offset <= from && from < skip.offset + skip.length)) offset = from;
    }
    at = offset + length;
    return { offset, length, reason: null };
  });
  const spoiled = new Set(skipped.map(({ offset }) => offset));
  const whole = told.filter(({ offset }) => !spoiled.has(offset));
  return [...whole, ...skipped].sort((a, b) => a.offset - b.offset);
}

/** Whether a letter or digit stands at `at` and before it, in whatever encoding: `null{` is a word and an object. */
function isInWord(text: Buffer, at: number): boolean {
  const isInWords = (byte: number) => /[A-Za-z0-9]/.test(String.fromCharCode(byte));
  return isInWords(text[at] || text[at + 1] || 0) && isInWords(text[at - 1] || text[at - 2] || 0);
}

function asItIs(bytes: Uint8Array): Uint8Array {
  return bytes;
}
