import { strict as assert } from 'node:assert';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, SUBSCRIPTION, snapshotId } from '../../support/azureActivity.js';
import {
  copySnapshot,
  createSnapshot,
  createVolume,
  denied,
  ec2,
  type Json,
  OWNER,
  PARTNER,
  rds,
  STRANGER,
  sharedUse,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, image, link, snapshot } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';

const ACCOUNT = 'snapshot.copied.otherAccount';
const KEY = 'snapshot.copied.foreignKey';
const REGION = 'snapshot.copied.region';
const RULES = [ACCOUNT, KEY, REGION];

const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const service = { type: 'AWSService', invokedBy: 'backup.amazonaws.com' };

const copyJob = (destination: string, more: Json = {}) =>
  ec2(
    'StartCopyJob',
    '10:10:00',
    {
      recoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-0a',
      sourceBackupVaultName: 'nightly',
      destinationBackupVaultArn: `arn:aws:backup:eu-west-1:${destination}:backup-vault:theirs`,
    },
    { copyJobId: 'job-1' },
    { eventSource: 'backup.amazonaws.com', ...more },
  );

describe(ACCOUNT, () => {
  it('is a copy into a vault of another account', async () => {
    assert.deepEqual(await judgedBy(RULES, [copyJob(STRANGER)]), [`${ACCOUNT} high`]);
    const { findings } = await analyseRecords([copyJob(STRANGER)]);
    assert.match(
      findings[0]?.message ?? '',
      new RegExp(`^user/mallory .* lies in account ${STRANGER}.*${OWNER}`),
    );
  });

  it('weighs little when a plan made it, and is expected of a trusted account', async () => {
    assert.deepEqual(await judgedBy(RULES, [copyJob(STRANGER, { userIdentity: service })]), [
      `${ACCOUNT} low`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [copyJob(PARTNER)], { trustedAccounts: [PARTNER] }), [
      `${ACCOUNT} high suppressed`,
    ]);
  });

  it('is no copy into the own account, none that failed, and none that another rule tells better', async () => {
    assert.deepEqual(await judgedBy(RULES, [copyJob(OWNER)]), []);
    assert.deepEqual(await judgedBy(RULES, [denied(copyJob(STRANGER), 'AccessDeniedException')]), []);
    assert.deepEqual(
      await judgedBy(RULES, [
        created,
        sharedUse('SharedSnapshotCopyInitiated', 'snap-0a', STRANGER, '10:02:00'),
      ]),
      [],
    );
  });

  it('is a copy across Azure subscriptions and Google projects', async () => {
    const other = diskId('d').replace(SUBSCRIPTION, '00000000-0000-0000-0000-0000000000cc');
    const azure = (source: string) =>
      azureRest({
        operation: 'Microsoft.Compute/snapshots/write',
        resourceId: snapshotId('s'),
        status: 'Succeeded',
        time: '10:00:00',
        body: copyOf(source),
      });
    assert.deepEqual(await judgedBy(RULES, [azure(other)]), [`${ACCOUNT} medium`]);
    assert.deepEqual(await judgedBy(RULES, [azure(diskId('d'))]), []);
    const google = (project?: string) =>
      gcpEntry({
        method: 'v1.compute.images.insert',
        resourceName: image('i'),
        time: '10:00:00',
        request: { sourceDisk: link(disk('d', project)) },
      });
    assert.deepEqual(await judgedBy(RULES, [google('project-two')]), [`${ACCOUNT} medium`]);
    assert.deepEqual(await judgedBy(RULES, [google()]), []);
  });

  it('is a disk made in one Azure subscription or Google project from a snapshot of another', async () => {
    const other = snapshotId('s').replace(SUBSCRIPTION, '00000000-0000-0000-0000-0000000000cc');
    const azure = (source: string) =>
      azureRest({
        operation: 'Microsoft.Compute/disks/write',
        resourceId: diskId('d'),
        status: 'Succeeded',
        time: '10:00:00',
        body: copyOf(source),
      });
    assert.deepEqual(await judgedBy(RULES, [azure(other)]), [`${ACCOUNT} medium`]);
    assert.deepEqual(await judgedBy(RULES, [azure(snapshotId('s'))]), []);
    const google = (source: Json) =>
      gcpEntry({
        method: 'v1.compute.disks.insert',
        resourceName: disk('d'),
        time: '10:00:00',
        request: source,
      });
    const elsewhere = 'projects/project-two/global';
    const taken = google({ sourceSnapshot: link(`${elsewhere}/snapshots/s`) });
    assert.deepEqual(await judgedBy(RULES, [taken]), [`${ACCOUNT} medium`]);
    assert.deepEqual(await judgedBy(RULES, [taken], { trustedAccounts: ['project-one'] }), [
      `${ACCOUNT} medium suppressed`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [google({ sourceSnapshot: link(snapshot('s')) })]), []);
    // Projects that hold the images of a company, or of everybody, are used by all others.
    assert.deepEqual(await judgedBy(RULES, [google({ sourceImage: link(`${elsewhere}/images/i`) })]), []);
  });

  it('is what Google writes into the log of the project that a snapshot was taken from', async () => {
    const taken = (type: string) =>
      gcpEntry({
        method: 'v1.compute.snapshots.insert',
        resourceName: disk('d'),
        time: '10:00:00',
        principal: 'mallory@gmail.com',
        payload: { metadata: { '@type': `type.googleapis.com/google.cloud.audit.${type}` } },
      });
    assert.deepEqual(await judgedBy(RULES, [taken('CrossEntityControlAuditMetadata')]), [`${ACCOUNT} high`]);
    assert.deepEqual(await judgedBy(RULES, [taken('OtherMetadata')]), []);
  });
});

