import assert from 'node:assert/strict';
import type { Analysis } from '../../../src/core/model.js';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.js';
import { analyzerOfBytes } from '../../support/analyse.js';
import { readValue } from '../../support/readValue.js';

/**
 * What the rows of services beside EC2, RDS and Compute make of records. The records are invented after the
 * providers' models: no real one of these could be found.
 */
let serial = 0;

function tell(value: object) {
  const [draft] = readValue(value);
  assert.ok(draft !== undefined, 'known');
  const { action, component, resources, sharedWith, techniques } = draft.event;
  return {
    action: component === null ? action : `${action}, ${component}`,
    resources: resources.map(({ role, kind, id }) => `${role} ${kind} ${id}`),
    sharedWith,
    techniques,
    alone: draft.standsAlone,
  };
}

function awsEvent(
  service: string,
  eventName: string,
  request: unknown,
  response: unknown = null,
  more: object = {},
) {
  serial++;
  return {
    eventVersion: '1.08',
    eventID: `event-${serial}`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventTime: `2024-05-14T12:00:${String(serial % 60).padStart(2, '0')}Z`,
    awsRegion: 'eu-west-1',
    recipientAccountId: '000000000001',
    userIdentity: { type: 'IAMUser', accountId: '000000000001', userName: 'alice' },
    requestParameters: request,
    responseElements: response,
    ...more,
  };
}

const aws = (...event: Parameters<typeof awsEvent>) => tell(awsEvent(...event));

const azure = (operation: string, resourceId: string, body: object = {}, method = 'PUT') =>
  tell({
    operationName: { value: operation },
    resourceId,
    status: { value: 'Succeeded' },
    httpRequest: { method },
    properties: { responseBody: JSON.stringify(body) },
  });

function gcpEntry(serviceName: string, methodName: string, payload: object) {
  serial++;
  return {
    insertId: `entry-${serial}`,
    timestamp: `2024-05-14T12:00:${String(serial % 60).padStart(2, '0')}Z`,
    resource: { labels: { project_id: 'victim' } },
    protoPayload: { serviceName: `${serviceName}.googleapis.com`, methodName, ...payload },
  };
}

const gcp = (...entry: Parameters<typeof gcpEntry>) => tell(gcpEntry(...entry));

async function analyse(text: string): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  await analyzer.readInput({ uri: 'file:///x.json', bytes: new TextEncoder().encode(text) });
  return analyzer.conclude(DEFAULT_SETTINGS);
}

const chainsOf = async (events: readonly object[]) =>
  (await analyse(JSON.stringify({ Records: events }))).chains.map(({ actions }) => actions.join(' '));

