import { strict as assert } from 'node:assert';
import { mergeRecords } from '../../../src/core/analysis/mergeRecords.js';
import { readInput } from '../../../src/core/analysis/readInput.js';
import { fileOf } from '../../../src/core/formats/byteStream.js';
import type { Analysis } from '../../../src/core/model.js';
import { nodePlatform } from '../../../src/entry/nodePlatform.js';
import { analyse, analyseRecords, analyzerOfBytes, chainOfRoot, onlyEvent } from '../../support/analyse.js';
import { azureHub, azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  lookupRow,
  STRANGER,
  share,
  sharedUse,
  unshare,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, gcpPair, link, snapshot } from '../../support/gcpAudit.js';
import { sameInAnyOrder } from '../../support/shuffled.js';

/** A case that spans the clouds, with acts told by several records, chains, findings of several kinds and repeats. */
function storyOfThreeClouds(): Json[] {
  const azure = {
    operation: 'Microsoft.Compute/snapshots/write',
    resourceId: snapshotId('one'),
    time: '10:00:00',
  } as const;
  return [
    createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
    share('snap-0a', { userId: STRANGER }, '10:00:18'),
    sharedUse('SharedSnapshotCopyInitiated', 'snap-0a', STRANGER, '10:05:00'),
    createVolume('vol-0b', 'snap-0a', '10:06:00'),
    unshare('snap-0a', { userId: STRANGER }, '10:07:00'),
    deleteSnapshot('snap-0a', '10:07:30'),
    denied(deleteSnapshot('snap-0c', '10:08:00')),
    ...['1', '2', '3', '4', '5'].map((digit) => deleteSnapshot(`snap-0d${digit}`, `10:09:0${digit}`)),
    azureRest({ ...azure, status: 'Started' }),
    azureRest({ ...azure, status: 'Accepted', time: '10:00:01', body: copyOf(diskId('one')) }),
    azureRest({ ...azure, status: 'Succeeded', time: '10:00:02' }),
    azureHub({
      ...azure,
      operation: 'Microsoft.Compute/snapshots/beginGetAccess/action',
      status: 'Succeeded',
      time: '10:01:00',
    }),
    ...gcpPair({
      method: 'v1.compute.disks.createSnapshot',
      resourceName: disk('d'),
      time: '10:00:00',
      request: { name: 's' },
    }),
    ...gcpPair({
      method: 'v1.compute.disks.insert',
      resourceName: disk('e'),
      time: '10:01:00',
      request: { sourceSnapshot: link(snapshot('s')) },
    }),
    gcpEntry({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot('s'),
      time: '10:02:00',
      payload: { request: { policy: { bindings: [{ role: 'r', members: ['allUsers'] }] } } },
    }),
  ];
}

/** All that does not say where a record lies. */
function withoutPlaces({ events, chains, findings }: Analysis): unknown {
  return {
    events: events.map((event) => ({ ...event, locations: event.locations.length })),
    chains,
    findings,
  };
}

