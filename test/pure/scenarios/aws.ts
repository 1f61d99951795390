import {
  attachVolume,
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  OWNER,
  PARTNER,
  rds,
  STRANGER,
  share,
  sharedUse,
  unshare,
  user,
} from '../../support/cloudTrail.js';
import { createGrant, encryptedCopy, keyArn, putKeyPolicy, rootOf } from '../../support/keys.js';
import { by, byService, times, two } from './people.js';
import type { Scenario } from './scenario.js';

const ebs = { eventSource: 'ebs.amazonaws.com', eventCategory: 'Data', managementEvent: false };
const theirs = { userIdentity: user('zed', STRANGER), recipientAccountId: STRANGER };
const backup = (eventName: string, time: string, parameters: Record<string, unknown>, more = {}) =>
  ec2(eventName, time, parameters, null, { eventSource: 'backup.amazonaws.com', ...more });
const point = (id: number) => `arn:aws:backup:eu-west-1:${OWNER}:recovery-point:${id}`;
const launchable = (grantee: Record<string, unknown>, time: string) =>
  ec2('ModifyImageAttribute', time, {
    imageId: 'ami-0a',
    launchPermission: { add: { items: [grantee] } },
    attributeType: 'launchPermission',
  });
const imaged = ec2('CreateImage', '10:00:00', { instanceId: 'i-0a', name: 'n' }, { imageId: 'ami-0a' });

