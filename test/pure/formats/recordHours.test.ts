import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { KNOWN } from '../../../src/core/analysis/readInput.js';
import { readRecords } from '../../../src/core/formats/readRecords.js';
import { MAX_LOG_DAYS, RecordHours } from '../../../src/core/formats/recordHours.js';
import type { RecordTimes } from '../../../src/core/formats/recordsTally.js';
import { logAccount } from '../../../src/core/providers/logStamp.js';
import { scan } from '../../support/accounting.js';
import type { Json } from '../../support/cloudTrail.js';
import { encode } from '../../support/documents.js';
import { inPieces } from '../../support/streams.js';

const HOUR = 3_600_000;
/** 2024-03-05T00:00:00Z */
const DAY = Date.UTC(2024, 2, 5);
const hourOf = (iso: string): number => Date.parse(iso) / HOUR;

/** A record of an operation that nobody wants, in one of the forms whose keys tell its stamp. */
const FORMS: Readonly<Record<string, (time: string, account: string) => Json>> = {
  'aws CloudTrail': (eventTime, recipientAccountId) => ({
    eventSource: 's3.amazonaws.com',
    eventTime,
    eventName: 'GetBucketAcl',
    requestParameters: { time: '2020-01-01T00:00:00Z', recipientAccountId: 'decoy' },
    recipientAccountId,
  }),
  'aws EventBridge': (eventTime, recipientAccountId) => ({
    time: '2020-01-01T00:00:00Z',
    detail: { eventSource: 's3.amazonaws.com', eventName: 'GetBucketAcl', eventTime, recipientAccountId },
  }),
  'aws Logstash': (time, recipientAccountId) => ({
    '@timestamp': time,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetBucketAcl',
    recipientAccountId,
  }),
  'azure REST': (eventTimestamp, subscription) => ({
    operationName: { value: 'Microsoft.Web/sites/read' },
    eventTimestamp,
    submissionTimestamp: '2020-01-01T00:00:00Z',
    resourceId: `/subscriptions/${subscription}/resourceGroups/rg`,
  }),
  'azure Python SDK': (time, subscription) => ({
    event_timestamp: time,
    operation_name: { value: 'Microsoft.Web/sites/read' },
    subscription_id: subscription,
    resource_id: `/subscriptions/${subscription}/resourceGroups/rg`,
  }),
  'azure Event Hub': (time, subscription) => ({
    resourceId: `/SUBSCRIPTIONS/${subscription.toUpperCase()}/RESOURCEGROUPS/RG`,
    operationName: 'MICROSOFT.WEB/SITES/READ',
    time,
  }),
  'gcp LogEntry': (timestamp, project) => ({
    protoPayload: { methodName: 'storage.objects.get', resourceName: 'projects/decoy/x' },
    receiveTimestamp: '2020-01-01T00:00:00Z',
    logName: `projects/${project}/logs/cloudaudit.googleapis.com%2Factivity`,
    timestamp,
  }),
};

/** Ways to write a moment, all of which mean the same. */
const WRITINGS: readonly ((moment: Date) => string)[] = [
  (moment) => moment.toISOString(),
  (moment) => moment.toISOString().replace('Z', '4567Z'),
  (moment) => moment.toISOString().replace('Z', '+00:00'),
  (moment) => moment.toISOString().replace('Z', ''),
  (moment) => moment.toISOString().replace('T', ' '),
  (moment) => new Date(moment.getTime() + 5.5 * HOUR).toISOString().replace('Z', '+05:30'),
  (moment) => new Date(moment.getTime() - 7 * HOUR).toISOString().replace('Z', '-0700'),
];

interface Written {
  readonly form: string;
  readonly account: string;
  readonly time: number;
  readonly writing: number;
}

const written: fc.Arbitrary<Written> = fc.record({
  form: fc.constantFrom(...Object.keys(FORMS)),
  account: fc.constantFrom('111122223333', 'acme', 'eve', 'x'.repeat(120)),
  time: fc.integer({ min: 0, max: 400 * HOUR }).map((after) => DAY + after),
  writing: fc.nat(WRITINGS.length - 1),
});

const LAYOUTS: readonly ((records: readonly Json[]) => string)[] = [
  (records) => records.map((record) => JSON.stringify(record)).join('\n'),
  (records) => JSON.stringify(records, null, 2),
  (records) => JSON.stringify({ Records: records }),
  // An escaped slash, as some writers have it.
  (records) => JSON.stringify(records).replaceAll('/', '\\/'),
];