describe(KEY, () => {
  const copied = (kmsKeyId: string | null, more: Json = {}) =>
    ec2(
      'CopySnapshot',
      '10:10:00',
      { sourceRegion: 'eu-west-1', sourceSnapshotId: 'snap-0a', ...(kmsKeyId === null ? {} : { kmsKeyId }) },
      { snapshotId: 'snap-0b' },
      more,
    );
  const keyOf = (account: string) =>
    `arn:aws:kms:eu-west-1:${account}:key/00000000-0000-4000-8000-00000000000a`;

  it('is a copy, an export or a restore under a key of another account', async () => {
    assert.deepEqual(await judgedBy(RULES, [created, copied(keyOf(STRANGER))]), [`${KEY} high`]);
    assert.deepEqual(
      await judgedBy(RULES, [
        rds('CopyDBSnapshot', '10:00:00', {
          sourceDBSnapshotIdentifier: 'n',
          targetDBSnapshotIdentifier: 'm',
          kmsKeyId: keyOf(STRANGER),
        }),
      ]),
      [`${KEY} high`],
    );
    const [finding] = findingsOf(await analyseRecords([created, copied(keyOf(STRANGER))]), KEY);
    assert.match(finding?.message ?? '', new RegExp(`key of account ${STRANGER}`));
  });

  it('is no own key, no alias, no failed call, no service and no trusted account’s', async () => {
    for (const key of [keyOf(OWNER), 'alias/aws/ebs', '00000000-0000-4000-8000-00000000000a', null]) {
      assert.deepEqual(await judgedBy(RULES, [created, copied(key)]), [], key ?? 'no key');
    }
    assert.deepEqual(await judgedBy(RULES, [created, denied(copied(keyOf(STRANGER)))]), []);
    assert.deepEqual(
      await judgedBy(RULES, [created, copied(keyOf(STRANGER), { userIdentity: service })]),
      [],
    );
    assert.deepEqual(
      await judgedBy(RULES, [created, copied(keyOf(PARTNER))], { trustedAccounts: [PARTNER] }),
      [`${KEY} high suppressed`],
    );
  });

  it('weighs little where keys live in a project of their own', async () => {
    const google = (project: string) =>
      gcpEntry({
        method: 'v1.compute.disks.createSnapshot',
        resourceName: disk('d'),
        time: '10:00:00',
        request: {
          name: 's',
          snapshotEncryptionKey: {
            kmsKeyName: `projects/${project}/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1`,
          },
        },
      });
    assert.deepEqual(await judgedBy(RULES, [google('keys-of-ours')]), [`${KEY} low`]);
    assert.deepEqual(await judgedBy(RULES, [google('project-one')]), []);
    const azure = azureRest({
      operation: 'Microsoft.Compute/snapshots/write',
      resourceId: snapshotId('s'),
      status: 'Succeeded',
      time: '10:00:00',
      body: {
        properties: {
          creationData: { createOption: 'Copy', sourceResourceId: diskId('d') },
          encryption: {
            diskEncryptionSetId:
              '/subscriptions/00000000-0000-0000-0000-0000000000cc/resourceGroups/k/providers/Microsoft.Compute/diskEncryptionSets/e',
          },
        },
      },
    });
    assert.deepEqual(await judgedBy(RULES, [azure]), [`${KEY} low`]);
  });
});

describe(REGION, () => {
  it('is the first copy by a person to a region', async () => {
    const { findings } = await analyseRecords([created, copySnapshot('snap-0a', 'snap-0b', '10:05:00')]);
    assert.deepEqual(
      findings.map(({ rule, severity }) => `${rule} ${severity}`),
      [`${REGION} low`],
    );
    assert.match(findings[0]?.message ?? '', /from region eu-west-1 to us-east-1/);
  });

  it('is one finding however many copies follow', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        created,
        createSnapshot('snap-1a', 'vol-1a', '10:01:00'),
        copySnapshot('snap-0a', 'snap-0b', '10:05:00'),
        copySnapshot('snap-1a', 'snap-1b', '10:06:00'),
      ]),
      [`${REGION} low`],
    );
  });

  it('is no copy where a service goes already, within the region, of unknown origin, or refused', async () => {
    const byService = copySnapshot('snap-1a', 'snap-1b', '10:04:00', { userIdentity: service });
    const other = createSnapshot('snap-1a', 'vol-1a', '10:01:00', { userIdentity: user('backup') });
    const mine = copySnapshot('snap-0a', 'snap-0b', '10:05:00');
    assert.deepEqual(await judgedBy(RULES, [created, other, byService, mine]), []);
    assert.deepEqual(
      await judgedBy(RULES, [
        created,
        copySnapshot('snap-0a', 'snap-0b', '10:05:00', { awsRegion: 'eu-west-1' }),
      ]),
      [],
    );
    assert.deepEqual(await judgedBy(RULES, [mine]), []);
    assert.deepEqual(await judgedBy(RULES, [created, denied(mine)]), []);
    assert.deepEqual(await judgedBy(RULES, [created, createVolume('vol-0b', 'snap-0a', '10:05:00')]), []);
  });

  it('counts no zones of Google’s', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        gcpEntry({
          method: 'v1.compute.disks.createSnapshot',
          resourceName: disk('d'),
          time: '10:00:00',
          request: { name: 's' },
        }),
        gcpEntry({
          method: 'v1.compute.images.insert',
          resourceName: image('i'),
          time: '10:01:00',
          request: { sourceSnapshot: link(snapshot('s')) },
        }),
      ]),
      [],
    );
  });
});
