import { rdsClusterSnapshots, rdsSnapshots } from './awsDatabases.js';
import { awsImages } from './awsImages.js';
import {
  ec2ImagePermissions,
  ec2SnapshotPermissions,
  rdsClusterPermissions,
  rdsPermissions,
} from './awsPermissions.js';
import { awsSnapshots } from './awsSnapshots.js';
import { azureSnapshots } from './azureSnapshots.js';
import { gcloudSnapshots } from './gcloudSnapshots.js';
import type { InventoryKind } from './kind.js';
import { savedBaseline } from './savedBaseline.js';

/** Every kind of list that can be compared with. */
export const KINDS: readonly InventoryKind[] = [
  savedBaseline,
  ec2SnapshotPermissions,
  ec2ImagePermissions,
  rdsPermissions,
  rdsClusterPermissions,
  awsSnapshots,
  awsImages,
  rdsSnapshots,
  rdsClusterSnapshots,
  azureSnapshots,
  gcloudSnapshots,
];
