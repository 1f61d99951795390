import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import Papa from 'papaparse';
import { CsvScanner, isCsv } from '../../../../src/core/formats/texts/csv.js';
import { MAX_RECORD_BYTES } from '../../../../src/core/formats/texts/textRecords.js';
import { encode } from '../../../support/documents.js';
import { mutate, mutation } from '../../../support/mutations.js';
import { pieceSizes, scanText } from '../../../support/textScan.js';

const HEADER = 'eventTime,eventName,eventSource';
const ROW = '2024-05-01T10:00:00Z,CreateSnapshot,ec2.amazonaws.com';
const WHOLE = [Number.MAX_SAFE_INTEGER];

const lineBreaksOrHeader = (header: string) => (gap: string) =>
  gap
    .replaceAll(header, '')
    .replace(/^sep=.[\r\n]/, '')
    .replace(/[\r\n]/g, '') === '';

function scanCsv(text: string, sizes: readonly number[] = WHOLE, header = text.split(/[\r\n]/)[0] ?? '') {
  return scanText(new CsvScanner(), encode(text), sizes, lineBreaksOrHeader(header));
}

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    '',
    '"',
    '""',
    '",',
    ',"',
    '\r\n',
    '\n',
    '\r',
    ';',
    '\t',
    ' "',
    '{"eventName":"X"}',
    'a\n\nb',
    `\n${ROW}\n`,
  ),
);