describe('resource policies', () => {
  const arn = 'arn:aws:redshift-serverless:eu-west-1:000000000001:snapshot/5c';
  const policy = (...statements: object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const put = (text: string) =>
    aws('redshift-serverless', 'PutResourcePolicy', { resourceArn: arn, policy: text });

  it('share a snapshot with those that they allow', () => {
    const told = put(
      policy(
        { Effect: 'Deny', Principal: '*', Action: 'redshift-serverless:*' },
        {
          Effect: 'Allow',
          Principal: { AWS: ['000000000002', 'arn:aws:iam::000000000003:root'] },
          Action: 'x',
        },
      ),
    );
    assert.equal(told.action, 'share, Snapshot Modification');
    assert.deepEqual(told.sharedWith, ['000000000002', 'arn:aws:iam::000000000003:root']);
    assert.deepEqual(told.resources, [`subject snapshot ${arn}`]);
    assert.deepEqual(told.techniques, ['T1537']);
  });

  it('make it public when they allow everybody, in both ways of writing that', () => {
    for (const Principal of ['*', { AWS: '*' }]) {
      assert.deepEqual(put(policy({ Effect: 'Allow', Principal, Action: 'x' })).sharedWith, ['public']);
    }
  });

  it('share nothing when they only deny, or cannot be read', () => {
    for (const text of [policy({ Effect: 'Deny', Principal: '*', Action: 'x' }), '{"Statement":[', '']) {
      assert.deepEqual(put(text).sharedWith, [], text);
      assert.equal(put(text).action, 'modify, Snapshot Modification', text);
    }
  });

  it('protect a vault when they only deny, and open it when they allow', () => {
    const vault = (text: string) =>
      aws('backup', 'PutBackupVaultAccessPolicy', { backupVaultName: 'gold', policy: text });
    assert.equal(
      vault(policy({ Effect: 'Deny', Principal: '*', Action: 'backup:Delete*' })).action,
      'protect',
    );
    const open = vault(
      policy({ Effect: 'Allow', Principal: { AWS: '000000000002' }, Action: 'backup:CopyIntoBackupVault' }),
    );
    assert.equal(open.action, 'share');
    assert.deepEqual(open.sharedWith, ['000000000002']);
  });

  it('count only on a snapshot', () => {
    const other = 'arn:aws:redshift-serverless:eu-west-1:000000000001:namespace/1';
    const told = aws('redshift-serverless', 'PutResourcePolicy', { resourceArn: other, policy: '{}' });
    assert.equal(told.alone, false);
  });
});

describe('catalogue rows on records of other AWS services', () => {
  it('share and take back a Redshift snapshot', () => {
    const request = { snapshotIdentifier: 'monthly', accountWithRestoreAccess: '000000000002' };
    assert.equal(aws('redshift', 'AuthorizeSnapshotAccess', request).action, 'share, Snapshot Modification');
    assert.deepEqual(aws('redshift', 'RevokeSnapshotAccess', request).sharedWith, ['000000000002']);
    assert.equal(aws('redshift', 'RevokeSnapshotAccess', request).action, 'unshare, Snapshot Modification');
  });

  it('take the last snapshot of a cluster that is deleted', () => {
    const told = aws('redshift', 'DeleteCluster', {
      clusterIdentifier: 'dw',
      finalClusterSnapshotIdentifier: 'last',
    });
    assert.equal(told.action, 'delete, Snapshot Creation');
    assert.deepEqual(told.resources, ['subject database dw', 'result snapshot last']);
    const silent = aws('redshift', 'DeleteCluster', {
      clusterIdentifier: 'dw',
      skipFinalClusterSnapshot: true,
    });
    assert.equal(silent.action, 'delete');
    assert.ok(silent.alone);
  });

  it('leave containers without a snapshot alone', () => {
    assert.equal(aws('ecs', 'RunTask', { cluster: 'c', taskDefinition: 't' }).alone, false);
    const volume = { name: 'v', managedEBSVolume: { snapshotId: 'snap-1' } };
    const told = aws(
      'ecs',
      'RunTask',
      { volumeConfigurations: [volume] },
      { tasks: [{ taskArn: 'arn:aws:ecs:x' }] },
    );
    assert.ok(told.alone);
    assert.deepEqual(told.resources, ['source snapshot snap-1', 'result instance arn:aws:ecs:x']);
  });

  it('export a cache when a bucket is named, else copy', () => {
    const request = { sourceSnapshotName: 'a', targetSnapshotName: 'b' };
    assert.equal(aws('elasticache', 'CopySnapshot', request).action, 'copy, Snapshot Creation');
    assert.equal(aws('elasticache', 'CopySnapshot', { ...request, targetBucket: 'bucket' }).action, 'export');
  });

  it('turn automatic backups off', () => {
    const off = aws('fsx', 'UpdateFileSystem', {
      fileSystemId: 'fs-1',
      windowsConfiguration: { automaticBackupRetentionDays: 0 },
    });
    assert.equal(off.action, 'unprotect');
    assert.ok(off.alone);
    assert.equal(aws('fsx', 'UpdateFileSystem', { fileSystemId: 'fs-1', storageCapacity: 1 }).alone, false);
    const dynamo = {
      tableName: 't',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    };
    assert.equal(aws('dynamodb', 'UpdateContinuousBackups', dynamo).action, 'unprotect');
  });

  it('tag only recovery points', () => {
    const tag = (resourceArn: string) => aws('backup', 'TagResource', { resourceArn, tags: 'HIDDEN' }).alone;
    assert.equal(tag('arn:aws:backup:eu-west-1:000000000001:recovery-point:1'), true);
    assert.equal(tag('arn:aws:ec2:eu-west-1::snapshot/snap-1'), true);
    assert.equal(tag('arn:aws:backup:eu-west-1:000000000001:backup-plan:1'), false);
  });

  it('read the events that the backup service writes by itself', () => {
    const told = aws('backup', 'BackupJobCompleted', null, null, {
      eventType: 'AwsServiceEvent',
      serviceEventDetails: {
        backupVaultName: 'Default',
        resourceArn: 'arn:aws:ec2:eu-west-1:000000000001:volume/vol-1',
        recoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1',
        state: 'COMPLETED',
      },
    });
    assert.deepEqual(told.resources, [
      'subject recoveryPoint arn:aws:ec2:eu-west-1::snapshot/snap-1',
      'source volume arn:aws:ec2:eu-west-1:000000000001:volume/vol-1',
      'target vault Default',
    ]);
  });
});

describe('keys', () => {
  const id = '00000000-0000-4000-8000-00000000000a';
  const arn = `arn:aws:kms:eu-west-1:000000000001:key/${id}`;
  const resources = [{ accountId: '000000000001', type: 'AWS::KMS::Key', ARN: arn }];
  const statement = (Principal: unknown) => ({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' });
  const policy = (...principals: unknown[]) => JSON.stringify({ Statement: principals.map(statement) });
  const OWN = 'arn:aws:iam::000000000001:root';
  const THEIRS = 'arn:aws:iam::000000000002:root';

  it('are opened by a grant, for whom it names', () => {
    const told = aws(
      'kms',
      'CreateGrant',
      { keyId: id, granteePrincipal: THEIRS, operations: ['Decrypt'] },
      { grantId: 'grant-1', keyId: arn },
      { resources },
    );
    assert.deepEqual(told, {
      action: 'share',
      resources: [`subject key ${arn}`, 'result policy grant-1'],
      sharedWith: [THEIRS],
      techniques: ['T1537'],
      alone: false,
    });
    const bare = aws('kms', 'CreateGrant', { keyId: id, granteePrincipal: THEIRS });
    assert.deepEqual(bare.resources, [`subject key ${id}`]);
    const toService = { keyId: id, granteeServicePrincipal: 'rds.eu-west-1.amazonaws.com' };
    assert.equal(aws('kms', 'CreateGrant', toService).action, 'modify');
  });

  it('are opened by a policy, their first one too, and by that of a replica, which is another key', () => {
    const put = aws('kms', 'PutKeyPolicy', {
      keyId: id,
      policyName: 'default',
      policy: policy({ AWS: [OWN, THEIRS] }),
    });
    assert.equal(put.action, 'share');
    assert.deepEqual(put.resources, [`subject key ${id}`]);
    assert.deepEqual(put.sharedWith, [OWN, THEIRS]);
    assert.deepEqual(
      aws('kms', 'PutKeyPolicy', { keyId: id, policy: policy({ AWS: OWN }, '*') }).sharedWith,
      [OWN, 'public'],
    );
    const first = aws(
      'kms',
      'CreateKey',
      { policy: policy({ AWS: OWN }, { AWS: '*' }) },
      { keyMetadata: { keyId: id, arn } },
    );
    assert.deepEqual(first.resources, [`subject key ${arn}`]);
    assert.deepEqual(first.sharedWith, [OWN, 'public']);
    assert.equal(aws('kms', 'CreateKey', {}, { keyMetadata: { keyId: id, arn } }).action, 'modify');
    const replica = arn.replace('eu-west-1', 'us-east-1');
    const copied = aws(
      'kms',
      'ReplicateKey',
      { keyId: id, replicaRegion: 'us-east-1', policy: policy({ AWS: THEIRS }) },
      { replicaKeyMetadata: { arn: replica } },
      { resources },
    );
    assert.deepEqual(copied.resources, [`subject key ${replica}`]);
    assert.deepEqual(copied.sharedWith, [THEIRS]);
  });

  it('are closed by the end of a grant, which names the grant alone', () => {
    const revoked = aws('kms', 'RevokeGrant', { keyId: id, grantId: 'grant-1' }, null, { resources });
    assert.equal(revoked.action, 'unshare');
    assert.deepEqual(revoked.resources, [`subject key ${arn}`, 'source policy grant-1']);
    const retired = aws('kms', 'RetireGrant', null, null, {
      additionalEventData: { grantId: 'grant-1' },
      resources,
    });
    assert.deepEqual({ ...retired, action: revoked.action }, revoked);
    assert.equal(retired.action, 'unshare');
  });

  it('of Google are opened and closed by a policy, on a key or on its ring, under both names of the call', () => {
    const ring = 'projects/victim/locations/global/keyRings/r';
    const set = (method: string, resourceName: string, payload: object) =>
      gcp('cloudkms', method, { resourceName, ...payload });
    const delta = (action: string) => ({
      serviceData: {
        policyDelta: {
          bindingDeltas: [
            { action, role: 'roles/cloudkms.cryptoKeyDecrypter', member: 'user:eve@example.com' },
          ],
        },
      },
    });
    for (const method of ['SetIamPolicy', 'google.iam.v1.IAMPolicy.SetIamPolicy']) {
      const told = set(method, `${ring}/cryptoKeys/k`, delta('ADD'));
      assert.deepEqual(told, {
        action: 'share',
        resources: [`subject key ${ring}/cryptoKeys/k`],
        sharedWith: ['user:eve@example.com'],
        techniques: ['T1537'],
        alone: false,
      });
      assert.equal(set(method, ring, delta('REMOVE')).action, 'unshare');
      const whole = { request: { policy: { bindings: [{ role: 'r', members: ['allUsers'] }] } } };
      assert.deepEqual(set(method, ring, whole).sharedWith, ['public']);
    }
  });
});

describe('chains over services', () => {
  it('join a recovery point of the backup service with the snapshot that it is', async () => {
    const arn = 'arn:aws:ec2:eu-west-1::snapshot/snap-1';
    const chains = await chainsOf([
      awsEvent(
        'backup',
        'StartBackupJob',
        { resourceArn: 'arn:aws:ec2:eu-west-1:000000000001:volume/vol-1' },
        { recoveryPointArn: arn },
      ),
      awsEvent('ec2', 'DeleteSnapshot', { snapshotId: 'snap-1' }),
    ]);
    assert.deepEqual(chains, ['create delete']);
  });

  it('join a database snapshot by its ARN and by its name', async () => {
    const chains = await chainsOf([
      awsEvent('rds', 'CreateDBSnapshot', { dBSnapshotIdentifier: 'nightly', dBInstanceIdentifier: 'shop' }),
      awsEvent('backup', 'DeleteRecoveryPoint', {
        backupVaultName: 'Default',
        recoveryPointArn: 'arn:aws:rds:eu-west-1:000000000001:snapshot:nightly',
      }),
    ]);
    assert.deepEqual(chains, ['create delete']);
  });

  it('join a Redshift snapshot by the ARN that holds its cluster', async () => {
    const chains = await chainsOf([
      awsEvent('redshift', 'CreateClusterSnapshot', {
        snapshotIdentifier: 'monthly',
        clusterIdentifier: 'dw',
      }),
      awsEvent('redshift', 'RestoreFromClusterSnapshot', {
        snapshotArn: 'arn:aws:redshift:eu-west-1:000000000001:snapshot:dw/monthly',
        clusterIdentifier: 'copy',
      }),
    ]);
    assert.deepEqual(chains, ['create restore']);
  });

  it('keep snapshots of one name in two services apart', async () => {
    const chains = await chainsOf([
      awsEvent('elasticache', 'CreateSnapshot', { snapshotName: 'daily', cacheClusterId: 'c' }),
      awsEvent('memorydb', 'CreateSnapshot', { snapshotName: 'daily', clusterName: 'c' }),
      awsEvent('memorydb', 'DeleteSnapshot', { snapshotName: 'daily' }),
    ]);
    assert.deepEqual([...chains].sort(), ['create', 'create delete']);
  });

  it('keep backups of one name in two Google services apart', async () => {
    const backup = { parent: 'projects/victim/locations/l', backupId: 'b' };
    const entries = [
      gcpEntry('alloydb', 'google.cloud.alloydb.v1.AlloyDBAdmin.CreateBackup', { request: backup }),
      gcpEntry('file', 'google.cloud.filestore.v1beta1.CloudFilestoreManager.CreateBackup', {
        request: backup,
      }),
      gcpEntry('file', 'google.cloud.filestore.v1.CloudFilestoreManager.DeleteBackup', {
        request: { name: 'projects/victim/locations/l/backups/b' },
      }),
    ];
    const { chains } = await analyse(entries.map((entry) => JSON.stringify(entry)).join('\n'));
    assert.deepEqual(chains.map(({ actions }) => actions.join(' ')).sort(), ['create', 'create delete']);
  });
});

describe('catalogue rows on records of other Azure services', () => {
  const vault = '/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v';
  const item = `${vault}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`;
  const type = 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems';

  it('restore a recovery point, with or without a body', () => {
    const operation = `${type}/recoveryPoints/restore/action`;
    const point = `${item}/recoveryPoints/1`;
    assert.deepEqual(azure(operation, point, {}, 'POST').resources, [`source recoveryPoint ${point}`]);
    const body = { properties: { sourceResourceId: '/vm/a', targetVirtualMachineId: '/vm/b' } };
    assert.deepEqual(azure(operation, point, body, 'POST').resources, [
      `source recoveryPoint ${point}`,
      'source instance /vm/a',
      'result instance /vm/b',
    ]);
  });

  it('tell stopping a protection from starting one, and from taking a deleted one back', () => {
    const write = (properties: object) => azure(`${type}/write`, item, { properties }).action;
    assert.equal(write({ protectionState: 'Protected' }), 'schedule');
    assert.equal(write({ protectionState: 'ProtectionStopped' }), 'unprotect');
    assert.equal(write({ isRehydrate: true }), 'recover, Snapshot Modification');
  });

  it('see soft delete switched off', () => {
    const write = (state: string) =>
      azure('MICROSOFT.RECOVERYSERVICES/VAULTS/BACKUPCONFIG/WRITE', vault, {
        properties: { softDeleteFeatureState: state },
      }).action;
    assert.equal(write('Disabled'), 'unprotect');
    assert.equal(write('Enabled'), 'protect');
  });

  it('share a snapshot by a role given on it, not by a role given elsewhere', () => {
    const role = (scope: string) =>
      azure(
        'Microsoft.Authorization/roleAssignments/write',
        `${scope}/providers/Microsoft.Authorization/roleAssignments/1`,
        {
          properties: { scope, principalId: 'principal', roleDefinitionId: 'role' },
        },
      );
    const on = role('/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/snapshots/one');
    assert.equal(on.action, 'share');
    assert.deepEqual(on.sharedWith, ['principal']);
    assert.ok(on.alone);
    const elsewhere = role('/subscriptions/s/resourceGroups/g');
    assert.equal(elsewhere.action, 'modify');
    assert.equal(elsewhere.alone, false);
  });

  it('restore a database only when it has a source', () => {
    const write = (properties: object, method = 'PUT') =>
      azure('Microsoft.Sql/servers/databases/write', '/db', { properties }, method);
    assert.equal(write({}).alone, false);
    assert.equal(write({ createMode: 'PointInTimeRestore', sourceDatabaseId: '/old' }).action, 'restore');
    assert.equal(write({ createMode: 'Copy', sourceDatabaseId: '/old' }).action, 'copy');
    assert.equal(write({ sourceDatabaseId: '/old' }, 'PATCH').action, 'modify');
  });
});

describe('catalogue rows on records of other Google services', () => {
  it('name a backup by its parent', () => {
    const told = gcp('spanner', 'google.spanner.admin.database.v1.DatabaseAdmin.CopyBackup', {
      request: {
        parent: 'projects/other/instances/i',
        backupId: 'b',
        sourceBackup: 'projects/victim/instances/i/backups/a',
      },
    });
    assert.equal(told.action, 'copy, Snapshot Creation');
    assert.deepEqual(told.resources, [
      'source recoveryPoint projects/victim/instances/i/backups/a',
      'subject recoveryPoint projects/other/instances/i/backups/b',
    ]);
  });

  it('restore a database from a backup of another project', () => {
    const told = gcp('cloudsql', 'cloudsql.instances.restoreBackup', {
      request: {
        instance: 'mine',
        body: { restoreBackupContext: { backupRunId: '17', instanceId: 'theirs', project: 'victim' } },
      },
    });
    assert.deepEqual(told.resources, [
      'source recoveryPoint projects/victim/instances/theirs/backupRuns/17',
      'result database projects/victim/instances/mine',
    ]);
  });

  it('count a build only when it exports an image', () => {
    const build = (name: string, ...args: string[]) =>
      gcp('cloudbuild', 'google.devtools.cloudbuild.v1.CloudBuild.CreateBuild', {
        request: { build: { steps: [{ name: 'gcr.io/cloud-builders/docker' }, { name, args }] } },
      });
    assert.equal(build('gcr.io/cloud-builders/npm', '-destination_uri=gs://x').alone, false);
    const told = build(
      'gcr.io/compute-image-tools/gce_vm_image_export:release',
      '-source_image=win',
      '-destination_uri=gs://x/y',
    );
    assert.ok(told.alone);
    assert.deepEqual(told.resources, [
      'subject image projects/victim/global/images/win',
      'target bucket gs://x/y',
    ]);
    const named = build(
      'gcr.io/compute-image-tools/gce_vm_image_export:release',
      '--source_disk_snapshot=projects/other/global/snapshots/s',
    );
    assert.deepEqual(named.resources, ['subject snapshot projects/other/global/snapshots/s']);
    const daisy = (workflow: string) => build('gcr.io/compute-image-tools/daisy:release', workflow);
    assert.ok(daisy('/workflows/export/image_export.wf.json').alone);
    assert.equal(daisy('/workflows/image_import/import_image.wf.json').alone, false);
  });

  it('take a table snapshot, and leave other jobs alone', () => {
    const job = (tableCopyConfig: object) =>
      gcp('bigquery', 'google.cloud.bigquery.v2.JobService.InsertJob', {
        metadata: { jobChange: { job: { jobConfig: { tableCopyConfig } } } },
      });
    const tables = {
      sourceTables: ['projects/p/datasets/d/tables/t'],
      destinationTable: 'projects/p/datasets/d/tables/s',
    };
    assert.equal(job({ ...tables, operationType: 'SNAPSHOT' }).action, 'create, Snapshot Creation');
    assert.equal(job({ ...tables, operationType: 'RESTORE' }).action, 'restore');
    assert.equal(job({ ...tables, operationType: 'COPY' }).alone, false);
    assert.equal(job({}).alone, false);
  });
});
