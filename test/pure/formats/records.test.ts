import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Kernel } from '../../../src/core/formats/kernel/kernel.js';
import { layOut } from '../../../src/core/formats/layOut.js';
import { readRecords } from '../../../src/core/formats/readRecords.js';
import type { RecordsReader } from '../../../src/core/formats/recordsTally.js';
import { sniff } from '../../../src/core/formats/sniff.js';
import { knownBits, mayBeKnown, operationOf } from '../../../src/core/providers/readRecord.js';
import { analyse, onlyEvent } from '../../support/analyse.js';
import { azureHub, azureRest, azureSdk, snapshotId } from '../../support/azureActivity.js';
import { createSnapshot, ec2, lookupRow } from '../../support/cloudTrail.js';
import { document, encode } from '../../support/documents.js';
import { gcpEntry, snapshot } from '../../support/gcpAudit.js';
import { inPieces } from '../../support/streams.js';

const event = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const azure = {
  operation: 'Microsoft.Compute/snapshots/delete',
  resourceId: snapshotId('s'),
  status: 'Succeeded',
  time: '10:00:00',
} as const;
const gcp = gcpEntry({
  method: 'v1.compute.snapshots.delete',
  resourceName: snapshot('s'),
  time: '10:00:00',
});
const json = (value: unknown) => JSON.stringify(value);
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

const SHAPES: readonly (readonly [string, string, string])[] = [
  ['cloudtrail-records', 'aws', json({ Records: [event, event] })],
  ['cloudtrail-records', 'aws', pretty({ Records: [event] })],
  ['cloudtrail-array', 'aws', json([event])],
  ['cloudtrail-ndjson', 'aws', `${json(event)}\n${json(event)}\n`],
  ['cloudtrail-ndjson', 'aws', `\n\n${json(event)}\n\n${json(event)}`],
  ['cloudtrail-event', 'aws', json(event)],
  ['cloudtrail-event', 'aws', `${json(event)}\n\n\n`],
  ['cloudtrail-lookup', 'aws', json(lookupRow(event))],
  ['cloudtrail-lookup', 'aws', pretty({ Events: [lookupRow(event)] })],
  ['azure-activity-rest', 'azure', json([azureRest(azure)])],
  [
    'azure-activity-rest',
    'azure',
    json({ value: [azureRest(azure)], nextLink: 'https://example.com/?page={2}' }),
  ],
  ['azure-activity-rest', 'azure', pretty(azureRest(azure))],
  ['azure-activity-rest', 'azure', json(azureSdk(azure))],
  ['azure-activity-eventhub', 'azure', json({ records: [azureHub(azure)] })],
  ['azure-activity-eventhub', 'azure', `${json(azureHub(azure))}\n${json(azureHub(azure))}`],
  ['gcp-logentry', 'gcp', `${json(gcp)}\n${json(gcp)}`],
  ['gcp-logentry', 'gcp', pretty(gcp)],
  ['gcp-logentry', 'gcp', json([gcp])],
  ['mixed', 'aws', `${json(event)}\n${json(gcp)}`],
];

