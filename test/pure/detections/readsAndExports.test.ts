import { strict as assert } from 'node:assert';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import { azureRest, diskId, snapshotId } from '../../support/azureActivity.js';
import { createSnapshot, denied, ec2, type Json, rds, user } from '../../support/cloudTrail.js';
import { gcpEntry, PROJECT } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';

const READ = 'snapshot.read.direct';
const EXPORTED = 'snapshot.exported';
const RULES = [READ, EXPORTED];

const ebs = (eventName: string, time: string, snapshotId = 'snap-0a', more: Json = {}) =>
  ec2(eventName, time, { snapshotId, blockIndex: 1, blockToken: 'token' }, null, {
    eventSource: 'ebs.amazonaws.com',
    eventCategory: 'Data',
    managementEvent: false,
    readOnly: true,
    ...more,
  });
const blocks = (day: string, more: Json = {}) =>
  ['00', '20', '40'].map((second) =>
    ebs('GetSnapshotBlock', `2024-03-${day}T10:00:${second}Z`, 'snap-0a', more),
  );

describe(READ, () => {
  it('is one finding for all reads of a snapshot by an identity', async () => {
    const records = [ebs('ListSnapshotBlocks', '09:59:00'), ...blocks('05')];
    assert.deepEqual(await judgedBy(RULES, records), [`${READ} high`]);
    const [finding] = findingsOf(await analyseRecords(records), READ);
    assert.equal(finding?.events.length, 4);
    assert.match(
      finding?.message ?? '',
      /^user\/mallory read the data of snapshot snap-0a directly, by 4 calls within 1 min 40 s/,
    );
  });

  it('weighs little while only lists of blocks were asked for', async () => {
    const changed = ec2(
      'ListChangedBlocks',
      '10:00:00',
      { firstSnapshotId: 'snap-0a', secondSnapshotId: 'snap-0b' },
      null,
      { eventSource: 'ebs.amazonaws.com' },
    );
    for (const list of [ebs('ListSnapshotBlocks', '10:00:00'), changed])
      assert.deepEqual(await judgedBy(RULES, [list]), [`${READ} low`]);
  });

  it('weighs little when it runs by the clock, and not when a few days have nothing in common', async () => {
    assert.deepEqual(await judgedBy(RULES, [...blocks('05'), ...blocks('06'), ...blocks('07')]), [
      `${READ} low`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [...blocks('05'), ...blocks('06')]), [`${READ} high`]);
  });

  it('is nothing of a service, or refused', async () => {
    assert.deepEqual(
      await judgedBy(RULES, blocks('05', { userIdentity: { ...user(), invokedBy: 'backup.amazonaws.com' } })),
      [],
    );
    assert.deepEqual(
      await judgedBy(
        RULES,
        blocks('05').map((one) => denied(one, 'AccessDeniedException')),
      ),
      [],
    );
  });

  it('is two findings for two snapshots, and for two identities', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        createSnapshot('snap-0a', 'vol-0a', '09:00:00'),
        createSnapshot('snap-0b', 'vol-0b', '09:00:01'),
        ebs('GetSnapshotBlock', '10:00:00', 'snap-0a'),
        ebs('GetSnapshotBlock', '10:00:01', 'snap-0b'),
        ebs('GetSnapshotBlock', '10:00:02', 'snap-0b', { userIdentity: user('eve') }),
      ]),
      [`${READ} high`, `${READ} high`, `${READ} high`],
    );
  });

  it('is the mount of a backup’s files in Azure, which a restore of a file needs', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        azureRest({
          operation:
            'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/provisionInstantItemRecovery/action',
          resourceId:
            '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/rg-one/providers/Microsoft.RecoveryServices/Vaults/v/backupFabrics/Azure/protectionContainers/c/protectedItems/i/recoveryPoints/1',
          status: 'Succeeded',
          time: '10:00:00',
        }),
      ]),
      [`${READ} low`],
    );
  });
});

