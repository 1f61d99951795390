import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type ReadRecord, readRecords } from '../../../src/core/formats/readRecords.js';
import { checkAccount, onlyPunctuation, scan } from '../../support/accounting.js';
import { type Document, document, encode } from '../../support/documents.js';

function readAll(bytes: Uint8Array) {
  const records: ReadRecord[] = [];
  const summary = readRecords('file:///log', bytes, {
    wants: () => true,
    shapeOfValue: () => null,
    operationOf: () => null,
    record: (record) => records.push(record),
  });
  return { ...summary, read: records };
}

describe('record scanner', () => {
  it('finds what a naive reading finds: records, offsets, lines, columns', () => {
    fc.assert(
      fc.property(document, (made: Document) => {
        const { read, skipped, error, records } = readAll(made.bytes);
        assert.deepEqual(skipped, []);
        assert.equal(error, null);
        assert.equal(records, made.records.length);
        assert.deepEqual(
          read.map(({ value, location: { offset, length, line, column, width } }) => ({
            value,
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

  it('agrees with the text on every line, whatever ends it', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const { records } = scan(encode(['[', '{"a":1},', '', '{"eventName":', '"X"}', ']'].join(eol)));
      assert.deepEqual(
        records.map(({ line, marks }) => [line, marks[0]?.line]),
        [
          [1, undefined],
          [3, 4],
        ],
      );
    }
  });

  it('takes a key for one only where its value follows', () => {
    const [record] = scan(
      encode('{"a":["eventName","x"],"b":"eventSource","c":{"eventName":"y"},"d":"e"}'),
    ).records;
    assert.deepEqual(record?.marks, []);
  });

  it('takes the last of two equal keys, as JSON.parse does', () => {
    const { read } = readAll(encode('{"eventSource":"s","eventName":"First","eventName":"Second"}'));
    assert.equal(read[0]?.location.column, 53);
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
      records.map(({ offset, length, envelope }) => [text.slice(offset, offset + length), envelope]),
      [
        ['{"a":1}', 'Records'],
        ['{"a":2}', 'records'],
        ['{"a":3}', 'records'],
        ['{"a":4}', 'value'],
      ],
    );
    assert.equal(all.length, 4);
  });

  it('resolves escapes in an operation’s name before it decides', () => {
    const wanted: string[] = [];
    readRecords(
      'file:///log',
      encode('{"operationName":"MICROSOFT.COMPUTE\\/SNAPSHOTS\\/WRITE","time":"x"}'),
      {
        wants: (_, operation) => {
          wanted.push(operation);
          return false;
        },
        shapeOfValue: () => null,
        operationOf: () => null,
        record: () => undefined,
      },
    );
    assert.deepEqual(wanted, ['MICROSOFT.COMPUTE/SNAPSHOTS/WRITE']);
  });

  it('reads a record in spite of a byte that is no UTF-8', () => {
    const bytes = encode('{"eventName":"X","eventSource":"s","userAgent":"caf?"}');
    bytes[bytes.length - 3] = 0xe9;
    const { read, skipped } = readAll(bytes);
    assert.deepEqual(skipped, []);
    assert.deepEqual(read[0]?.value, { eventName: 'X', eventSource: 's', userAgent: 'caf\ufffd' });
  });
});