/** A table as a writer of its own writes it: text that shares nothing with the scanner. */
const table = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    eol: fc.constantFrom('\n', '\r\n', '\r'),
    separatorLine: fc.boolean(),
    quoteAll: fc.boolean(),
    lastBreak: fc.boolean(),
    blankLines: fc.boolean(),
    rows: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }),
  })
  .map(({ delimiter, eol, separatorLine, quoteAll, lastBreak, blankLines, rows }) => {
    const write = (text: string) =>
      quoteAll || /["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const header = ['eventTime', 'eventName', 'eventSource'].map(write).join(delimiter);
    let text = `${separatorLine ? `sep=${delimiter}${eol}` : ''}${header}`;
    const expected: { offset: number; length: number; value: Record<string, string> }[] = [];
    for (const [eventTime = '', eventName = '', eventSource = ''] of rows) {
      const row = [eventTime, eventName, eventSource].map(write).join(delimiter);
      text += eol + (blankLines ? eol : '');
      if (eventTime + eventName + eventSource !== '') {
        expected.push({
          offset: encode(text).length,
          length: encode(row).length,
          value: { eventTime, eventName, eventSource },
        });
      }
      text += row;
    }
    return { text: text + (lastBreak ? eol : ''), header, delimiter, eol, expected };
  });

describe('csv', () => {
  it('finds every row with its exact bytes, however the text is split', () => {
    fc.assert(
      fc.property(table, pieceSizes, ({ text, header, expected }, sizes) => {
        const { records, skipped, end } = scanCsv(text, sizes, header);
        assert.deepEqual(records, expected);
        assert.deepEqual(
          skipped.filter(({ reason }) => reason !== 'a row of empty cells'),
          [],
        );
        assert.equal(end, null);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads the cells that Papa Parse reads', () => {
    fc.assert(
      fc.property(table, ({ text, header, delimiter, eol }) => {
        const { data } = Papa.parse<string[]>(text, { delimiter, newline: eol, skipEmptyLines: true });
        const rows = data.filter((cells) => !cells[0]?.startsWith('sep=') && cells[1] !== 'eventName');
        assert.deepEqual(
          scanCsv(text, WHOLE, header).records.map(({ value }) => Object.values(value)),
          rows.filter((cells) => cells.join('') !== ''),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, hangs or loses a byte on broken text, and tells the same however it is split', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        pieceSizes,
        (made, how, sizes) => {
          const body = how.reduce(
            mutate,
            made.text.slice(made.text.indexOf(made.header) + made.header.length),
          );
          const text = `${made.header}\n${body}`;
          const split = scanCsv(text, sizes, made.header);
          assert.deepEqual(split, scanCsv(text, WHOLE, made.header));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('goes on after a row of too few or too many cells', () => {
    const { records, skipped } = scanCsv([HEADER, 'a,b', ROW, 'a,b,c,"d\ne"', ROW].join('\n'));
    assert.equal(records.length, 2);
    assert.deepEqual(
      skipped.map(({ length, reason }) => [length, reason]),
      [
        [3, 'a row of 2 cells below 3 columns'],
        [11, 'a row of 4 cells below 3 columns'],
      ],
    );
  });

  it('goes on at the next good row after a quote that is not closed, and says why', () => {
    const quoted = '"2024-05-01T10:00:00Z","CreateSnapshot","ec2.amazonaws.com"';
    for (const row of [ROW, quoted]) {
      for (const [broken, reason] of [
        ['a,b,"c', row === ROW ? 'a quote that is not closed' : 'text after a closing quote'],
        ['"a"b,c,d', 'text after a closing quote'],
        ['a,b,"{"eventName":"X"}"', 'text after a closing quote'],
      ] as const) {
        const { records, skipped, end } = scanCsv([HEADER, row, broken, row, row, ''].join('\n'));
        assert.equal(records.length, 3, broken);
        assert.deepEqual(skipped, [
          { offset: HEADER.length + row.length + 2, length: broken.length + 1, reason },
        ]);
        assert.equal(end, null);
      }
    }
    const { records, end } = scanCsv(`${HEADER}\n${ROW}\na,b,"cut off he`);
    assert.equal(records.length, 1);
    assert.equal(end, 'the text ends inside a quoted cell');
  });

  it('never holds more than a record’s worth of bytes back', () => {
    const large = 'x'.repeat(MAX_RECORD_BYTES);
    for (const row of [`a,b,${large}`, `a,b,"${large}\n${large}"`, `a,b,"${large}`, large.repeat(3)]) {
      const bytes = encode(`${HEADER}\n${ROW}\n${row}\n${ROW}\n`);
      const told = scanText(new CsvScanner(), bytes, [1024 * 1024], lineBreaksOrHeader(HEADER));
      assert.equal(told.records.length, 2);
      assert.match(told.skipped[0]?.reason ?? '', /more than 4194304 bytes/);
    }
  });

  it('names every column, and takes no two for one', () => {
    const header = 'eventName,,eventSource,eventName,eventName (2), ,__proto__';
    const { records } = scanCsv(`${header}\na,b,c,d,e,f,g`);
    assert.deepEqual(Object.entries(records[0]?.value ?? {}), [
      ['eventName', 'a'],
      ['column 2', 'b'],
      ['eventSource', 'c'],
      ['eventName (2)', 'd'],
      ['eventName (2) (2)', 'e'],
      ['column 6', 'f'],
      ['__proto__', 'g'],
    ]);
  });

  it('takes a repeated header for the joint of two files, and an unknown one for no log', () => {
    assert.equal(scanCsv([HEADER, ROW, HEADER, ROW].join('\r\n')).records.length, 2);
    const other = 'name,price\nbolt,3\n';
    const { records, skipped } = scanCsv(other, WHOLE, 'nothing');
    assert.deepEqual(records, []);
    assert.deepEqual(skipped, [
      {
        offset: 0,
        length: other.length,
        reason: 'the first row does not name the columns of a known export',
      },
    ]);
  });

  it('is told by its header alone', () => {
    for (const header of [
      'Event name,Event time,User name,Event source,Resource type,Resource name',
      '\ufeff"Event name","Event time","Event source"'.slice(1),
      '"eventversion","useridentity","eventtime","eventsource","eventname"',
      'sep=;\r\nCorrelation id;Operation name;Status;Event category;Event initiated by',
      '\n\nTenantId,OperationNameValue,"TimeGenerated [UTC]",Properties',
      'TimeGenerated\tOperationNameValue\tCaller',
      'insertId,logName,protoPayload.methodName,timestamp',
      'protopayload_auditlog_methodname,timestamp',
      'timestamp,principal_email,method_name',
    ]) {
      assert.ok(isCsv(encode(`${header}\n`)), header);
      assert.ok(isCsv(encode(header)), header);
    }
    for (const text of [
      '',
      '\n',
      'Event Name,Event Time,Status,External Url',
      'Level,Date and Time,Source,Event ID,Task Category',
      'name,price\nbolt,3',
      'eventName eventSource',
      '{"eventName":"X","eventSource":"s"}',
      '[eventName,eventSource]',
      '{"Records":[{"eventName":"X",\n"eventSource":"s"}]}',
      'insertId: a\nlogName: b',
      '\u0000\u0001eventName,eventSource',
    ]) {
      assert.ok(!isCsv(encode(text)), text);
    }
  });
});
