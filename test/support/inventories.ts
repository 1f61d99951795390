import { snapshotId } from './azureActivity.js';
import type { Json } from './cloudTrail.js';
import { OWNER } from './cloudTrail.js';
import { link, PROJECT, snapshot } from './gcpAudit.js';

/**
 * Lists as the providers' command lines print them. Invented here, with placeholder ids; the fields are those that the
 * references of the three command lines and of the APIs behind them name.
 */

export const ebs = (id: string, more: Json = {}): Json => ({
  Description: 'before the upgrade',
  Encrypted: false,
  OwnerId: OWNER,
  Progress: '100%',
  SnapshotId: id,
  StartTime: '2024-03-05T10:00:00.123000+00:00',
  State: 'completed',
  StorageTier: 'standard',
  VolumeId: 'vol-0a',
  VolumeSize: 8,
  ...more,
});

export const ebsPermissions = (id: string, permissions: readonly Json[]): Json => ({
  CreateVolumePermissions: permissions,
  SnapshotId: id,
});

export const dbArn = (name: string, type = 'snapshot'): string =>
  `arn:aws:rds:eu-west-1:${OWNER}:${type}:${name}`;

export const dbSnapshot = (name: string, more: Json = {}): Json => ({
  DBSnapshotIdentifier: name,
  DBInstanceIdentifier: 'db-1',
  SnapshotCreateTime: '2024-03-05T10:00:30.000000+00:00',
  Status: 'available',
  SnapshotType: 'manual',
  Encrypted: true,
  KmsKeyId: `arn:aws:kms:eu-west-1:${OWNER}:key/00000000-0000-4000-8000-0000000000aa`,
  DBSnapshotArn: dbArn(name),
  ...more,
});

export const dbPermissions = (name: string, values: readonly string[]): Json => ({
  DBSnapshotAttributesResult: {
    DBSnapshotIdentifier: name,
    DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: values }],
  },
});

export const azSnapshot = (name: string, more: Json = {}): Json => ({
  creationData: {
    createOption: 'Copy',
    sourceResourceId: snapshotId('x').replace('/snapshots/x', '/disks/disk-1'),
  },
  encryption: { diskEncryptionSetId: null, type: 'EncryptionAtRestWithPlatformKey' },
  id: snapshotId(name),
  location: 'westeurope',
  name,
  networkAccessPolicy: 'AllowAll',
  provisioningState: 'Succeeded',
  publicNetworkAccess: 'Enabled',
  timeCreated: '2024-03-05T10:00:00.1234567+00:00',
  type: 'Microsoft.Compute/snapshots',
  uniqueId: `u-${name}`,
  ...more,
});

export const gceSnapshot = (name: string, more: Json = {}): Json => ({
  creationTimestamp: '2024-03-05T02:00:00.000-08:00',
  diskSizeGb: '10',
  id: '4815162342',
  kind: 'compute#snapshot',
  name,
  selfLink: link(snapshot(name)),
  sourceDisk: link(`projects/${PROJECT}/zones/europe-west1-b/disks/d`),
  sourceDiskId: '1',
  status: 'READY',
  storageLocations: ['eu'],
  ...more,
});