describe(`${EXPORTED}, in more ways`, () => {
  const azure = (
    operation: string,
    resourceId: string,
    status: 'Started' | 'Succeeded' | 'Failed' = 'Succeeded',
  ) => azureRest({ operation, resourceId, status, time: '10:00:00', correlationId: operation });

  it('is a link to a disk, a snapshot, a restore point; a SQL export; an image stored or exported', async () => {
    const restorePoint = snapshotId('s').replace(
      'snapshots/s',
      'restorePointCollections/c/restorePoints/p/diskRestorePoints/d',
    );
    for (const one of [
      azure('Microsoft.Compute/disks/beginGetAccess/action', diskId('d')),
      azure('Microsoft.Compute/snapshots/beginGetAccess/action', snapshotId('s')),
      azure(
        'Microsoft.Compute/restorePointCollections/restorePoints/diskRestorePoints/beginGetAccess/action',
        restorePoint,
      ),
      azure(
        'Microsoft.Sql/servers/databases/export/action',
        '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/rg-one/providers/Microsoft.Sql/servers/s/databases/d',
      ),
      ec2('CreateStoreImageTask', '10:00:00', {
        CreateStoreImageTaskRequest: { ImageId: 'ami-0a', Bucket: 'b' },
      }),
      ec2('ExportImage', '10:00:00', {
        ExportImageRequest: { ImageId: 'ami-0a', S3ExportLocation: { S3Bucket: 'b' } },
      }),
      rds('StartExportTask', '10:00:00', {
        sourceArn: 'arn:aws:rds:eu-west-1:111122223333:snapshot:n',
        s3BucketName: 'b',
      }),
      gcpEntry({
        method: 'cloudsql.instances.export',
        resourceName: `projects/${PROJECT}/instances/orders`,
        time: '10:00:00',
        request: { instance: 'orders', body: { exportContext: { uri: 'gs://b/orders.sql' } } },
        payload: { serviceName: 'cloudsql.googleapis.com' },
      }),
      gcpEntry({
        method: 'google.devtools.cloudbuild.v1.CloudBuild.CreateBuild',
        resourceName: `projects/${PROJECT}/builds`,
        time: '10:00:00',
        request: {
          build: {
            steps: [
              {
                name: 'gcr.io/compute-image-tools/gce_vm_image_export:release',
                args: ['-source_image=i', '-destination_uri=gs://b/i.tar.gz'],
              },
            ],
          },
        },
        payload: { serviceName: 'cloudbuild.googleapis.com' },
      }),
    ]) {
      assert.deepEqual(await judgedBy(RULES, [one]), [`${EXPORTED} high`], JSON.stringify(one));
    }
  });

  it('says when one began whose end is not logged, and of no other that it is not', async () => {
    const message = async (status: 'Started' | 'Succeeded') =>
      findingsOf(
        await analyseRecords([azure('Microsoft.Compute/disks/beginGetAccess/action', diskId('d'), status)]),
        EXPORTED,
      )[0]?.message ?? '';
    assert.match(
      await message('Started'),
      / began to export volume d \(the logs do not say how it ended\) at 2024-/,
    );
    assert.match(await message('Succeeded'), / exported volume d at 2024-/);
  });

  it('is no link that was refused, and no end of one', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [azure('Microsoft.Compute/disks/beginGetAccess/action', diskId('d'), 'Failed')]),
      [],
    );
    assert.deepEqual(
      await judgedBy(RULES, [azure('Microsoft.Compute/disks/endGetAccess/action', diskId('d'))]),
      [],
    );
  });

  it('weighs little when the same identity exports at the same hour day by day', async () => {
    const exportOn = (day: string, hour = '02') =>
      rds('StartExportTask', `2024-03-${day}T${hour}:00:00Z`, {
        sourceArn: `arn:aws:rds:eu-west-1:111122223333:snapshot:n${day}`,
        s3BucketName: 'reports',
      });
    assert.deepEqual(await judgedBy(RULES, [exportOn('05'), exportOn('06'), exportOn('07')]), [
      `${EXPORTED} low`,
      `${EXPORTED} low`,
      `${EXPORTED} low`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [exportOn('05'), exportOn('06', '09'), exportOn('07', '15')]), [
      `${EXPORTED} high`,
      `${EXPORTED} high`,
      `${EXPORTED} high`,
    ]);
  });

  it('tells repeated exports of one thing once', async () => {
    const { findings } = await analyseRecords([
      azureRest({
        operation: 'Microsoft.Compute/snapshots/beginGetAccess/action',
        resourceId: snapshotId('s'),
        status: 'Succeeded',
        time: '10:00:00',
        correlationId: 'c-1',
      }),
      azureRest({
        operation: 'Microsoft.Compute/snapshots/beginGetAccess/action',
        resourceId: snapshotId('s'),
        status: 'Succeeded',
        time: '11:00:00',
        correlationId: 'c-2',
      }),
    ]);
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.message ?? '', /and 1 more times?/);
  });
});
