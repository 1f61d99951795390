import assert from 'node:assert/strict';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import { type Cloud, COMPONENTS } from '../../../src/core/model.js';

/** What other tools know of these families, and what they miss: a row lost here is a regression. */
const KNOWN: readonly (readonly [Cloud, string, readonly string[]])[] = [
  [
    'aws',
    'ec2.amazonaws.com',
    [
      'CreateSnapshot',
      'CreateSnapshots',
      'ModifySnapshotAttribute',
      'ResetSnapshotAttribute',
      'DisableSnapshotBlockPublicAccess',
      'LockSnapshot',
      'UnlockSnapshot',
      'RestoreSnapshotTier',
      'ListSnapshotsInRecycleBin',
      'RestoreSnapshotFromRecycleBin',
      'EnableFastSnapshotRestores',
      'CopySnapshot',
      'SharedSnapshotCopyInitiated',
      'SharedSnapshotVolumeCreated',
      'CreateVolume',
      'AttachVolume',
      'CreateReplaceRootVolumeTask',
      'DeleteSnapshot',
      'DescribeSnapshots',
      'DescribeSnapshotAttribute',
      'DescribeSnapshotTierStatus',
      'DescribeImages',
      'CreateImage',
      'CopyImage',
      'ImportImage',
      'CreateRestoreImageTask',
      'CreateStoreImageTask',
      'ExportImage',
      'CreateInstanceExportTask',
      'ModifyImageAttribute',
      'DeregisterImage',
      'RegisterImage',
      'ImportSnapshot',
      'DisableImageBlockPublicAccess',
      'RunInstances',
      'TerminateInstances',
    ],
  ],
  [
    'aws',
    'ebs.amazonaws.com',
    [
      'ListSnapshotBlocks',
      'GetSnapshotBlock',
      'ListChangedBlocks',
      'StartSnapshot',
      'PutSnapshotBlock',
      'CompleteSnapshot',
    ],
  ],
  [
    'aws',
    'rds.amazonaws.com',
    [
      'CreateDBSnapshot',
      'CreateDBClusterSnapshot',
      'CopyDBSnapshot',
      'CopyDBClusterSnapshot',
      'ModifyDBSnapshotAttribute',
      'ModifyDBClusterSnapshotAttribute',
      'DeleteDBSnapshot',
      'DeleteDBClusterSnapshot',
      'DeleteDBInstanceAutomatedBackup',
      'StartExportTask',
      'RestoreDBInstanceFromDBSnapshot',
      'RestoreDBInstanceFromS3',
      'RestoreDBClusterFromSnapshot',
      'RestoreDBInstanceToPointInTime',
      'RestoreDBClusterToPointInTime',
      'DescribeDBSnapshots',
      'DescribeDBSnapshotAttributes',
    ],
  ],
  [
    'azure',
    'Microsoft.Compute',
    [
      'Microsoft.Compute/snapshots/write',
      'Microsoft.Compute/snapshots/delete',
      'Microsoft.Compute/snapshots/read',
      'Microsoft.Compute/snapshots/beginGetAccess/action',
      'Microsoft.Compute/disks/beginGetAccess/action',
      'Microsoft.Compute/disks/write',
      'Microsoft.Compute/disks/delete',
      'Microsoft.Compute/restorePointCollections/delete',
      'Microsoft.Compute/restorePointCollections/restorePoints/write',
      'Microsoft.Compute/restorePointCollections/restorePoints/retrieveSasUris/action',
      'Microsoft.Compute/galleries/share/action',
      'Microsoft.Compute/virtualMachines/write',
      'Microsoft.Compute/virtualMachines/delete',
    ],
  ],
  [
    'gcp',
    'compute.googleapis.com',
    [
      'compute.snapshots.insert',
      'compute.disks.createSnapshot',
      'compute.snapshots.setIamPolicy',
      'compute.disks.setIamPolicy',
      'compute.images.setIamPolicy',
      'compute.snapshots.delete',
      'compute.images.insert',
      'compute.images.delete',
      'compute.machineImages.insert',
      'compute.disks.insert',
      'compute.instances.insert',
      'compute.instances.attachDisk',
      'compute.instances.delete',
      'ScheduledSnapshots',
    ],
  ],
];

/** They sound like snapshots and are none, or do not exist at all. */
const FALSE_FRIENDS: readonly (readonly [Cloud, string, string])[] = [
  ['aws', 'ec2.amazonaws.com', 'CopyFpgaImage'],
  ['aws', 'ec2.amazonaws.com', 'RestoreManagedPrefixListVersion'],
  ['aws', 'ec2.amazonaws.com', 'RestoreAddressToClassic'],
  ['aws', 'ec2.amazonaws.com', 'RevertSnapshot'],
  ['aws', 'ec2.amazonaws.com', 'ShareSnapshot'],
  ['aws', 'ec2.amazonaws.com', 'ListSnapshots'],
  ['aws', 'acm-pca.amazonaws.com', 'RestoreCertificateAuthority'],
  ['azure', 'Microsoft.Compute', 'Microsoft.Compute/snapshots/restore/action'],
  ['gcp', 'pubsub.googleapis.com', 'google.pubsub.v1.Subscriber.CreateSnapshot'],
  ['gcp', 'compute.googleapis.com', 'compute.disks.deleteSnapshot'],
  ['gcp', 'compute.googleapis.com', 'compute.snapshots.patch'],
  ['gcp', 'compute.googleapis.com', 'compute.targetPools.setBackup'],
];

describe('catalogue coverage', () => {
  const catalogue = loadCatalogue();

  for (const [cloud, service, names] of KNOWN) {
    it(`knows the operations of ${service} that other tools watch, and those they miss`, () => {
      const missing = names.filter((name) => catalogue.find(cloud, service, name)?.operation !== name);
      assert.deepEqual(missing, []);
    });
  }

  it('knows no false friends', () => {
    const found = FALSE_FRIENDS.filter(
      ([cloud, service, name]) => catalogue.find(cloud, service, name) !== undefined,
    );
    assert.deepEqual(found, []);
  });

  it('keeps operations of the same name in another service apart', () => {
    for (const service of [
      'ec2',
      'ds',
      'elasticache',
      'memorydb',
      'fsx',
      'storagegateway',
      'redshift-serverless',
    ]) {
      const name = `${service}.amazonaws.com`;
      assert.equal(catalogue.find('aws', name, 'CreateSnapshot')?.service, name);
    }
    assert.equal(catalogue.find('aws', 's3.amazonaws.com', 'CreateSnapshot'), undefined);
  });

  for (const cloud of ['aws', 'azure', 'gcp'] as const) {
    it(`covers all five components in ${cloud}`, () => {
      const components = catalogue.operations
        .filter((operation) => operation.cloud === cloud)
        .flatMap(({ component, cases }) => [component, ...cases.map((item) => item.component)]);
      assert.deepEqual(
        COMPONENTS.filter((component) => !components.includes(component)),
        [],
      );
    });
  }
});
