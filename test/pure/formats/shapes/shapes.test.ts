import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { MAX_WRAPPERS, SHAPES, shapeFor } from '../../../../src/core/formats/shapes/shapes.js';
import type { Location } from '../../../../src/core/model.js';
import { isObject, type JsonObject } from '../../../../src/core/providers/json.js';
import { entryReader } from '../../../../src/core/providers/readRecord.js';
import { analyse } from '../../../support/analyse.js';
import { readValue } from '../../../support/readValue.js';
import type { Told } from './fixture.js';
import { CREATED } from './fixtures.aws.js';
import { WRITTEN } from './fixtures.azure.js';
import { ENTRY } from './fixtures.gcp.js';
import { FIXTURES } from './fixtures.js';

const LOCATION: Location = {
  uri: 'file:///x',
  record: 0,
  offset: 0,
  length: 0,
  line: 1,
  column: 1,
  width: 0,
};

function told(record: JsonObject): Told[] {
  assert.ok(shapeFor(record) !== null);
  return readValue(record).map(({ event }) => ({
    operation: event.operation,
    time: event.time,
    actor: event.actor.name,
    sourceIp: event.sourceIp,
    outcome: event.outcome,
    resources: event.resources.map(({ role, kind, id }) => `${role} ${kind} ${id}`),
    ...(event.sharedWith.length > 0 ? { sharedWith: event.sharedWith } : {}),
  }));
}

