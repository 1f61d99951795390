import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { wantedBits } from '../../../src/core/formats/kernel/kernel.js';
import { readRecords } from '../../../src/core/formats/readRecords.js';
import type { ReadEntry } from '../../../src/core/formats/recordsTally.js';
import { checkAccount, onlyPunctuation, type ScanWays, scan } from '../../support/accounting.js';
import { type Document, document, encode } from '../../support/documents.js';
import { mutate, mutation } from '../../support/mutations.js';
import { inPieces } from '../../support/streams.js';

async function readAll(bytes: Uint8Array, piece?: number) {
  const read: ReadEntry[] = [];
  const summary = await readRecords('file:///log', inPieces(bytes, piece), {
    wanted: null,
    wants: () => true,
    operationOf: (_, entry) => (entry as { eventName: string }).eventName,
    entry: (entry) => read.push(entry),
  });
  return { ...summary, read };
}

/** Every way in which a text may be read; all must find the same. */
const WAYS: readonly ScanWays[] = [
  { kernel: false },
  { kernel: true },
  { kernel: false, piece: 7 },
  { kernel: true, piece: 1 },
  { kernel: true, piece: 100 },
];

describe('record scanner', () => {
  it('finds what a naive reading finds: records, offsets, lines, columns', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.integer({ min: 1, max: 400 }), async (made: Document, piece) => {
        const { read, skipped, error, records } = await readAll(made.bytes, piece);
        assert.deepEqual(skipped, []);
        assert.equal(error, null);
        assert.equal(records, made.records.length);
        assert.deepEqual(
          read.map(({ entry, location: { offset, length, line, column, width } }) => ({
            value: entry,
            offset,
            length,
            line,
            column,
            width,
          })),
          made.records.map((record) => ({ ...record, value: JSON.parse(JSON.stringify(record.value)) })),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('tells where records stand, and leaves nothing but wrapping around them', () => {
    fc.assert(
      fc.property(document, (made: Document) => {
        const { records, all } = scan(made.bytes);
        assert.ok(records.every(({ nesting }) => nesting === made.nesting));
        if (made.nesting !== 'envelope') checkAccount(made.bytes, all, onlyPunctuation);
      }),
      { numRuns: 200 },
    );
  });

  it('finds the same with the kernel and without, whatever comes at a time, in whole texts and in damaged ones', () => {
    fc.assert(
      fc.property(document, fc.option(mutation), (made: Document, how) => {
        const text = how === null ? made.text : mutate(made.text, how);
        const bytes = encode(text.repeat(3));
        const [first, ...others] = WAYS.map((way) => scan(bytes, way));
        for (const other of others) assert.deepEqual(other, first);
      }),
      { numRuns: 600 },
    );
  });

  it('takes nothing from a text that was read before with the same kernel', () => {
    const whole = '{"eventSource":"s","eventName":"X"}';
    scan(encode(`${whole}{"eventSource":"s","eventName":"Y",`), { kernel: true });
    const text = encode(`${whole}{"eventSource":"s","eventName":5}`);
    assert.deepEqual(scan(text, { kernel: true }), scan(text));
  });

  it('has a kernel that is what its source gives', function () {
    this.timeout(60_000);
    execFileSync(process.execPath, ['test/kernel/generate.mjs', '--check'], { stdio: 'pipe' });
  });

  it('passes records that nobody wants and still counts them, with the kernel', async () => {
    const line = (name: string) => `{"eventSource":"s","eventName":"${name}"}\n`;
    const text = `${line('A').repeat(3)}${line('Wanted')}${line('B').repeat(2)}oops\n${line('WANTED')}`;
    const met: [number, string][] = [];
    const summary = await readRecords('file:///log', inPieces(encode(text), 50), {
      wanted: wantedBits(['Wanted']),
      wants: (_, operation) => operation.toLowerCase() === 'wanted',
      operationOf: (_, entry) => (entry as { eventName: string }).eventName,
      entry: ({ location: { record }, entry }) =>
        met.push([record, (entry as { eventName: string }).eventName]),
    });
    assert.deepEqual(met, [
      [3, 'Wanted'],
      [6, 'WANTED'],
    ]);
    assert.deepEqual([summary.records, summary.format], [7, 'cloudtrail-ndjson']);
    assert.deepEqual(summary.skipped, [{ offset: text.indexOf('oops'), length: 4, reason: 'not an object' }]);
  });

  it('takes of a time that stands twice the last text, with the kernel and without', () => {
    const text = encode(
      '{"eventSource":"s","eventName":"X","eventTime":"2024-03-05T10:00:00Z","eventTime":"2024-03-05T11:00:00Z","eventTime":""}'.repeat(
        3,
      ),
    );
    for (const way of WAYS) assert.equal(scan(text, way).times.from, '2024-03-05T11:00:00.000Z');
  });

  it('takes a key for one only where its value follows', () => {
    for (const way of WAYS) {
      const text = '{"a":["eventName","x"],"b":"eventSource","c":{"eventName":"y"},"d":"e"}';
      assert.deepEqual(
        scan(encode(text.repeat(2)), way).records.map(({ shape, name }) => [shape, name]),
        [
          [null, null],
          [null, null],
        ],
      );
    }
  });

  it('takes the last of two equal keys, as JSON.parse does', async () => {
    const { read } = await readAll(
      encode('{"eventSource":"s","eventName":"First","eventName":"Second"}'.repeat(2)),
    );
    assert.deepEqual(
      read.map(({ location }) => location.column),
      [53, 113],
    );
  });

  it('keeps a record that holds a list under an envelope’s key', () => {
    const { records } = scan(encode('{"eventName":"X","eventSource":"s","value":[{"a":1}],"records":[]}'));
    assert.equal(records.length, 1);
    assert.equal(records[0]?.offset, 0);
  });

  it('knows an envelope’s field from a record, even when it begins like one on a line of its own', () => {
    const text =
      '{"Records":[\n{"eventName":"X","eventSource":"s"}\n],"last":\n{"eventName":"Y","eventSource":"s"}}';
    const { records, skipped, end } = scan(encode(text));
    assert.deepEqual([records.length, skipped.length, end], [1, 0, null]);
  });

  it('reads envelopes one after another, and both lists of one', () => {
    const text =
      '{"Records":[{"a":1}]}\n{"x":1,"records":[{"a":2},{"a":3}],"value":[{"a":4}],"nextLink":null}';
    const { records, all, end } = scan(encode(text));
    assert.equal(end, null);
    assert.deepEqual(
      records.map(({ offset, length, nesting }) => [text.slice(offset, offset + length), nesting]),
      ['{"a":1}', '{"a":2}', '{"a":3}', '{"a":4}'].map((record) => [record, 'envelope']),
    );
    assert.equal(all.length, 4);
  });

  it('resolves escapes in an operation’s name before it decides', async () => {
    const wanted: string[] = [];
    await readRecords(
      'file:///log',
      inPieces(encode('{"operationName":"MICROSOFT.COMPUTE\\/SNAPSHOTS\\/WRITE","time":"x"}'.repeat(2))),
      {
        wanted: wantedBits([]),
        wants: (_, operation) => {
          wanted.push(operation);
          return false;
        },
        operationOf: () => 'MICROSOFT.COMPUTE/SNAPSHOTS/WRITE',
        entry: () => undefined,
      },
    );
    assert.deepEqual(wanted, Array(2).fill('MICROSOFT.COMPUTE/SNAPSHOTS/WRITE'));
  });

  it('reads a record in spite of a byte that is no UTF-8', async () => {
    const bytes = encode('{"eventName":"X","eventSource":"s","userAgent":"caf?"}');
    bytes[bytes.length - 3] = 0xe9;
    const { read, skipped } = await readAll(bytes);
    assert.deepEqual(skipped, []);
    assert.deepEqual(read[0]?.entry, { eventName: 'X', eventSource: 's', userAgent: 'caf\ufffd' });
  });
});
