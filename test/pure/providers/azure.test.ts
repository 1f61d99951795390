import { strict as assert } from 'node:assert';
import { analyse, analyseRecords, onlyEvent, resources } from '../../support/analyse.js';
import {
  type AzureRecord,
  azureHub,
  azureRest,
  azureSdk,
  copyOf,
  diskId,
  SUBSCRIPTION,
  snapshotId,
  TENANT,
} from '../../support/azureActivity.js';
import type { Json } from '../../support/cloudTrail.js';

const WRITE = 'Microsoft.Compute/snapshots/write';
const SNAPSHOT = snapshotId('snap-one');
const DISK = diskId('disk-one');

const created: AzureRecord = {
  operation: WRITE,
  resourceId: SNAPSHOT,
  status: 'Succeeded',
  time: '04:05:08',
  body: copyOf(DISK),
};
/** Begin, acceptance and end as they are logged: only the middle one tells the source. */
const steps: readonly AzureRecord[] = [
  { operation: WRITE, resourceId: SNAPSHOT, status: 'Started', time: '04:05:06' },
  { operation: WRITE, resourceId: SNAPSHOT, status: 'Accepted', time: '04:05:07', body: copyOf(DISK) },
  { operation: WRITE, resourceId: SNAPSHOT, status: 'Succeeded', time: '04:05:08' },
];

/** What several producers' records say must be the same but for letter case. */
function essence(event: { resources: readonly { id: string }[]; [key: string]: unknown }): unknown {
  const { operation, action, outcome, time, account, actor, sourceIp, region } = event;
  const ids = event.resources.map(({ id }) => id.toLowerCase());
  return {
    operation,
    action,
    outcome,
    time,
    account: String(account).toLowerCase(),
    actor,
    sourceIp,
    region,
    ids,
  };
}