describe('formats', () => {
  it('are told by what the records are, with a byte order mark or without', async () => {
    for (const [format, , text] of SHAPES) {
      for (const source of [text, `\ufeff${text}`, text.replaceAll('\n', '\r\n')]) {
        const { inputs, totals } = await analyse({ log: source });
        assert.deepEqual(
          [inputs[0]?.format, inputs[0]?.error, inputs[0]?.skipped],
          [format, null, []],
          text.slice(0, 60),
        );
        assert.ok(totals.events > 0, text.slice(0, 60));
      }
    }
  });

  it('are sniffed from the first bytes, even when the first record does not end within them', () => {
    for (const [format, cloud, text] of SHAPES) {
      const expected =
        { cloudtrail: 'cloudtrail-ndjson', mixed: 'cloudtrail-ndjson' }[format] ??
        format.replace('cloudtrail-event', 'cloudtrail-ndjson');
      for (const prefix of [text, text.slice(0, 900)]) {
        const found = sniff(encode(prefix));
        assert.deepEqual(
          found,
          { container: 'plain', format: expected, cloud },
          `${format}: ${prefix.slice(0, 60)}`,
        );
      }
    }
    assert.deepEqual(sniff(Uint8Array.of(0x1f, 0x8b, 8)), { container: 'gzip', format: null, cloud: null });
    for (const other of [
      '',
      'plain text',
      '{"name":"x"}',
      '[1,2,3]',
      json({ value: [{ a: 1 }] }),
      '{"eventName":"only"}',
      '\0\0\0',
    ]) {
      assert.equal(sniff(encode(other)), null, other);
    }
    assert.equal(sniff(Uint8Array.of(0x1f)), null);
  });

  it('that are none say what the file seems to be', async () => {
    const others: [string | Uint8Array, RegExp][] = [
      ['', /empty/],
      ['some text', /not JSON/],
      ['{"name":"x"}', /JSON of another kind/],
      ['{"Records":[]}', /holds no records/],
      ['[]', /holds no records/],
      [Uint8Array.of(0xff, 0xfe, 0x7b, 0), /the input ends/],
      [Uint8Array.of(1, 2, 3, 0, 4), /binary/],
      ['{eventName:"CreateSnapshot",eventSource:"ec2.amazonaws.com"}', /not readable: not JSON/],
      ['{"eventName":"CreateSnapshot","eventSource":', /not readable: the input ends/],
    ];
    for (const [content, reason] of others) {
      const { inputs } = await analyse({ log: content });
      assert.match(inputs[0]?.error ?? '', reason);
      assert.deepEqual([inputs[0]?.records, inputs[0]?.format], [0, null]);
    }
  });

  it('skip what is no audit record among records, and join what is broken in a row', async () => {
    const { inputs } = await analyse({
      log: `${json(event)}\n{"a":1}\n{"b":2}\nnoise\nmore noise\n${json(event)}\n{"eventName":"CreateSnapshot","eventSource":"ec2.amazonaws.com" "x":1}`,
    });
    assert.deepEqual(
      inputs[0]?.skipped.map(({ reason }) => reason),
      ['no audit log record: none of the known shapes', 'not an object', 'not valid JSON'],
    );
    assert.equal(inputs[0]?.skipped[0]?.length, '{"a":1}\n{"b":2}'.length);
    assert.equal(inputs[0]?.records, 2);
  });

  it('keep the list of skipped stretches short without losing a byte', async () => {
    const lines = Array.from({ length: 1500 }, () => `{"a":1}\n${json(ec2('RunInstances', '10:00:00', {}))}`);
    const { inputs } = await analyse({ log: lines.join('\n') });
    const skipped = inputs[0]?.skipped ?? [];
    assert.equal(skipped.length, 1000);
    assert.match(skipped.at(-1)?.reason ?? '', /more than 1000/);
    const end = lines.slice(0, -1).join('\n').length + 1 + '{"a":1}'.length;
    assert.equal((skipped.at(-1)?.offset ?? 0) + (skipped.at(-1)?.length ?? 0), end);
  });

  it('parse only records that name an operation somebody wants', async () => {
    let read = 0;
    const text = [event, ec2('RunInstances', '10:00:00', {}), ec2('ConsoleLogin', '10:00:00', {})]
      .map(json)
      .join('\n');
    const { records } = await readRecords('file:///log', inPieces(encode(text)), {
      wanted: null,
      wants: (_, operation) => operation === 'RunInstances',
      operationOf,
      entry: () => read++,
    });
    assert.deepEqual([records, read], [3, 1]);
  });
});

