import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  copySnapshot,
  createSnapshot,
  deleteSnapshot,
  denied,
  type Json,
  OWNER,
  PARTNER,
  rds,
  STRANGER,
  share,
  unshare,
} from '../../support/cloudTrail.js';
import { baselineFindings, compared, savedOf } from '../../support/compared.js';
import { disk, gcpEntry, gcpPair, image, PROJECT, snapshot } from '../../support/gcpAudit.js';
import { dbArn } from '../../support/inventories.js';

/** One call of somebody's: what it says at a time, of the thing of a number and for somebody. */
type Call = (number: number, who: string, time: string) => readonly Json[];

const KEY = `arn:aws:kms:eu-west-1:${OWNER}:key/00000000-0000-4000-8000-0000000000aa`;

const AWS: readonly Call[] = [
  (n, _, time) => [createSnapshot(`snap-0${n}`, `vol-0${n}`, time)],
  (n, _, time) => [
    copySnapshot(`snap-0${n}`, `snap-0${n + 1}`, time, { requestParameters: { kmsKeyId: KEY } }),
  ],
  (n, _, time) => [copySnapshot(`snap-0${n}`, `snap-0${n + 1}`, time)],
  (n, who, time) => [share(`snap-0${n}`, { userId: who }, time)],
  (n, who, time) => [unshare(`snap-0${n}`, { userId: who }, time)],
  (n, _, time) => [share(`snap-0${n}`, { group: 'all' }, time)],
  (n, _, time) => [deleteSnapshot(`snap-0${n}`, time)],
  (n, _, time) => [denied(deleteSnapshot(`snap-0${n}`, time))],
  (n, _, time) => {
    const { eventTime: _time, ...undated } = deleteSnapshot(`snap-0${n}`, time);
    return [undated];
  },
  (n, _, time) => [
    rds(
      'CreateDBSnapshot',
      time,
      { dBSnapshotIdentifier: `s${n}`, dBInstanceIdentifier: 'orders' },
      { dBSnapshotArn: dbArn(`s${n}`), encrypted: n % 2 === 0, kmsKeyId: KEY },
    ),
  ],
  (n, who, time) => [
    rds('ModifyDBSnapshotAttribute', time, {
      dBSnapshotIdentifier: `s${n}`,
      attributeName: 'restore',
      valuesToAdd: [who],
    }),
  ],
  (n, _, time) => [rds('DeleteDBSnapshot', time, { dBSnapshotIdentifier: `s${n}` })],
];

const azure =
  (operation: string, status: 'Started' | 'Succeeded' | 'Failed', body?: Json): Call =>
  (n, _, time) => [
    azureRest({
      operation: `Microsoft.Compute/snapshots/${operation}`,
      resourceId: n % 2 === 0 ? snapshotId(`s${n}`) : snapshotId(`s${n}`).toUpperCase(),
      status,
      time,
      correlationId: `c-${operation}-${n}-${time}`,
      ...(body === undefined ? {} : { body }),
    }),
  ];

const AZURE: readonly Call[] = [
  azure('write', 'Succeeded', copyOf(diskId('disk-1'))),
  azure('write', 'Succeeded'),
  azure('write', 'Succeeded', { properties: { uniqueId: 'u-1' } }),
  azure('write', 'Succeeded', { properties: { uniqueId: 'u-2' } }),
  azure('write', 'Started'),
  azure('delete', 'Succeeded'),
  azure('delete', 'Failed'),
  azure('delete', 'Started'),
  azure('beginGetAccess/action', 'Succeeded'),
  azure('endGetAccess/action', 'Succeeded'),
];

const GOOGLE: readonly Call[] = [
  (n, _, time) =>
    gcpPair({
      method: 'v1.compute.disks.createSnapshot',
      resourceName: disk('d'),
      time,
      request: { name: `s${n}`, sourceDisk: disk('d') },
      checked: [['compute.snapshots.create', snapshot(`s${n}`)]],
    }),
  (n, _, time) => [
    gcpEntry({
      method: 'v1.compute.snapshots.insert',
      resourceName: snapshot(`s${n}`),
      time,
      request: {
        name: `s${n}`,
        snapshotEncryptionKey: { kmsKeyName: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' },
      },
    }),
  ],
  (n, who, time) => [
    gcpEntry({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot(`s${n}`),
      time,
      payload: {
        request: { policy: { bindings: [{ role: 'roles/viewer', members: [`user:${who}@example.com`] }] } },
      },
    }),
  ],
  (n, _, time) => [
    gcpEntry({ method: 'v1.compute.snapshots.delete', resourceName: snapshot(`s${n}`), time }),
  ],
  // The log of a delete gives the number of what it deleted, too.
  (n, who, time) => [
    gcpEntry({
      method: 'v1.compute.snapshots.delete',
      resourceName: snapshot(`s${n}`),
      time,
      entry: {
        resource: { type: 'gce_snapshot', labels: { project_id: PROJECT, snapshot_id: `${n}${who}` } },
      },
    }),
  ],
  (n, who, time) => [
    gcpEntry({
      method: 'v1.compute.snapshots.setLabels',
      resourceName: snapshot(`s${n}`),
      time,
      entry: {
        resource: { type: 'gce_snapshot', labels: { project_id: PROJECT, snapshot_id: `${n}${who}` } },
      },
    }),
  ],
  (n, _, time) => [
    gcpEntry({
      method: 'v1.compute.images.insert',
      resourceName: image(`i${n}`),
      time,
      request: { name: `i${n}`, sourceSnapshot: snapshot(`s${n}`) },
    }),
  ],
];

const CLOUDS: Readonly<Record<string, readonly Call[]>> = {
  AWS,
  Azure: AZURE,
  'Google Cloud': GOOGLE,
  'all three': [...AWS, ...AZURE, ...GOOGLE],
};

/** Few names and few moments, so that names are used again and calls are of one second. */
const history = (calls: readonly Call[]): fc.Arbitrary<readonly Json[]> =>
  fc
    .array(
      fc.record({
        call: fc.constantFrom(...calls),
        number: fc.integer({ min: 1, max: 3 }),
        who: fc.constantFrom(STRANGER, PARTNER),
        minute: fc.integer({ min: 10, max: 40 }),
      }),
      { minLength: 1, maxLength: 25 },
    )
    .map((steps) => steps.flatMap(({ call, number, who, minute }) => call(number, who, `10:${minute}:00`)));

describe('a saved baseline', () => {
  for (const [cloud, calls] of Object.entries(CLOUDS)) {
    it(`does not differ from the logs that it was saved from, whatever happened: ${cloud}`, async () => {
      await fc.assert(
        fc.asyncProperty(history(calls), async (records) => {
          const saved = await savedOf(records);
          const analysis = await compared(records, [{ content: saved }]);
          assert.deepEqual(
            baselineFindings(analysis).map(({ message }) => message),
            [],
          );
        }),
        { numRuns: 100 },
      );
    });
  }

  it('holds what the property needs to hold: things that exist, of each cloud, open to others and encrypted', async () => {
    const records = [
      ...[...AWS, ...AZURE, ...GOOGLE].flatMap((call, at) => call(1, PARTNER, `10:${at + 10}:00`)),
      ...[...AWS.slice(1), ...GOOGLE.slice(1)].flatMap((call, at) => call(8, PARTNER, `11:${at + 10}:00`)),
    ].filter((record) => !JSON.stringify(record).includes('elete'));
    const saved = JSON.stringify(await savedOf(records));
    for (const part of ['"aws"', '"gcp"', '"azure"', PARTNER, KEY, 'cryptoKeys/k'])
      assert.ok(saved.includes(part), part);
  });
});