function recordOf({ form, account, time, writing }: Written): Json {
  const write = WRITINGS[writing];
  const make = FORMS[form];
  assert.ok(write && make);
  return make(write(new Date(time)), account);
}

async function timesOf(bytes: Uint8Array, piece?: number, everything = false): Promise<RecordTimes> {
  const reader = { ...KNOWN, entry: () => undefined };
  const summary = await readRecords(
    'file:///log',
    inPieces(bytes, piece),
    everything ? { ...reader, wanted: null, wants: () => true } : reader,
  );
  return summary.times;
}

/** As text, hour by hour, for whom it is. */
function told({ hours }: RecordTimes): string[] {
  return hours.flatMap(({ cloud, account, stretches, isWhole }) => {
    const lines = isWhole ? [] : [`${cloud} ${account}: not all`];
    for (let at = 0; at < stretches.length; at += 2)
      for (let hour = stretches[at] ?? 0; hour <= (stretches[at + 1] ?? 0); hour++)
        lines.push(`${cloud} ${account} ${hour}`);
    return lines;
  });
}

const lines = (records: readonly unknown[]) =>
  encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));

const call = (eventTime: unknown, more: Json = {}): Json => ({
  eventSource: 's3.amazonaws.com',
  eventName: 'GetBucketAcl',
  eventTime,
  recipientAccountId: 'a',
  ...more,
});