describe('The table of shapes', () => {
  it('has each id once, and a fixture for every shape', () => {
    const ids = SHAPES.map(({ id }) => id);
    assert.deepEqual([...new Set(ids)], ids);
    assert.deepEqual([...new Set(FIXTURES.map(({ shape }) => shape))].sort(), [...ids].sort());
  });

  for (const { name, shape, record, tells } of FIXTURES) {
    describe(name, () => {
      it(`is ${shape}, and of no shape that stands earlier`, () => {
        const detected = SHAPES.filter((candidate) => candidate.detect(record)).map(({ id }) => id);
        assert.equal(detected[0], shape);
        assert.equal(shapeFor(record)?.id, shape);
      });

      it('tells what it holds', () => {
        assert.deepEqual(told(record), tells);
        assert.equal(shapeFor(record)?.read(record).problem, null);
      });

      it('is read alike whatever the file is called', async () => {
        const analyses = await Promise.all(
          ['CreateSnapshot.json.gz', 'notes.txt'].map((file) => analyse({ [file]: [record] })),
        );
        const [first, second] = analyses.map(({ events, inputs }) => [
          inputs.map(({ records, error }) => [records, error]),
          events.map(({ locations, ...event }) => [event, locations.length]),
        ]);
        assert.deepEqual(first, second);
        assert.deepEqual(first?.[0], [[1, null]]);
        assert.deepEqual(
          new Set(analyses[0]?.events.map(({ operation }) => operation)),
          new Set(tells.map(({ operation }) => operation)),
        );
      });

      it("stays a plain record's content, wherever a caller puts it", () => {
        for (const event of [
          { ...CREATED, requestParameters: record },
          {
            ...CREATED,
            requestParameters: { ...record, detail: record, data: record, message: JSON.stringify(record) },
          },
          { ...CREATED, userAgent: JSON.stringify(record), additionalEventData: record },
          { ...record, ...CREATED },
        ]) {
          assert.equal(shapeFor(event)?.id, 'cloudtrail-event');
        }
        assert.equal(shapeFor({ ...WRITTEN, properties: record })?.id, 'azure-activity-rest');
        const payload = ENTRY['protoPayload'];
        assert.equal(
          shapeFor({ ...ENTRY, protoPayload: { ...(payload as object), request: record } })?.id,
          'gcp-logentry',
        );
      });
    });
  }

  it('knows nothing of other JSON', () => {
    for (const record of [
      {},
      { name: 'package', version: '1.0.0', events: [], value: 3 },
      { message: 'hello', timestamp: 1709611506000 },
      { message: '{"level":"info"}', data: { a: 1 }, event: { original: 'GET /' } },
      {
        detail: { state: 'running' },
        source: 'aws.ec2',
        'detail-type': 'EC2 Instance State-change Notification',
      },
      { operationName: 'GET /home', time: '2024-03-05T04:05:06Z' },
      { operationName: 'SecretGet', resourceId: '/SUBSCRIPTIONS/X' },
      { EventName: 'Logon', EventSource: 'Security' },
      { class_uid: 6003, metadata: { product: { name: 'Kubernetes' } } },
      { tables: [{ columns: [{ name: 'Computer' }], rows: [['a']] }] },
      { records: [{ a: 1 }], Records: [CREATED['eventName']] },
    ]) {
      assert.equal(shapeFor(record), null, JSON.stringify(record));
    }
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        (record) => shapeFor(record as JsonObject) === null,
      ),
    );
  });

  it(`opens ${MAX_WRAPPERS} wrappers and no more`, () => {
    const wrap = (times: number) => {
      let record: JsonObject = CREATED;
      for (let count = 0; count < times; count++) record = { data: record };
      return record;
    };
    assert.equal(shapeFor(wrap(MAX_WRAPPERS))?.id, 'cloudtrail-carried');
    assert.equal(shapeFor(wrap(MAX_WRAPPERS + 1)), null);
  });

  it('tells what a record carries and nobody can read', () => {
    for (const [carrier, problem] of [
      [{ CloudTrailEvent: '{"eventName":' }, 'CloudTrailEvent is not valid JSON'],
      [{ CloudTrailEvent: '{"a":1}' }, 'what it carries is no audit log record'],
      [{ CloudTrailEvent: '['.repeat(300) }, 'CloudTrailEvent is nested more than 200 levels deep'],
      [
        { CloudTrailEvent: `{${' '.repeat(17 * 1024 * 1024)}` },
        'CloudTrailEvent is longer than 16777216 characters',
      ],
      [
        {
          messageType: 'DATA_MESSAGE',
          logEvents: [{ message: JSON.stringify(CREATED) }, { message: '{"a":1}' }],
        },
        "1 of 2 records inside are none of the same cloud's audit log",
      ],
      [
        { data: [CREATED], Records: [CREATED, ENTRY] },
        "1 of 2 records inside are none of the same cloud's audit log",
      ],
      [
        {
          receivedMessages: [{ message: { data: '!' } }, { message: { data: btoa(JSON.stringify(ENTRY)) } }],
        },
        'message.data is no UTF-8 text in base64 of at most 16777216 characters',
      ],
      [{ QueryResultRows: [[{ count: '3' }]] }, '1 of 1 rows have no columns eventName and eventSource'],
    ] as const) {
      assert.equal(shapeFor(carrier)?.read(carrier).problem, problem);
    }
  });

  it('reports a record whose content is spoiled, in its place', async () => {
    const lookup = { EventName: 'CreateSnapshot', CloudTrailEvent: '{"eventName":' };
    const { inputs } = await analyse({
      'a.json': [CREATED, { QueryResultRows: [[{ count: '3' }]] }, lookup],
    });
    assert.equal(inputs[0]?.records, 1);
    assert.deepEqual(
      inputs[0]?.skipped.map(({ reason }) => reason),
      ['1 of 1 rows have no columns eventName and eventSource', 'CloudTrailEvent is not valid JSON'],
    );
  });

  it('reports a spoiled record of UTF-16 where it stands, though entries in it were told', async () => {
    const group = { messageType: 'DATA_MESSAGE', logGroup: 'g', logStream: 's' };
    const logEvents = [CREATED, { other: 1 }].map((event) => ({ id: '1', message: JSON.stringify(event) }));
    const text = JSON.stringify({ ...group, logEvents });
    const { inputs, events } = await analyse({ log: Buffer.from(`\ufeff${text}\n`, 'utf16le') });
    assert.equal(events.length, 1);
    assert.deepEqual(
      inputs[0]?.skipped.map(({ offset, length }) => [offset, length]),
      [[2, 2 * text.length]],
    );
  });

  it('never throws, whatever the record', function () {
    this.timeout(60_000);
    const words = [...new Set(FIXTURES.flatMap(({ record }) => wordsOf(record)))];
    const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom(...words),
        fc.string(),
        fc.integer(),
        fc.constantFrom(null, true, NaN, '{', '[]'),
      ),
      value: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie('value'), { maxKeys: 6 }),
        tie('value').map((inner) => JSON.stringify(inner) ?? ''),
      ),
    }));
    const record = fc.oneof(
      fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), value, { maxKeys: 8 }),
      // A record as it should be, but for some of its members.
      fc
        .tuple(
          fc.constantFrom(...FIXTURES.map((fixture) => fixture.record)),
          fc.array(fc.tuple(fc.nat(), value)),
        )
        .map(([whole, changes]) => {
          const keys = Object.keys(whole);
          const changed = changes.map(([at, inner]) => [keys[at % keys.length] ?? '', inner]);
          return { ...whole, ...Object.fromEntries(changed) };
        }),
    );
    const read = entryReader();
    fc.assert(
      fc.property(record, (candidate) => {
        for (const shape of SHAPES) {
          shape.detect(candidate as JsonObject);
          const { entries } = shape.read(candidate as JsonObject);
          for (const entry of entries) read({ cloud: shape.cloud, entry, location: LOCATION });
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** All keys and short texts of a value. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length < 60 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...wordsOf(inner)]) : [];
}