describe('merging of records', () => {
  it('makes one event of a record that stands in two files, and counts the repeat', async () => {
    const record = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
    const analysis = await analyse({
      'b.json': [record],
      'a.json': [record, deleteSnapshot('snap-0a', '10:01:00')],
      'c.json': [record],
    });
    const event = analysis.events[0];
    assert.deepEqual(
      event?.locations.map(({ uri }) => uri),
      ['file:///a.json', 'file:///b.json', 'file:///c.json'],
    );
    assert.equal(analysis.totals.events, 2);
    assert.equal(analysis.totals.duplicates, 2);
    assert.deepEqual(
      analysis.inputs.map(({ duplicates, events, records }) => [records, events, duplicates]),
      [
        [2, 2, 0],
        [1, 1, 1],
        [1, 1, 1],
      ],
    );
  });

  it('counts a repeat within one file', async () => {
    const record = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
    const analysis = await analyseRecords([record, record]);
    assert.equal(onlyEvent(analysis).locations.length, 2);
    assert.equal(analysis.totals.duplicates, 1);
  });

  it('knows an event again in a LookupEvents row', async () => {
    const record = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
    assert.equal(onlyEvent(await analyse({ a: [record], b: [lookupRow(record)] })).locations.length, 2);
  });

  it('keeps two different events under one id apart, whatever differs', async () => {
    const eventID = '1111';
    const first = deleteSnapshot('snap-0a', '10:00:00', { eventID });
    const others = [
      deleteSnapshot('snap-0b', '10:00:00', { eventID }),
      deleteSnapshot('snap-0a', '10:00:01', { eventID }),
      { ...first, sourceIPAddress: '198.51.100.8' },
      denied(first),
    ];
    for (const other of others) assert.equal((await analyseRecords([first, other])).events.length, 2);
  });

  it('keeps equal calls with ids of their own apart', async () => {
    const records = [deleteSnapshot('snap-0a', '10:00:00'), deleteSnapshot('snap-0a', '10:00:00')];
    const { events } = await analyseRecords(records);
    assert.equal(new Set(events.map(({ id }) => id)).size, 2);
  });

  it('reads rows of LookupEvents by the event inside, whatever name stands outside', async () => {
    const plain = lookupRow(ec2('DescribeInstances', '09:00:00', {}));
    const hidden = {
      ...lookupRow(createSnapshot('snap-0a', 'vol-0a', '10:00:00')),
      EventName: 'DescribeInstances',
    };
    const { events, totals } = await analyseRecords([plain, plain, hidden]);
    assert.deepEqual(
      events.map(({ operation }) => operation),
      ['CreateSnapshot'],
    );
    assert.equal(totals.records, 3);
  });

  it('does not depend on the order of inputs or records, nor on how records lie in files', async () => {
    const expected = await sameInAnyOrder(storyOfThreeClouds(), withoutPlaces);
    assert.ok(JSON.stringify(expected).includes('snapshot.burst.delete'));
  });

  it('gives the same chains and findings when everything was exported twice', async () => {
    const records = storyOfThreeClouds();
    const once = await analyseRecords(records);
    const twice = await analyse({
      a: records,
      b: `[${records.map((record) => JSON.stringify(record)).join(',')}]`,
    });
    assert.deepEqual([twice.chains, twice.findings], [once.chains, once.findings]);
    assert.equal(twice.totals.duplicates, records.length);
  });

  it('forgets an input without a trace', async () => {
    const { DEFAULT_SETTINGS } = await import('../../../src/core/settings.js');
    const analyzer = analyzerOfBytes();
    const bytes = (record: Json) => new TextEncoder().encode(JSON.stringify(record));
    await analyzer.readInput({
      uri: 'file:///a',
      bytes: bytes(createSnapshot('snap-0a', 'vol-0a', '10:00:00')),
    });
    const before = await analyzer.conclude(DEFAULT_SETTINGS);
    await analyzer.readInput({
      uri: 'file:///b',
      bytes: bytes(copySnapshot('snap-0a', 'snap-0b', '10:01:00')),
    });
    assert.equal(chainOfRoot(await analyzer.conclude(DEFAULT_SETTINGS), 'snap-0a').events.length, 2);
    await analyzer.forgetInputs(['file:///b']);
    assert.deepEqual(await analyzer.conclude(DEFAULT_SETTINGS), before);
  });

  it('adds its totals up', async () => {
    const { totals, inputs, events, chains, findings } = await analyse({
      a: storyOfThreeClouds(),
      b: [ec2('DescribeInstances', '10:00:00', {})],
      c: 'no log',
      d: '{"eventName":"X","eventSource":"s"}\n{"eventName":\n{"eventName":"X","eventSource":"s"}\n',
    });
    const sum = (of: (input: (typeof inputs)[number]) => number) =>
      inputs.reduce((total, input) => total + of(input), 0);
    assert.deepEqual(totals, {
      inputs: 4,
      records: sum(({ records }) => records),
      events: events.length,
      duplicates: sum(({ duplicates }) => duplicates),
      skipped: sum(({ skipped }) => skipped.length),
      chains: chains.length,
      findings: findings.length,
    });
    assert.deepEqual(
      inputs.map(({ records, skipped, error }) => [records, skipped.length, error]),
      [
        [storyOfThreeClouds().length, 0, null],
        [1, 0, null],
        [0, 1, 'not an audit log: not JSON'],
        [2, 1, null],
      ],
    );
  });

  it('puts what has no time last, behind the last of all years, in events and chains alike', async () => {
    const dated = { ...createSnapshot('snap-0a', 'vol-0a', '10:00:00'), eventTime: '9999-12-31T23:59:59Z' };
    const undated = { ...createSnapshot('snap-0b', 'vol-0b', '10:00:00'), eventTime: 'once' };
    const { events, chains } = await analyseRecords([undated, dated]);
    const times = new Map(events.map(({ id, time }) => [id, time]));
    const expected = ['9999-12-31T23:59:59.000Z', null];
    assert.deepEqual([...times.values()], expected);
    assert.deepEqual(
      chains.map((chain) => times.get(chain.events[0] ?? '')),
      expected,
    );
  });
});

describe('An act told by very many records', function () {
  this.timeout(20_000);

  it('is one event', async () => {
    const record = azureRest({
      operation: 'Microsoft.Compute/snapshots/write',
      resourceId: snapshotId('one'),
      time: '10:00:00',
      status: 'Accepted',
    });
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    const [input] = await readInput({ uri: 'file:///log.json', file: fileOf(bytes) }, nodePlatform);
    const [draft] = input?.drafts ?? [];
    assert.ok(draft);
    const drafts = Array.from({ length: 150_000 }, (_, index) => ({
      ...draft,
      event: { ...draft.event, id: `${index}`, time: new Date(index).toISOString() },
    }));
    const { events } = mergeRecords([drafts]);
    assert.deepEqual(
      events.map(({ event }) => [event.locations.length, event.resources.length]),
      [[drafts.length, draft.event.resources.length]],
    );
  });
});
