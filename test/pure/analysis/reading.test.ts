import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { readInput } from '../../../src/core/analysis/readInput.js';
import { fileOf, Stopped } from '../../../src/core/formats/byteStream.js';
import type { SnapshotEvent } from '../../../src/core/model.js';
import { nodePlatform } from '../../../src/entry/nodePlatform.js';
import { webPlatform } from '../../../src/entry/webPlatform.js';
import { analyse } from '../../support/analyse.js';
import { createSnapshot, ec2, user } from '../../support/cloudTrail.js';
import { encode } from '../../support/documents.js';
import type { Fixture } from '../formats/shapes/fixture.js';
import { AWS_FIXTURES } from '../formats/shapes/fixtures.aws.js';
import { AZURE_FIXTURES } from '../formats/shapes/fixtures.azure.js';
import { GCP_FIXTURES } from '../formats/shapes/fixtures.gcp.js';

const FIXTURES: readonly Fixture[] = [...AWS_FIXTURES, ...AZURE_FIXTURES, ...GCP_FIXTURES];
const json = (value: unknown) => JSON.stringify(value);

/** What an event says, without where it stands. */
function told({ locations: _, ...event }: SnapshotEvent): Omit<SnapshotEvent, 'locations'> {
  return event;
}

async function eventsOf(name: string, content: string | Uint8Array) {
  return (await analyse({ [name]: content })).events.map(told);
}

/** What exporters and collectors wrap around the same text. */
const WRAPPED: Readonly<Record<string, (text: string) => Promise<Uint8Array>>> = {
  'UTF-8 with a byte order mark': async (text) => encode(`\ufeff${text}`),
  'UTF-16, low byte first': async (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16, high byte first': async (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16 without a mark': async (text) => Buffer.from(text, 'utf16le'),
  'CRLF and blank lines': async (text) => encode(`\r\n${text.replaceAll('\n', '\r\n')}\r\n\r\n`),
  'zeros at the end': async (text) => encode(`${text}\n${'\0'.repeat(600)}`),
  gzip: async (text) => gzipSync(text),
  'gzip of two members': async (text) =>
    Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))]),
  zip: async (text) => zipSync({ 'deep/er/log.txt': strToU8(text) }),
  'tar in gzip': async (text) => gzipSync(await tar('a/b/log', encode(text))),
  'gzip in zip in tar': async (text) => tar('x.zip', zipSync({ 'y.gz': gzipSync(text) }, { level: 0 })),
};

function tar(name: string, body: Uint8Array): Promise<Uint8Array> {
  return packTar([{ header: { name, size: body.length, type: 'file' }, body }]);
}