export const AWS: readonly Scenario[] = [
  {
    name: 'taken by another account, and the tracks covered',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        share('snap-0a', { userId: STRANGER }, '10:00:11'),
        sharedUse('SharedSnapshotCopyInitiated', 'snap-0a', STRANGER, '10:00:36'),
        unshare('snap-0a', { userId: STRANGER }, '10:00:58'),
        deleteSnapshot('snap-0a', '10:01:04'),
      ],
      chains: ['snap-0a: create share copy unshare delete'],
      findings: [
        'snapshot.deleted.afterUse high',
        'snapshot.shared.external high',
        'snapshot.used.byOtherAccount critical',
      ],
    },
    nearMiss: {
      what: 'the owner’s own account was let in',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        share('snap-0a', { userId: OWNER }, '10:00:11'),
        unshare('snap-0a', { userId: OWNER }, '10:00:58'),
        deleteSnapshot('snap-0a', '12:01:04'),
      ],
      chains: ['snap-0a: create share unshare delete'],
      findings: [],
    },
  },
  {
    name: 'restored and mounted in the taker’s account, as its own log tells',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        createVolume('vol-0b', 'snap-0a', '10:05:00', theirs),
        { ...attachVolume('vol-0b', 'i-theirs', '10:06:00'), ...theirs },
      ],
      chains: ['snap-0a: create share restore use'],
      findings: ['snapshot.shared.external high', 'snapshot.used.byOtherAccount critical'],
    },
    nearMiss: {
      what: 'the taker made a volume of another snapshot, and the share was refused',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        createSnapshot('snap-0c', 'vol-0c', '10:04:00', theirs),
        createVolume('vol-0b', 'snap-0c', '10:05:00', theirs),
      ],
      chains: ['snap-0a: create', 'snap-0c: create restore'],
      findings: [],
    },
  },
  {
    name: 'an image of a machine made public, after the block was switched off',
    story: {
      records: [
        imaged,
        ec2('DisableImageBlockPublicAccess', '10:01:00', {}),
        launchable({ group: 'all' }, '10:02:00'),
      ],
      chains: ['ami-0a: create share'],
      findings: ['account.guard.off medium', 'snapshot.shared.public critical'],
    },
    nearMiss: {
      what: 'the block was switched on, and nobody was let in',
      records: [
        imaged,
        ec2('EnableImageBlockPublicAccess', '10:01:00', {}),
        launchable({ group: 'none' }, '10:02:00'),
      ],
      chains: ['ami-0a: create modify'],
      findings: [],
    },
  },
  {
    name: 'a database snapshot exported to a bucket and deleted',
    story: {
      records: [
        rds('CreateDBSnapshot', '10:00:00', { dBSnapshotIdentifier: 'n', dBInstanceIdentifier: 'd' }),
        rds('StartExportTask', '10:20:00', {
          sourceArn: `arn:aws:rds:eu-west-1:${OWNER}:snapshot:n`,
          s3BucketName: 'elsewhere',
        }),
        rds('DeleteDBSnapshot', '11:00:00', { dBSnapshotIdentifier: 'n' }),
      ],
      chains: [`arn:aws:rds:eu-west-1:${OWNER}:snapshot:n: create export delete`],
      findings: ['snapshot.deleted.afterUse high', 'snapshot.exported high'],
    },
    nearMiss: {
      what: 'a report that runs every night',
      records: ['05', '06', '07'].map((day) =>
        rds(
          'StartExportTask',
          `2024-03-${day}T02:20:00Z`,
          { sourceArn: `arn:aws:rds:eu-west-1:${OWNER}:snapshot:n${day}`, s3BucketName: 'reports' },
          null,
          by('reporter'),
        ),
      ),
      chains: ['05', '06', '07'].map((day) => `arn:aws:rds:eu-west-1:${OWNER}:snapshot:n${day}: export`),
      findings: ['snapshot.exported low', 'snapshot.exported low', 'snapshot.exported low'],
    },
  },
  {
    name: 'read block by block, with no volume and no machine',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        ec2('ListSnapshotBlocks', '10:05:00', { snapshotId: 'snap-0a' }, null, ebs),
        ...times(20, (index) =>
          ec2(
            'GetSnapshotBlock',
            `10:06:${two(index)}`,
            { snapshotId: 'snap-0a', blockIndex: index },
            null,
            ebs,
          ),
        ),
      ],
      chains: [`snap-0a: create ${times(21, () => 'read').join(' ')}`],
      findings: ['snapshot.read.direct high'],
    },
    nearMiss: {
      what: 'a backup service reads so',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        ...times(20, (index) =>
          ec2('GetSnapshotBlock', `10:06:${two(index)}`, { snapshotId: 'snap-0a', blockIndex: index }, null, {
            ...byService('backup.amazonaws.com'),
            ...ebs,
          }),
        ),
      ],
      chains: [`snap-0a: create ${times(20, () => 'read').join(' ')}`],
      findings: [],
    },
  },
  {
    name: 'a vault unlocked and emptied',
    story: {
      records: [
        backup('DeleteBackupVaultLockConfiguration', '10:00:00', { backupVaultName: 'v' }),
        ...times(6, (index) =>
          backup('DeleteRecoveryPoint', `10:0${index + 1}:00`, {
            backupVaultName: 'v',
            recoveryPointArn: point(index),
          }),
        ),
      ],
      chains: times(6, (index) => `${point(index)}: delete`),
      findings: ['backup.protection.weakenedThenDeleted critical'],
    },
    nearMiss: {
      what: 'the service deletes what has expired, and nobody unlocked anything',
      records: times(6, (index) =>
        backup(
          'DeleteRecoveryPoint',
          `10:0${index + 1}:00`,
          { backupVaultName: 'v', recoveryPointArn: point(index) },
          byService('backup.amazonaws.com'),
        ),
      ),
      chains: times(6, (index) => `${point(index)}: delete`),
      findings: [],
    },
  },
  {
    name: 'a vault unlocked by one and emptied by another',
    story: {
      records: [
        backup('DeleteBackupVaultLockConfiguration', '10:00:00', { backupVaultName: 'v' }),
        ...times(6, (index) =>
          backup(
            'DeleteRecoveryPoint',
            `10:0${index + 1}:00`,
            { backupVaultName: 'v', recoveryPointArn: point(index) },
            by('eve'),
          ),
        ),
      ],
      chains: times(6, (index) => `${point(index)}: delete`),
      findings: ['backup.protection.weakenedThenDeleted high'],
    },
    nearMiss: {
      what: 'another one clears up a vault that nobody unlocked',
      records: [
        backup('DeleteBackupVaultLockConfiguration', '10:00:00', { backupVaultName: 'v' }),
        ...times(4, (index) =>
          backup(
            'DeleteRecoveryPoint',
            `10:0${index + 1}:00`,
            { backupVaultName: 'w', recoveryPointArn: point(index) },
            by('eve'),
          ),
        ),
      ],
      chains: times(4, (index) => `${point(index)}: delete`),
      findings: ['backup.protection.weakened low'],
    },
  },
  {
    name: 'everything deleted within the hour',
    story: {
      records: times(25, (index) => deleteSnapshot(`snap-${two(index)}`, `10:${two(index * 2)}:00`)),
      chains: times(25, (index) => `snap-${two(index)}: delete`),
      findings: ['snapshot.delete.mass high'],
    },
    nearMiss: {
      what: 'a clean-up script, every night at three',
      records: ['05', '06', '07'].flatMap((day) =>
        times(25, (index) =>
          deleteSnapshot(`snap-${day}${two(index)}`, `2024-03-${day}T03:${two(index)}:00Z`, by('janitor')),
        ),
      ),
      chains: ['05', '06', '07'].flatMap((day) => times(25, (index) => `snap-${day}${two(index)}: delete`)),
      findings: ['snapshot.delete.mass low', 'snapshot.delete.mass low', 'snapshot.delete.mass low'],
    },
  },
  {
    name: 'refused, refused again, then shared after all',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        denied(share('snap-0a', { userId: STRANGER }, '10:01:00')),
        denied(share('snap-0a', { userId: STRANGER }, '10:02:00')),
        share('snap-0a', { userId: STRANGER }, '10:30:00'),
      ],
      chains: ['snap-0a: create share share share'],
      findings: ['snapshot.attempt.deniedThenDone medium', 'snapshot.shared.external high'],
    },
    nearMiss: {
      what: 'a pipeline that got the right to make snapshots',
      records: [
        denied(createSnapshot('snap-0a', 'vol-0a', '10:00:00')),
        createSnapshot('snap-0a', 'vol-0a', '10:30:00'),
      ],
      chains: ['snap-0a: create'],
      findings: ['snapshot.attempt.deniedThenDone low'],
    },
  },
  {
    name: 'restored and mounted by somebody nobody had seen',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '2024-02-01T10:00:00Z', by('alice')),
        createVolume('vol-0b', 'snap-0a', '2024-03-05T10:00:00Z', by('eve')),
        { ...attachVolume('vol-0b', 'i-eve', '2024-03-05T10:05:00Z'), ...by('eve') },
      ],
      chains: ['snap-0a: create restore use'],
      findings: ['snapshot.mounted.elsewhere medium'],
    },
    nearMiss: {
      what: 'the one who made it restores it weeks later',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '2024-02-01T10:00:00Z', by('alice')),
        createVolume('vol-0b', 'snap-0a', '2024-03-05T10:00:00Z', by('alice')),
        { ...attachVolume('vol-0b', 'i-0b', '2024-03-05T10:05:00Z'), ...by('alice') },
      ],
      chains: ['snap-0a: create restore use'],
      findings: ['snapshot.mounted.elsewhere low'],
    },
  },
  {
    name: 'encrypted with a foreign key, then opened',
    settings: { trustedAccounts: [PARTNER] },
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        ec2(
          'CopySnapshot',
          '10:05:00',
          {
            sourceRegion: 'eu-west-1',
            sourceSnapshotId: 'snap-0a',
            encrypted: true,
            kmsKeyId: `arn:aws:kms:eu-west-1:${STRANGER}:key/00000000-0000-4000-8000-00000000000a`,
          },
          { snapshotId: 'snap-0b' },
        ),
        share('snap-0b', { userId: STRANGER }, '10:10:00'),
      ],
      chains: ['snap-0a: create copy share'],
      findings: ['snapshot.copied.foreignKey high', 'snapshot.shared.external high'],
    },
    nearMiss: {
      what: 'the key account of the company, trusted',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        ec2(
          'CopySnapshot',
          '10:05:00',
          {
            sourceRegion: 'eu-west-1',
            sourceSnapshotId: 'snap-0a',
            encrypted: true,
            kmsKeyId: `arn:aws:kms:eu-west-1:${PARTNER}:key/00000000-0000-4000-8000-00000000000a`,
          },
          { snapshotId: 'snap-0b' },
        ),
      ],
      chains: ['snap-0a: create copy'],
      findings: ['snapshot.copied.foreignKey high suppressed'],
    },
  },
  {
    name: 'a key of ours opened to a stranger, and the copy that it encrypts',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        encryptedCopy('snap-0a', 'snap-0b', '10:05:00', keyArn()),
        putKeyPolicy(keyArn(), [rootOf(OWNER)], '09:00:00', by('alice')),
        putKeyPolicy(keyArn(), [rootOf(OWNER), rootOf(STRANGER)], '10:06:00'),
        share('snap-0b', { userId: STRANGER }, '10:07:00'),
        sharedUse('SharedSnapshotCopyInitiated', 'snap-0b', STRANGER, '10:09:00'),
      ],
      chains: ['snap-0a: create copy share share copy'],
      findings: [
        'snapshot.key.granted high',
        'snapshot.shared.external high',
        'snapshot.used.byOtherAccount critical',
      ],
    },
    nearMiss: {
      what: 'EBS gives itself a grant for who uses the key, its policy names the own account, another key is opened',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        encryptedCopy('snap-0a', 'snap-0b', '10:05:00', keyArn()),
        createGrant(
          keyArn(),
          `arn:aws:sts::${OWNER}:assumed-role/aws:ec2-infrastructure/i-0aaaaaaaaaaaaaaa1`,
          '10:05:01',
          { userIdentity: { ...user(), invokedBy: 'AWS Internal' } },
        ),
        putKeyPolicy(keyArn(), [rootOf(OWNER)], '10:06:00'),
        createGrant(keyArn('00000000-0000-4000-8000-00000000000b'), rootOf(STRANGER), '10:07:00'),
      ],
      chains: ['snap-0a: create copy'],
      findings: [],
    },
  },
  {
    name: 'made, mounted elsewhere and deleted within twenty minutes',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        createVolume('vol-0b', 'snap-0a', '10:05:00'),
        attachVolume('vol-0b', 'i-else', '10:08:00'),
        deleteSnapshot('snap-0a', '10:20:00'),
      ],
      chains: ['snap-0a: create restore use delete'],
      findings: ['snapshot.deleted.afterUse medium', 'snapshot.mounted.elsewhere low'],
    },
    nearMiss: {
      what: 'the disk was never mounted',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        createVolume('vol-0b', 'snap-0a', '10:05:00'),
        deleteSnapshot('snap-0a', '10:20:00'),
      ],
      chains: ['snap-0a: create restore delete'],
      findings: ['snapshot.deleted.afterUse low'],
    },
  },
  {
    name: 'shared with an account that a mistake let in, and corrected',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        share('snap-0a', { userId: STRANGER }, '10:10:00'),
        unshare('snap-0a', { userId: STRANGER }, '10:12:00'),
      ],
      chains: ['snap-0a: create share unshare'],
      findings: ['snapshot.shared.external high', 'snapshot.shared.thenRevoked medium'],
    },
    nearMiss: {
      what: 'the correction of an access that was given before these logs',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        unshare('snap-0a', { userId: STRANGER }, '10:12:00'),
      ],
      chains: ['snap-0a: create unshare'],
      findings: [],
    },
  },
  {
    name: 'copied into a vault of another account',
    story: {
      records: [
        backup('StartCopyJob', '10:00:00', {
          recoveryPointArn: point(1),
          destinationBackupVaultArn: `arn:aws:backup:eu-west-1:${STRANGER}:backup-vault:theirs`,
        }),
      ],
      chains: [`${point(1)}: copy`],
      findings: ['snapshot.copied.otherAccount high'],
    },
    nearMiss: {
      what: 'a plan copies into a second vault of the same account',
      records: [
        backup('StartCopyJob', '10:00:00', {
          recoveryPointArn: point(1),
          destinationBackupVaultArn: `arn:aws:backup:us-east-1:${OWNER}:backup-vault:second`,
        }),
      ],
      chains: [`${point(1)}: copy`],
      findings: [],
    },
  },
  {
    name: 'snapshots of many disks made by somebody new, and one taken to another region',
    story: {
      records: [
        createSnapshot('snap-99', 'vol-99', '2024-02-01T10:00:00Z', by('alice')),
        ...times(5, (index) =>
          createSnapshot(`snap-0${index}`, `vol-0${index}`, `10:0${index}:00`, by('eve')),
        ),
        copySnapshot('snap-00', 'snap-10', '10:30:00', by('eve')),
      ],
      chains: [
        'snap-99: create',
        'snap-00: create copy',
        ...[1, 2, 3, 4].map((index) => `snap-0${index}: create`),
      ],
      findings: ['snapshot.burst.create medium', 'snapshot.copied.region low'],
    },
    nearMiss: {
      what: 'a migration by the role that always does it',
      records: [
        createSnapshot('snap-99', 'vol-99', '2024-02-01T10:00:00Z', by('migration')),
        ...times(5, (index) =>
          createSnapshot(`snap-0${index}`, `vol-0${index}`, `10:0${index}:00`, by('migration')),
        ),
        ...times(5, (index) =>
          copySnapshot(`snap-0${index}`, `snap-1${index}`, `10:3${index}:00`, by('migration')),
        ),
        ...times(5, (index) =>
          createVolume(`vol-1${index}`, `snap-1${index}`, `11:0${index}:00`, {
            awsRegion: 'us-east-1',
            ...by('migration'),
          }),
        ),
      ],
      chains: ['snap-99: create', ...times(5, (index) => `snap-0${index}: create copy restore`)],
      findings: ['snapshot.burst.create low', 'snapshot.burst.create low', 'snapshot.copied.region low'],
    },
  },
];
