import { strict as assert } from 'node:assert';
import type { ReadInput } from '../../src/core/analysis/conclude.js';
import { KNOWN } from '../../src/core/analysis/readInput.js';
import { asUtf8, type TextEncoding } from '../../src/core/formats/containers/utf8.js';
import { layOut } from '../../src/core/formats/layOut.js';
import { readRecords } from '../../src/core/formats/readRecords.js';
import { SNIFF_BYTES, sniff } from '../../src/core/formats/sniff.js';
import { type TextKindId, textKind } from '../../src/core/formats/texts/kinds.js';
import { isParquet } from '../../src/core/formats/texts/parquet.js';
import { isObject } from '../../src/core/providers/json.js';
import type { Draft } from '../../src/core/providers/normalise.js';
import { entryReader } from '../../src/core/providers/readRecord.js';
import { checkAccount, scan, stretchesOf } from '../support/accounting.js';
import { type Everything, readEverything, type TellingRecord } from '../support/everything.js';
import { collect, inPieces } from '../support/streams.js';
import type { Dice } from './dice.js';
import { judgeOf } from './wrappings.js';

/** How a text is written, and what it says. */
interface Written {
  readonly bytes: Buffer;
  readonly encoding: TextEncoding;
  readonly kind: TextKindId;
  /** As the editor sees it, without a byte order mark. */
  readonly text: string;
  /** No byte was replaced by U+FFFD: only then does the editor count as the bytes do. */
  readonly isSound: boolean;
}

/** Holds what was read of a text, whole and in its own encoding, to what its bytes say. @throws AssertionError */
export async function checkText(bytes: Buffer, known: ReadInput, dice: Dice): Promise<void> {
  if (isParquet(bytes)) return;
  const { uri } = known.summary;
  const read = (sizes: readonly number[]) =>
    readEverything((reader) => readRecords(uri, inSizes(bytes, sizes), reader));
  const whole = await read([]);
  const split = await read(
    Array.from({ length: 1 + dice.below(4) }, () => 1 + dice.below(dice.one([4, 100, 2000]))),
  );
  assert.deepEqual(split, whole, 'the pieces in which a text comes change what is read');

  const written = await writtenAs(bytes);
  checkEveryByte(written, whole);
  checkPlaces(written, whole);
  checkWanted(whole, known);
  if (written.kind === 'json' && dice.oneIn(4)) checkKernel(Buffer.from(written.text), dice);
  if (dice.oneIn(12)) await checkLaidOut(bytes, whole, known);
  sniff(bytes.subarray(0, SNIFF_BYTES));
}

/** Every byte is in a record, in what was skipped, or in the wrapping between them. @throws AssertionError */
export function checkEveryByte({ bytes, encoding, kind }: Written, whole: Everything): void {
  const { records, skipped, error } = whole.summary;
  if (records === 0) {
    const [first, ...others] = skipped;
    assert.deepEqual([first?.offset ?? 0, first?.length ?? 0, others], [0, bytes.length, []]);
    return;
  }
  const halfUnit = error?.includes('half a UTF-16 unit') ? 1 : 0;
  const stretches = stretchesOf(readably(bytes, encoding), whole, (utf8) => encoded(utf8, encoding));
  checkAccount(bytes.subarray(0, bytes.length - halfUnit), stretches, judgeOf(kind), encoding);
}

async function* inSizes(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    // A copy, so that nobody reads on behind a piece.
    yield Uint8Array.from(bytes.subarray(at, at + size));
    at += size;
  }
}

/** What `bytes` say as a text. */
export async function writtenAs(bytes: Buffer): Promise<Written> {
  const utf8 = asUtf8(inPieces(bytes));
  const content = (await collect(utf8.bytes)).bytes;
  const encoding = utf8.encoding();
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const mark = utf8.taken();
  const isSound = encoded(Buffer.from(text), encoding).equals(bytes.subarray(mark));
  return { bytes, encoding, kind: textKind(content.subarray(0, SNIFF_BYTES)), text, isSound };
}

/** The same bytes, but that half a surrogate pair is the character that stands for it where it is read. */
function readably(bytes: Buffer, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return bytes;
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return encoded(Buffer.from(text), encoding);
}