describe('reading', function () {
  this.timeout(20_000);

  describe('tells the same of a record in every shape, whatever the file is called', () => {
    for (const { name, shape, record } of FIXTURES) {
      it(name, async () => {
        const alone = await analyse({ hidden: json(record) });
        assert.equal(alone.inputs[0]?.error, null);
        assert.deepEqual([alone.inputs[0]?.format, alone.inputs[0]?.records], [shape, 1]);
        for (const file of ['log.json', 'x.csv', 'archive.zip', 'récord.gz', 'no name at all']) {
          assert.deepEqual(await eventsOf(file, json(record)), alone.events.map(told), file);
        }
        const lines = await analyse({ hidden: `${json(record)}\n${json(record)}\n` });
        assert.equal(lines.inputs[0]?.records, 2);
        assert.deepEqual(lines.events.map(told), alone.events.map(told));
      });
    }
  });

  describe('opens what is wrapped', () => {
    const records = [
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      ec2('RunInstances', '10:00:30', {}),
      createSnapshot('snap-0b', 'vol-0b', '10:01:00', { userAgent: 'agent 𝒳 é' }),
    ];
    const text = records.map(json).join('\n');
    for (const [name, wrap] of Object.entries(WRAPPED)) {
      it(`as ${name}`, async () => {
        const plain = await analyse({ log: text });
        const bytes = await wrap(text);
        for (const platform of [nodePlatform, webPlatform]) {
          const inputs = await readInput({ uri: 'file:///log', file: fileOf(bytes) }, platform);
          assert.equal(inputs.length, 1);
          assert.equal(inputs[0]?.summary.error, null);
          assert.equal(inputs[0]?.summary.records, 3);
        }
        const { events, inputs } = await analyse({ log: bytes });
        assert.deepEqual(events.map(told), plain.events.map(told));
        assert.match(inputs[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
      });
    }

    it('with offsets of UTF-16 that lead to the record in the file', async () => {
      const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
      const { events, inputs } = await analyse({ log: bytes });
      assert.equal(inputs[0]?.bytes, bytes.length);
      const sources = events.map(({ locations }) => {
        const [{ offset, length } = { offset: 0, length: 0 }] = locations;
        return bytes.subarray(offset, offset + length).toString('utf16le');
      });
      assert.deepEqual(sources, [json(records[0]), json(records[2])]);
      assert.deepEqual(
        events.map(({ locations }) => locations[0]?.line),
        [1, 3],
      );
    });
  });

  it('makes an input of every member of an archive, and tells what cannot be opened', async () => {
    const archive = zipSync({
      'aws/one.json': strToU8(json(createSnapshot('snap-0a', 'vol-0a', '10:00:00'))),
      'notes.txt': strToU8('nothing'),
      'broken.gz': gzipSync(json({ Records: [createSnapshot('snap-0b', 'vol-0b', '10:00:00')] })).subarray(
        0,
        200,
      ),
    });
    const { inputs, events } = await analyse({ 'case.zip': archive });
    assert.deepEqual(
      inputs.map(({ uri, container, records, error }) => [uri, container, records, error]),
      [
        ['file:///case.zip#aws/one.json', 'zip', 1, null],
        ['file:///case.zip#broken.gz', 'gzip', 0, inputs[1]?.error],
        ['file:///case.zip#notes.txt', 'zip', 0, 'not an audit log: not JSON'],
      ],
    );
    assert.match(inputs[1]?.error ?? '', /unexpected end/);
    assert.equal(events.length, 1);
    assert.equal(new Set(inputs.map(({ sha256 }) => sha256)).size, 1);
  });

  it('leaves out what the Finder packs beside files, but no log that begins like it', async () => {
    const double = Buffer.from([0x00, 0x05, 0x16, 0x07, 0x00, 0x02, 0x00, 0x00]);
    const log = Buffer.from(json(createSnapshot('snap-0a', 'vol-0a', '10:00:00')));
    const archive = zipSync({
      'a.json': strToU8(json(createSnapshot('snap-0b', 'vol-0b', '10:00:00'))),
      '__MACOSX/._a.json': double,
      'b.json': Buffer.concat([double.subarray(0, 4), log]),
    });
    const { inputs, events } = await analyse({ 'case.zip': archive });
    assert.deepEqual(
      inputs.map(({ uri, records, skipped }) => [uri, records, skipped.length]),
      [
        ['file:///case.zip#a.json', 1, 0],
        ['file:///case.zip#b.json', 1, 1],
      ],
    );
    assert.equal(events.length, 2);
  });

  it('reads tables: CSV with its rows, YAML with its documents', async () => {
    const csv = [
      'eventversion,useridentity,eventtime,eventsource,eventname,awsregion,sourceipaddress,requestparameters,responseelements,eventid,recipientaccountid',
      '1.08,"{type=IAMUser, principalid=A, arn=arn:aws:iam::111122223333:user/mallory, accountid=111122223333, username=mallory}",2024-03-05T04:05:06Z,ec2.amazonaws.com,DeleteSnapshot,eu-west-1,198.51.100.7,"{""snapshotId"":""snap-0aaa1111bbbb22220""}","{""_return"":true}",e-1,111122223333',
      'too,few',
    ].join('\n');
    const ofCsv = await analyse({ 'x.bin': csv });
    assert.deepEqual(
      ofCsv.events.map(({ operation, actor, resources }) => [operation, actor.name, resources[0]?.id]),
      [['DeleteSnapshot', 'user/mallory', 'snap-0aaa1111bbbb22220']],
    );
    assert.equal(ofCsv.inputs[0]?.skipped.length, 1);
    assert.equal(ofCsv.events[0]?.locations[0]?.line, 2);

    const yaml = `---
insertId: a
logName: projects/p/logs/cloudaudit.googleapis.com%2Factivity
protoPayload:
  '@type': type.googleapis.com/google.cloud.audit.AuditLog
  authenticationInfo:
    principalEmail: mallory@example.com
  methodName: v1.compute.snapshots.delete
  resourceName: projects/p/global/snapshots/s
  serviceName: compute.googleapis.com
timestamp: '2024-03-05T04:05:06Z'
---
insertId: b
broken: [
`;
    const ofYaml = await analyse({ 'x.bin': yaml });
    assert.deepEqual(
      ofYaml.events.map(({ operation, time, locations }) => [operation, time, locations[0]?.line]),
      [['compute.snapshots.delete', '2024-03-05T04:05:06.000Z', 8]],
    );
    assert.equal(ofYaml.inputs[0]?.skipped.length, 1);
  });

  it('tells each event of a bundle its own place', async () => {
    const message = (time: string, id: string) =>
      json({ ...createSnapshot(id, 'vol-0a', time), eventID: `e-${time}` });
    const bundle = json({
      messageType: 'DATA_MESSAGE',
      owner: '111122223333',
      logGroup: 'trail',
      logStream: 's',
      subscriptionFilters: ['f'],
      logEvents: [
        { id: '1', timestamp: 1709611506000, message: message('10:00:00', 'snap-0a') },
        { id: '2', timestamp: 1709611507000, message: message('10:00:01', 'snap-0b') },
      ],
    });
    const { events, inputs } = await analyse({ log: bundle });
    assert.equal(inputs[0]?.records, 1);
    const columns = events.map(({ locations }) => locations[0]?.column ?? 0);
    assert.deepEqual(
      columns.map((column) => bundle.slice(column - 1, column + 13)),
      ['CreateSnapshot', 'CreateSnapshot'],
    );
    assert.notEqual(columns[0], columns[1]);
  });

  it('tells the damage around a table, too', async () => {
    const packed = gzipSync(Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(100), Buffer.from('PAR1')]));
    const { inputs } = await analyse({ log: packed.subarray(0, -4) });
    assert.match(inputs[0]?.error ?? '', /^unexpected end of file; no Parquet that can be read/);
  });

  it('names and hashes an archive without files', async () => {
    const { inputs } = await analyse({ log: zipSync({}) });
    assert.deepEqual(
      inputs.map(({ error, sha256 }) => [error, sha256.length]),
      [['an archive without files', 64]],
    );
  });

  it('stops when nobody wants the result any more', async () => {
    const bytes = encode(`${json(createSnapshot('snap-0a', 'vol-0a', '10:00:00'))}\n`.repeat(3000));
    let asked = 0;
    await assert.rejects(
      readInput({ uri: 'file:///log', file: fileOf(bytes) }, nodePlatform, () => ++asked > 1),
      Stopped,
    );
    assert.equal(asked, 2);
  });
});

describe('Who acted in the records of an input', () => {
  it('is held once, however often', async () => {
    const records = [
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createSnapshot('snap-0b', 'vol-0a', '10:01:00'),
      createSnapshot('snap-0c', 'vol-0a', '10:02:00', { userIdentity: user('alice') }),
    ];
    const [input] = await readInput(
      { uri: 'file:///log.json', file: fileOf(encode(records.map(json).join('\n'))) },
      nodePlatform,
    );
    const [first, second, other] = (input?.drafts ?? []).map(({ event }) => event.actor);
    assert.equal(first?.name, 'user/mallory');
    assert.equal(second, first);
    assert.equal(other?.name, 'user/alice');
  });
});
