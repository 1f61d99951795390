import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import { type Cloud, COMPONENTS } from '../../../src/core/model.js';

/** What other tools watch, and what none of them does: a row lost here is a regression. */
const peers = readFileSync('test/pure/catalogue/peerOperations.tsv', 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [family = '', cloud, service = '', operation = ''] = line.split('\t');
    return { family, cloud: cloud as Cloud, service, operation };
  });

/** They do not exist, though some tool or text names them. */
const INVENTED: readonly (readonly [Cloud, string, string])[] = [
  ['aws', 'ec2.amazonaws.com', 'RevertSnapshot'],
  ['aws', 'ec2.amazonaws.com', 'ShareSnapshot'],
  ['aws', 'ec2.amazonaws.com', 'ListSnapshots'],
  ['aws', 'ec2.amazonaws.com', 'GetSnapshotAttributes'],
  ['azure', 'Microsoft.Compute', 'Microsoft.Compute/snapshots/restore/action'],
  ['gcp', 'compute.googleapis.com', 'compute.disks.deleteSnapshot'],
  ['gcp', 'compute.googleapis.com', 'compute.disks.listSnapshots'],
  ['gcp', 'compute.googleapis.com', 'compute.snapshots.patch'],
];

/** What the data source DS0020 itself gives as examples, as calls. */
const EXAMPLES: readonly (readonly [Cloud, string, string, string])[] = [
  ['aws', 'ec2.amazonaws.com', 'CreateSnapshot', 'Snapshot Creation'],
  ['aws', 'ec2.amazonaws.com', 'DeleteSnapshot', 'Snapshot Deletion'],
  ['aws', 'ec2.amazonaws.com', 'DescribeSnapshots', 'Snapshot Enumeration'],
  ['aws', 'ec2.amazonaws.com', 'ModifySnapshotAttribute', 'Snapshot Modification'],
  ['aws', 'ec2.amazonaws.com', 'DescribeSnapshotAttribute', 'Snapshot Metadata'],
  ['azure', 'Microsoft.Compute', 'Microsoft.Compute/snapshots/write', 'Snapshot Creation'],
  ['gcp', 'compute.googleapis.com', 'compute.snapshots.insert', 'Snapshot Creation'],
];
/** The same, where they are no operation on a snapshot: calls of the backup service, finished restores, machines. */
const OTHER_EXAMPLES: readonly (readonly [Cloud, string, string, string])[] = [
  ['aws', 'backup.amazonaws.com', 'StartBackupJob', 'create'],
  ['aws', 'backup.amazonaws.com', 'RestoreCompleted', 'restore'],
  [
    'azure',
    'Microsoft.RecoveryServices',
    'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action',
    'restore',
  ],
  ['gcp', 'compute.googleapis.com', 'compute.instances.insert', 'restore'],
];

describe('catalogue coverage', () => {
  const catalogue = loadCatalogue();

  for (const family of new Set(peers.map((peer) => peer.family))) {
    it(`classifies what other tools watch of ${family}, and what none of them does`, () => {
      const missing = peers.filter(
        (peer) =>
          peer.family === family &&
          catalogue.find(peer.cloud, peer.service, peer.operation)?.operation !== peer.operation,
      );
      assert.deepEqual(missing, []);
    });
  }

  it('has the examples of the data source itself', () => {
    for (const [cloud, service, name, component] of EXAMPLES) {
      assert.equal(catalogue.find(cloud, service, name)?.component, component, name);
    }
    for (const [cloud, service, name, action] of OTHER_EXAMPLES) {
      assert.equal(catalogue.find(cloud, service, name)?.action, action, name);
    }
  });

  it('knows no operation that somebody invented', () => {
    const found = INVENTED.filter(
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
