import type { JsonObject } from '../../src/core/providers/json.js';
import { FIXTURES } from '../pure/formats/shapes/fixtures.js';
import { azureHub, azureRest, azureSdk, copyOf, diskId, snapshotId } from '../support/azureActivity.js';
import * as aws from '../support/cloudTrail.js';
import { disk, gcpPair, image, instance, link, snapshot } from '../support/gcpAudit.js';
import type { Dice } from './dice.js';

const time = (dice: Dice) =>
  `10:${String(dice.below(60)).padStart(2, '0')}:${String(dice.below(60)).padStart(2, '0')}`;
const snap = (dice: Dice) => `snap-0${dice.below(4)}`;
const volume = (dice: Dice) => `vol-0${dice.below(4)}`;
const anybody = (dice: Dice) =>
  dice.one([{ userId: aws.STRANGER }, { userId: aws.OWNER }, { group: 'all' }, { userId: aws.PARTNER }]);

const MAKERS: readonly ((dice: Dice) => readonly JsonObject[])[] = [
  (dice) => [dice.one(FIXTURES).record],
  (dice) => [dice.one(FIXTURES).record],
  (dice) => [aws.createSnapshot(snap(dice), volume(dice), time(dice))],
  (dice) => [aws.share(snap(dice), anybody(dice), time(dice))],
  (dice) => [aws.unshare(snap(dice), anybody(dice), time(dice))],
  (dice) => [aws.deleteSnapshot(snap(dice), time(dice))],
  (dice) => [aws.createVolume(volume(dice), snap(dice), time(dice))],
  (dice) => [aws.attachVolume(volume(dice), 'i-0a', time(dice))],
  (dice) => [aws.copySnapshot(snap(dice), snap(dice), time(dice))],
  (dice) => [aws.registerImage(`ami-0${dice.below(3)}`, [snap(dice), snap(dice)], time(dice))],
  (dice) => [aws.runInstances('i-0b', `ami-0${dice.below(3)}`, time(dice))],
  (dice) => [
    aws.sharedUse('SharedSnapshotVolumeCreated', snap(dice), dice.one([aws.STRANGER, aws.OWNER]), time(dice)),
  ],
  (dice) => [aws.denied(aws.deleteSnapshot(snap(dice), time(dice)))],
  (dice) => [aws.ec2('UnlockSnapshot', time(dice), { UnlockSnapshotRequest: { SnapshotId: snap(dice) } })],
  (dice) => [aws.ec2('DisableSnapshotBlockPublicAccess', time(dice), {})],
  (dice) => [
    aws.ec2('GetSnapshotBlock', time(dice), { snapshotId: snap(dice) }, null, {
      eventSource: 'ebs.amazonaws.com',
    }),
  ],
  (dice) => Array.from({ length: 12 }, () => aws.ec2('DescribeSnapshots', time(dice), {})),
  (dice) => [
    aws.ec2(
      'CopySnapshot',
      time(dice),
      {
        sourceSnapshotId: snap(dice),
        kmsKeyId: dice.one([`arn:aws:kms:eu-west-1:${aws.STRANGER}:key/k`, 'arn:', 'alias/a', '']),
      },
      { snapshotId: snap(dice) },
      { userIdentity: aws.user(dice.one(['mallory', 'eve'])) },
    ),
  ],
  (dice) => [aws.lookupRow(aws.deleteSnapshot(snap(dice), time(dice)))],
  (dice) => [
    aws.rds('CreateDBSnapshot', time(dice), {
      dBSnapshotIdentifier: 'nightly',
      dBInstanceIdentifier: 'orders',
    }),
  ],
  (dice) => {
    const operation = dice.one([
      'snapshots/write',
      'disks/write',
      'snapshots/delete',
      'snapshots/beginGetAccess/action',
    ]);
    const record = {
      operation: `Microsoft.Compute/${operation}`,
      resourceId: operation.startsWith('disks') ? diskId('d') : snapshotId('s'),
      correlationId: `c-${dice.below(3)}`,
    };
    const body = dice.one([copyOf(diskId('d')), copyOf(snapshotId('s'))]);
    const producer = dice.one([azureRest, azureHub, azureSdk]);
    return (['Started', 'Accepted', 'Succeeded'] as const).map((status) =>
      producer({ ...record, status, time: time(dice), ...(status === 'Started' ? {} : { body }) }),
    );
  },
  (dice) =>
    gcpPair({
      method: 'v1.compute.disks.createSnapshot',
      resourceName: disk('d'),
      time: time(dice),
      request: { name: 's' },
      checked: [['compute.snapshots.create', snapshot('s')]],
    }),
  (dice) =>
    gcpPair({
      method: 'beta.compute.images.insert',
      resourceName: image('i'),
      time: time(dice),
      request: { sourceSnapshot: link(snapshot('s')) },
    }),
  (dice) =>
    gcpPair({
      method: 'v1.compute.instances.insert',
      resourceName: instance('vm'),
      time: time(dice),
      request: { disks: [{ initializeParams: { sourceImage: link(image('i')) } }] },
    }),
  (dice) =>
    gcpPair({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot('s'),
      time: time(dice),
      request: { policy: { bindings: [{ role: 'r', members: ['allUsers'] }] } },
    }),
];

const NESTED: unknown = JSON.parse(`${'[{"a":'.repeat(120)}1${'}]'.repeat(120)}`);

const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e21,
  true,
  [],
  {},
  [[]],
  [null],
  { items: null },
  { items: [{}] },
  '...',
  '{"a":',
  '{}',
  'snap-00',
  '\u001b[2J',
  '\u202e\n',
  '__proto__',
  'x'.repeat(300),
  '\r\nCreateSnapshot\u2028\ud83d\ude00',
  '"",;\t"',
  '- a: &a [*a]',
  NESTED,
  { tag: 1, content: 'snap-01' },
  '2024-13-45T99:99:99Z',
  '9999-12-31T23:59:59Z',
];

/** Puts something odd somewhere into a record. */
export function distort(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.below(6) === 0) return dice.one(ODD);
  const entries = Object.entries(value);
  if (entries.length === 0) return dice.one(ODD);
  const index = dice.below(entries.length);
  const [key, inner] = entries[index] as [string, unknown];
  switch (dice.below(5)) {
    case 0:
      entries.splice(index, 1);
      break;
    case 1:
      entries[index] = [dice.one([key.toUpperCase(), '__proto__', `${key}x`, 'items']), inner];
      break;
    default:
      entries[index] = [key, distort(inner, dice)];
  }
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

/** One to half a dozen records of any shape, some of them odd, one of them perhaps twice. */
export function someRecords(dice: Dice): unknown[] {
  const records: unknown[] = [];
  for (let least = 1 + dice.below(dice.one([2, 6])); records.length < least; )
    records.push(...dice.one(MAKERS)(dice));
  for (let times = dice.below(3); times > 0; times--) {
    const index = dice.below(records.length);
    records[index] = distort(records[index], dice);
  }
  if (dice.oneIn(4)) records.push(records[0]);
  return records;
}