describe('the hours of records', () => {
  it('are those that a naive reading knows, with the kernel and without, in any order and whatever comes at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(written, { minLength: 1, maxLength: 40 }),
        fc.nat(LAYOUTS.length - 1),
        fc.integer({ min: 1, max: 500 }),
        async (list, layout, piece) => {
          const records = list.map(recordOf);
          const bytes = encode((LAYOUTS[layout] ?? String)(records));
          const times = await timesOf(bytes);
          const cloudOf = (form: string) => form.slice(0, form.indexOf(' '));
          const expected = new Set(
            list.map(({ form, account, time }) => `${cloudOf(form)} ${account} ${Math.floor(time / HOUR)}`),
          );
          assert.deepEqual(told(times).sort(), [...expected].sort());
          const sorted = list.map(({ time }) => Math.floor(time / 1000) * 1000).sort((a, b) => a - b);
          assert.deepEqual(
            [times.from, times.to],
            [sorted[0], sorted.at(-1)].map((time) => new Date(time ?? 0).toISOString()),
          );
          assert.deepEqual(await timesOf(bytes, piece), times, 'in pieces');
          assert.deepEqual(await timesOf(bytes, piece, true), times, 'everything is wanted');
          assert.deepEqual(scan(bytes).times, times, 'without the kernel');
          assert.deepEqual(scan(bytes, { piece, kernel: true }).times, times, 'all told by the kernel');
          assert.deepEqual(await timesOf(encode((LAYOUTS[0] ?? String)([...records].reverse()))), times);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are the same whether records are parsed or passed, however their time is written', async () => {
    const odd = [
      '2024-03-05T10:00:00Z',
      '2024-03-05T10:59:59.999999999Z',
      '2024-02-29T23:00:00Z',
      // The engine takes them for the first days of the next month.
      '2024-02-30T23:00:00Z',
      '2023-02-29T23:00:00Z',
      '2024-03-05T24:00:00Z',
      '2024-03-05T10:00:00 +01:00',
      '2024-03-05T10:00:00.Z',
      '2024-03-05T10:60:00Z',
      '2024-03-05T10:00:60Z',
      '2024-13-05T10:00:00Z',
      '2024-00-05T10:00:00Z',
      '2024-03-00T10:00:00Z',
      '1999-12-31T23:00:00Z',
      '9999-12-31T23:00:00Z',
      '2024-03-05t10:00:00Z',
      '2024-03-05T1a:00:00Z',
      '2024-03-05T10:00',
      '10:00:00',
      'yesterday',
      '',
      null,
      5,
    ];
    const first = call('2024-03-01T00:00:00Z');
    for (const time of odd) {
      // A row of LookupEvents is parsed always.
      const lookup = { EventId: 'e', CloudTrailEvent: JSON.stringify(call(time)) };
      const parsed = told(await timesOf(lines([lookup])));
      const expected = [`aws a ${hourOf('2024-03-01T00:00:00Z')}`, ...parsed].sort();
      for (const text of [lines([first, call(time)]), lines([first, call(time), call(time)])]) {
        assert.deepEqual(told(await timesOf(text)).sort(), expected, String(time));
        assert.deepEqual(told(scan(text).times).sort(), expected, `${time}, without the kernel`);
      }
    }
  });

  it('are those of tables and YAML, too', async () => {
    const csv =
      'eventName,eventSource,eventTime,recipientAccountId\nGetBucketAcl,s3.amazonaws.com,2024-03-05T10:30:00Z,A\n';
    const yaml =
      'eventName: GetBucketAcl\neventSource: s3.amazonaws.com\neventTime: "2024-03-05T10:30:00Z"\nrecipientAccountId: a\n';
    for (const text of [csv, yaml])
      assert.deepEqual(
        await timesOf(encode(text)),
        await timesOf(lines([call('2024-03-05T10:30:00Z')])),
        text,
      );
  });

  it('are not known of a record without a time, and may be anybody’s without an account', async () => {
    const { recipientAccountId: _, ...nobodys } = call('2024-03-05T10:30:00Z');
    const { eventTime: __, ...undated } = call('');
    assert.deepEqual(told(await timesOf(lines([nobodys, undated]))), [
      `aws null ${hourOf('2024-03-05T10:00:00Z')}`,
      'aws a: not all',
    ]);
  });

  it('tell of an insight that the log goes on, and of a digest nothing', async () => {
    const insight = {
      eventType: 'AwsCloudTrailInsight',
      eventTime: '2024-03-05T10:30:00Z',
      recipientAccountId: 'a',
      insightDetails: {},
    };
    assert.deepEqual(told(await timesOf(lines([insight]))), [`aws a ${hourOf('2024-03-05T10:00:00Z')}`]);
    const digest = {
      logFiles: [],
      digestStartTime: '2024-03-05T10:30:00Z',
      digestEndTime: '2024-03-05T11:30:00Z',
    };
    assert.deepEqual(await timesOf(lines([digest])), { from: null, to: null, hours: [] });
  });

  it('take nothing from a text that was read before with the same kernel', async () => {
    const text = lines([call('2024-03-05T10:30:00Z'), call('2024-03-05T10:31:00Z')]);
    const times = await timesOf(text);
    assert.deepEqual(await timesOf(text), times);
    assert.equal(times.from, '2024-03-05T10:30:00.000Z');
  });

  it('are found however many logs and hours change from record to record', async () => {
    const records = Array.from({ length: 9000 }, (_, index) =>
      call(new Date(DAY + index * 7 * HOUR).toISOString(), { recipientAccountId: `account-${index % 700}` }),
    );
    const text = lines(records);
    const times = await timesOf(text);
    assert.equal(told(times).length, 9000);
    assert.deepEqual(scan(text).times, times);
  });

  it('are not known of a log with a record in every hour of ten thousand years, nor of one with a million accounts', () => {
    const long = new RecordHours();
    for (let day = 0; day <= MAX_LOG_DAYS; day++)
      long.add('aws', 'a', new Date(DAY + day * 24 * HOUR).toISOString());
    const many = new RecordHours();
    for (let account = 0; account <= MAX_LOG_DAYS; account++) many.add('aws', String(account), null);
    for (const hours of [long, many]) {
      hours.add('gcp', 'p', '2024-03-05T10:30:00.000Z');
      assert.deepEqual(
        hours.logs.map(({ cloud, account, stretches, isWhole }) => [
          cloud,
          account,
          stretches.length,
          isWhole,
        ]),
        [
          ['aws', null, 0, false],
          ['gcp', null, 0, false],
        ],
      );
    }
    assert.equal(long.from, '2024-03-05T00:00:00.000Z');
  });
});

describe('the account of a log', () => {
  it('is told by what its provider writes', () => {
    assert.equal(logAccount('aws', '111122223333'), '111122223333');
    assert.equal(logAccount('azure', '/SUBSCRIPTIONS/AA-1/RESOURCEGROUPS/x/y'), 'aa-1');
    assert.equal(logAccount('azure', 'AA-1'), 'aa-1');
    assert.equal(logAccount('azure', '/providers/Microsoft.Management'), null);
    assert.equal(logAccount('gcp', 'projects/p/logs/cloudaudit.googleapis.com%2Factivity'), 'p');
    assert.equal(logAccount('gcp', 'organizations/1/logs/x'), 'organizations/1');
    assert.equal(logAccount('aws', 'x'.repeat(1000)), null);
  });
});