function encoded(utf8: Uint8Array, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(utf8);
  const units = Buffer.from(Buffer.from(utf8).toString(), 'utf16le');
  return encoding === 'utf-16le' ? units : units.swap16();
}

/** Every place leads back to the record's bytes and, in the editor, to the name of the operation. */
function checkPlaces({ bytes, encoding, isSound, text }: Written, { records }: Everything): void {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const lines = text.split(/\r\n|\r|\n/);
  for (const [number, { bytes: utf8, entries }] of records.entries()) {
    for (const { location, name, entry, cloud } of entries) {
      const { offset, length, line, column, width } = location;
      assert.ok(location.record >= number && length > 0 && offset + length <= bytes.length);
      if (!isSound) continue;
      assert.equal(
        decoder.decode(bytes.subarray(offset, offset + length)),
        Buffer.from(utf8).toString(),
        'a location leads to other bytes',
      );
      if (name === null) continue;
      const written = Buffer.from(utf8.subarray(name.start, name.end)).toString();
      // In a cell of a table a name may be of several lines.
      const [firstLine = ''] = written.split(/[\r\n]/);
      const shown = lines[line - 1]?.slice(column - 1, column - 1 + firstLine.length);
      assert.equal(shown, firstLine, 'the editor shows something else there');
      assert.equal(width, written.length);
      const operation = KNOWN.operationOf(cloud, entry);
      assert.ok(
        operation === null || written === operation || unescaped(written) === operation,
        `${written} stands where the name ${operation} should`,
      );
    }
  }
}

/** A row of LookupEvents names its operation itself, whatever the event inside says; `null` for anything else. */
function rowName(record: Uint8Array): string | null {
  const text = Buffer.from(record).toString();
  if (!text.startsWith('{') || !text.includes('"CloudTrailEvent"')) return null;
  const row: unknown = JSON.parse(text);
  return isObject(row) && typeof row['EventName'] === 'string' ? row['EventName'] : null;
}

function unescaped(text: string): string | null {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return null;
  }
}

/** Who wants only what the catalogue knows is told the same of it. */
function checkWanted({ summary, records }: Everything, known: ReadInput): void {
  const isUnwanted = ({ bytes }: TellingRecord) => {
    const name = rowName(bytes);
    return name !== null && !KNOWN.wants('aws', name);
  };
  const unwanted = new Set(records.filter(isUnwanted).map(({ entries }) => entries[0]?.location.offset));
  const wanted = (draft: Draft) => !unwanted.has(draft.event.locations[0]?.offset);
  const read = entryReader();
  const drafts = records.flatMap(({ entries }) => entries.flatMap((entry) => read(entry) ?? []));
  assert.deepEqual(
    known.drafts.filter(wanted),
    drafts.filter(wanted),
    'what is told depends on what is wanted',
  );
  const { records: count, skipped } = known.summary;
  // A record that nobody wants is counted without being read, so that it need not be sound.
  assert.ok(count >= summary.records, 'a record is lost for who does not want it');
  if (count === summary.records) assert.deepEqual(skipped, summary.skipped);
  if (summary.records === 0) return;
  const { from, to } = known.summary;
  assert.deepEqual(
    { from, to, hours: known.hours },
    summary.times,
    'when there are records depends on what is wanted',
  );
}

/** The kernel and the scanner without it find the same. */
function checkKernel(bytes: Buffer, dice: Dice): void {
  const told = scan(bytes);
  // Here every piece has the whole window looked at again.
  const piece = Math.ceil(bytes.length / 100) + dice.below(1000);
  assert.deepEqual(scan(bytes, { kernel: true, piece: piece || 1 }), told, 'the kernel finds something else');
}

async function checkLaidOut(bytes: Buffer, { summary }: Everything, { drafts }: ReadInput): Promise<void> {
  const laidOut = await layOut((reader) => readRecords('file:///x', inPieces(bytes), reader), KNOWN);
  assert.deepEqual([laidOut.records, laidOut.shown], [summary.records, summary.records]);
  const numbers = new Set(laidOut.marks.map(({ record }) => record));
  for (const { record } of drafts.flatMap(({ event }) => event.locations))
    assert.ok(numbers.has(record), `record ${record} has no mark`);
}