describe('Azure Activity Log records', () => {
  it('become events in normal form', async () => {
    const { id: _, locations: __, ...event } = onlyEvent(await analyseRecords([azureRest(created)]));
    assert.deepEqual(event, {
      cloud: 'azure',
      time: '2024-03-05T04:05:08.123Z',
      service: 'Microsoft.Compute',
      operation: WRITE,
      action: 'create',
      component: 'Snapshot Creation',
      techniques: ['T1578.001'],
      outcome: 'success',
      errorCode: null,
      actor: {
        id: 'mallory@example.com',
        name: 'mallory@example.com',
        account: TENANT,
        type: 'user',
        service: false,
        invokedBy: null,
        aliases: [],
      },
      account: SUBSCRIPTION,
      region: 'westeurope',
      sourceIp: '198.51.100.7',
      userAgent: null,
      vpcEndpoint: null,
      network: null,
      encryptionKeys: [],
      encrypted: null,
      notes: [],
      resources: [
        { role: 'subject', kind: 'snapshot', id: SNAPSHOT },
        { role: 'source', kind: 'volume', id: DISK, uid: 'u-1' },
      ],
      sharedWith: [],
      revokedFrom: [],
    });
  });

  it('say the same from every producer', async () => {
    const of = async (record: Json) => essence(onlyEvent(await analyseRecords([record])) as never);
    const rest = await of(azureRest(created));
    assert.deepEqual(await of(azureHub(created)), { ...(rest as object), time: '2024-03-05T04:05:08.123Z' });
    assert.deepEqual(await of(azureSdk(created)), rest);
    assert.deepEqual(await of(azureRest({ ...created, bodyAsObject: true })), rest);
  });

  it('of begin, acceptance and end are one event, in any order and over any files', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const producer of [azureRest, azureHub, azureSdk]) {
      const records = steps.map(producer);
      const seen = new Set<string>();
      for (const order of orders) {
        const files = Object.fromEntries(order.map((step, place) => [`${place}.json`, [records[step]]]));
        for (const inputs of [files, { 'all.json': order.map((step) => records[step]) }]) {
          const event = onlyEvent(await analyse(inputs));
          assert.equal(event.locations.length, 3);
          assert.deepEqual(
            [event.action, event.outcome, event.time],
            ['create', 'success', '2024-03-05T04:05:06.123Z'],
          );
          assert.deepEqual(
            resources(event).map((line) => line.toLowerCase()),
            [`subject snapshot ${SNAPSHOT}`, `source volume ${DISK}`].map((line) => line.toLowerCase()),
          );
          seen.add(event.id);
        }
      }
      assert.equal(seen.size, 1);
    }
  });

  it('keep the action that only one of the records could tell', async () => {
    const clone: AzureRecord = {
      operation: 'Microsoft.Compute/disks/write',
      resourceId: diskId('clone'),
      status: 'Started',
      time: '04:05:06',
    };
    const records = [
      clone,
      { ...clone, status: 'Accepted', time: '04:05:07', body: copyOf(DISK) },
      { ...clone, status: 'Succeeded', time: '04:05:08' },
    ] as const;
    const event = onlyEvent(await analyseRecords(records.map((record) => azureRest(record))));
    assert.equal(event.action, 'copy', 'the acceptance names the disk that was copied');
  });

  it('that end in failure say why; the begin alone is pending', async () => {
    const failed = onlyEvent(
      await analyseRecords([azureRest(steps[0] as AzureRecord), azureRest({ ...created, status: 'Failed' })]),
    );
    assert.deepEqual([failed.outcome, failed.errorCode], ['failure', 'AuthorizationFailed']);
    const pending = onlyEvent(await analyseRecords([azureHub(steps[0] as AzureRecord)]));
    assert.deepEqual([pending.outcome, pending.errorCode], ['pending', null]);
    const accepted = onlyEvent(
      await analyseRecords([azureRest(steps[0] as AzureRecord), azureRest(steps[1] as AzureRecord)]),
    );
    assert.equal(accepted.outcome, 'pending');
  });

  it('of different operations or resources stay apart under one correlation id', async () => {
    const { events } = await analyseRecords([
      azureRest({ ...created, operation: 'Microsoft.Compute/snapshots/delete' }),
      azureRest({ ...created, operation: 'Microsoft.Compute/snapshots/beginGetAccess/action' }),
      azureRest({
        ...created,
        operation: 'Microsoft.Compute/snapshots/delete',
        resourceId: snapshotId('snap-two'),
      }),
    ]);
    assert.deepEqual(events.map(({ action }) => action).sort(), ['delete', 'delete', 'export']);
  });

  it('join across the letter cases in which one producer writes one resource', async () => {
    const upper = { ...created, resourceId: SNAPSHOT.toUpperCase(), operation: WRITE.toLowerCase() };
    const event = onlyEvent(await analyseRecords([azureRest(steps[0] as AzureRecord), azureRest(upper)]));
    assert.equal(event.locations.length, 2);
    assert.equal(event.resources.filter(({ role }) => role === 'subject').length, 1);
  });

  it('of a second call under one correlation id are a second event', async () => {
    const again = steps.map((step) => ({ ...step, time: step.time.replace('04:05', '04:06') }));
    const { events } = await analyseRecords([...steps, ...again].map(azureRest));
    assert.deepEqual(
      events.map(({ time, locations }) => [time?.slice(11, 19), locations.length]),
      [
        ['04:05:06', 3],
        ['04:06:06', 3],
      ],
    );
  });

  it('name an application by its id', async () => {
    const { actor } = onlyEvent(
      await analyseRecords([azureRest({ ...created, caller: 'a0000000-0000-0000-0000-000000000001' })]),
    );
    assert.deepEqual(actor, {
      id: 'a0000000-0000-0000-0000-000000000001',
      name: 'app/a0000000-0000-0000-0000-000000000001',
      account: TENANT,
      type: 'app',
      service: false,
      invokedBy: null,
      aliases: [],
    });
  });

  it('with a body that was cut off keep what the record itself says', async () => {
    const record = azureRest(created) as { properties: { responseBody: string } } & Json;
    const cut = {
      ...record,
      properties: { ...record.properties, responseBody: record.properties.responseBody.slice(0, 40) },
    };
    assert.deepEqual(resources(onlyEvent(await analyseRecords([cut]))), [`subject snapshot ${SNAPSHOT}`]);
  });

  it('of a listing or of another provider are no events', async () => {
    const { events, totals } = await analyseRecords([
      azureRest({ ...created, operation: 'Microsoft.Compute/virtualMachines/start/action' }),
      azureHub({ ...created, operation: 'Microsoft.Storage/storageAccounts/listKeys/action' }),
    ]);
    assert.deepEqual([events.length, totals.records], [0, 2]);
  });
});