describe('layout for reading', () => {
  const known = { wants: mayBeKnown, operationOf };
  const layOutBytes = (bytes: Uint8Array, reader: Parameters<typeof layOut>[1] = known) =>
    layOut((to) => readRecords('file:///log', inPieces(bytes), to), reader);

  it('changes nothing but blanks, and knows each record’s place again', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (made) => {
        const { text, marks } = await layOutBytes(made.bytes, { ...known, wants: () => true });
        const lines = text.split('\n');
        assert.equal(marks.length, made.records.length);
        marks.forEach(({ record, line, column, width }, index) => {
          assert.equal(record, index);
          assert.equal(lines[line - 1]?.slice(column - 1, column - 1 + width), `Operation${index}x`);
        });
        const blanks = /\s+/g;
        const source = new TextDecoder().decode(made.bytes);
        for (const { offset, length } of made.records) {
          const record = new TextDecoder().decode(made.bytes.subarray(offset, offset + length));
          assert.ok(text.replace(blanks, '').includes(record.replace(blanks, '')), source);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leaves numbers and escapes as they stand in the log', async () => {
    const { text } = await layOutBytes(
      encode('[{"eventName":"X","eventSource":"s","n":12345678901234567890,"e":1E400,"s":"\\u0041\\/"}]'),
    );
    assert.equal(
      text,
      '{\n  "eventName": "X",\n  "eventSource": "s",\n  "n": 12345678901234567890,\n  "e": 1E400,\n  "s": "\\u0041\\/"\n}\n',
    );
  });

  it('numbers records as the input does, broken ones and strangers with them', async () => {
    const text = `${json(event)}\n{"a":1}\n{"eventName":"CreateSnapshot","eventSource":"ec2.amazonaws.com" "x":1}\n{"eventName":\n${json(event)}\n`;
    const analysis = await analyse({ log: text });
    assert.deepEqual(
      onlyEvent(analysis).locations.map(({ record }) => record),
      [0, 3],
    );
    const { marks } = await layOutBytes(encode(text));
    assert.deepEqual(
      marks.map(({ record }) => record),
      [0, 3],
    );
  });

  it('have the same number for whoever reads them, though one that nobody wants is broken', async () => {
    const other = JSON.stringify(ec2('RunInstances', '10:00:00', {})).replace('{}', '{"a":tru}');
    const unwanted = JSON.stringify(ec2('DescribeVpcs', '10:00:00', {}));
    const broken = unwanted.replace('{}', '{"a":tru}');
    const text = encode([unwanted, other, broken, json(event)].join('\n'));
    const numbers: number[] = [];
    const known = { wanted: knownBits(), wants: mayBeKnown, operationOf };
    for (const wanted of [known, { ...known, wanted: null, wants: () => true, record: () => undefined }]) {
      const reader: RecordsReader = {
        ...wanted,
        entry: ({ entry, location }) => {
          if (operationOf('aws', entry) === 'CreateSnapshot') numbers.push(location.record);
        },
      };
      await readRecords('file:///x', inPieces(text), reader);
    }
    assert.deepEqual(numbers, [3, 3]);
  });

  it('that come in pieces of one byte are looked at a few times, not once for each piece', async () => {
    const large = json({ ...event, padding: 'x'.repeat(200_000) });
    const text = encode(`${json(event)}\n${large}\n${large}`);
    const { scan } = Kernel.prototype;
    let looked = 0;
    Kernel.prototype.scan = function (from, to, ...rest) {
      looked += to - from;
      return scan.call(this, from, to, ...rest);
    };
    try {
      const read = await readRecords('file:///x', inPieces(text, 1), {
        wanted: knownBits(),
        wants: mayBeKnown,
        operationOf,
        entry: () => undefined,
      });
      assert.equal(read.records, 3);
    } finally {
      Kernel.prototype.scan = scan;
    }
    assert.ok(looked > 0 && looked < 5 * text.length, `${looked} bytes of ${text.length}`);
  });

  it('are placed at the name that the event bears, not at one that its row bears', async () => {
    const row = { ...lookupRow(event), EventName: 'DeleteSnapshot' };
    const text = json(row);
    const { locations } = onlyEvent(await analyse({ log: text }));
    const { column = 0, width = 0 } = locations[0] ?? {};
    assert.equal(text.slice(column - 1, column - 1 + width), 'CreateSnapshot');
    assert.ok(column > text.indexOf('"CloudTrailEvent"'));
  });

  it('are read whole where they have the keys of two clouds', async () => {
    const unwanted = { protoPayload: { methodName: 'v1.compute.zones.list' } };
    const entry = gcpEntry({ method: 'v1.compute.zones.list', resourceName: 'x', time: '10:00:00' });
    const { events } = await analyse({ log: [entry, entry, { ...unwanted, ...azureRest(azure) }] });
    assert.deepEqual(
      events.map(({ operation }) => operation),
      ['Microsoft.Compute/snapshots/delete'],
    );
  });
});
