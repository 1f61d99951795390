import assert from 'node:assert/strict';
import { readValue } from '../../support/readValue.js';

/**
 * What the rows make of records. The records are invented, in the shapes that real ones have; where no real one
 * of an operation could be found (newer EC2 calls, share with `all`, Azure bodies other than of snapshots and
 * disks) the shape follows the provider's model and is marked so.
 */
interface Told {
  readonly action: string;
  readonly resources: string[];
  readonly sharedWith: readonly string[];
  readonly alone: boolean;
}

function tell(value: object): Told {
  const [draft] = readValue(value);
  assert.ok(draft !== undefined, 'known');
  const { action, component, resources, sharedWith } = draft.event;
  return {
    action: component === null ? action : `${action}, ${component}`,
    resources: resources.map(({ role, kind, id }) => `${role} ${kind} ${id}`),
    sharedWith,
    alone: draft.standsAlone,
  };
}

function aws(
  service: string,
  eventName: string,
  requestParameters: unknown,
  responseElements: unknown = null,
): Told {
  return tell({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventTime: '2024-01-01T00:00:00Z',
    awsRegion: 'eu-west-1',
    recipientAccountId: '000000000001',
    userIdentity: { type: 'IAMUser', accountId: '000000000001', userName: 'alice' },
    requestParameters,
    responseElements,
  });
}

function azure(operation: string, resource: string, body?: object, method = 'PUT'): Told {
  return tell({
    operationName: { value: operation },
    resourceId: resource,
    eventTimestamp: '2024-01-01T00:00:00Z',
    status: { value: 'Succeeded' },
    httpRequest: { method },
    properties: body === undefined ? {} : { responseBody: JSON.stringify(body) },
  });
}

function gcp(methodName: string, payload: object): Told {
  return tell({
    timestamp: '2024-01-01T00:00:00Z',
    resource: { labels: { project_id: 'victim' } },
    protoPayload: { serviceName: 'compute.googleapis.com', methodName, ...payload },
  });
}

describe('catalogue rows on EC2 records', () => {
  it('take a snapshot of a volume', () => {
    const told = aws(
      'ec2',
      'CreateSnapshot',
      { volumeId: 'vol-1' },
      { snapshotId: 'snap-1', volumeId: 'vol-1' },
    );
    assert.equal(told.action, 'create, Snapshot Creation');
    assert.deepEqual(told.resources, ['subject snapshot snap-1', 'source volume vol-1']);
    assert.ok(told.alone);
  });

  it('take several snapshots at once, in the newer style (model)', () => {
    const item = [
      { snapshotId: 'snap-1', volumeId: 'vol-1' },
      { snapshotId: 'snap-2', volumeId: 'vol-2' },
    ];
    const told = aws(
      'ec2',
      'CreateSnapshots',
      { CreateSnapshotsRequest: { InstanceSpecification: { InstanceId: 'i-1' } } },
      { CreateSnapshotsResponse: { snapshotSet: { item } } },
    );
    assert.deepEqual(told.resources, [
      'subject snapshot snap-1',
      'subject snapshot snap-2',
      'source volume vol-1',
      'source volume vol-2',
      'source instance i-1',
    ]);
  });

  it('read a list of one in the newer style (model)', () => {
    const told = aws('ec2', 'EnableFastSnapshotRestores', {
      EnableFastSnapshotRestoresRequest: { SourceSnapshotId: { tag: 1, content: 'snap-1' } },
    });
    assert.deepEqual(told.resources, ['subject snapshot snap-1']);
  });

  it('tell sharing from un-sharing', () => {
    const modify = (permission: object) =>
      aws('ec2', 'ModifySnapshotAttribute', {
        snapshotId: 'snap-1',
        attributeType: 'CREATE_VOLUME_PERMISSION',
        createVolumePermission: permission,
      });
    const shared = modify({ add: { items: [{ userId: '000000000002' }, { group: 'all' }] } });
    assert.equal(shared.action, 'share, Snapshot Modification');
    assert.deepEqual(shared.sharedWith, ['000000000002', 'public']);
    const removed = modify({ remove: { items: [{ userId: '000000000002' }] } });
    assert.equal(removed.action, 'unshare, Snapshot Modification');
    assert.deepEqual(removed.sharedWith, ['000000000002']);
    assert.equal(modify({}).action, 'modify, Snapshot Modification');
  });

  it('tell sharing from un-sharing in the flat style (model)', () => {
    const told = aws('ec2', 'ModifySnapshotAttribute', {
      snapshotId: 'snap-1',
      attributeType: 'createVolumePermission',
      operationType: 'remove',
      userGroup: { items: ['all'] },
    });
    assert.equal(told.action, 'unshare, Snapshot Modification');
    assert.deepEqual(told.sharedWith, ['public']);
  });

  it('count a new volume on its own only when it comes from a snapshot', () => {
    const restored = aws(
      'ec2',
      'CreateVolume',
      { snapshotId: 'snap-1' },
      { volumeId: 'vol-2', snapshotId: 'snap-1' },
    );
    assert.deepEqual(restored.resources, ['source snapshot snap-1', 'result volume vol-2']);
    assert.ok(restored.alone);
    assert.equal(
      aws('ec2', 'CreateVolume', { size: '8' }, { volumeId: 'vol-2', snapshotId: '' }).alone,
      false,
    );
  });

  it('count a started machine on its own only when a snapshot is named', () => {
    const run = (ebs: object) =>
      aws(
        'ec2',
        'RunInstances',
        {
          instancesSet: { items: [{ imageId: 'ami-1' }] },
          blockDeviceMapping: { items: [{ deviceName: 'a', ebs }] },
        },
        { instancesSet: { items: [{ instanceId: 'i-1', imageId: 'ami-1', blockDeviceMapping: {} }] } },
      );
    assert.equal(run({ volumeSize: 8 }).alone, false);
    const told = run({ snapshotId: 'snap-1' });
    assert.ok(told.alone);
    assert.deepEqual(told.resources, ['source snapshot snap-1', 'source image ami-1', 'result instance i-1']);
  });

  it('see which snapshots an image was registered from', () => {
    const blockDeviceMapping = {
      items: [{ ebs: { snapshotId: 'snap-1' } }, { ebs: { snapshotId: 'snap-2' } }],
    };
    assert.deepEqual(aws('ec2', 'RegisterImage', { blockDeviceMapping }, { imageId: 'ami-1' }).resources, [
      'source snapshot snap-1',
      'source snapshot snap-2',
      'result image ami-1',
    ]);
  });

  it('tell a look at named snapshots from a listing', () => {
    assert.equal(
      aws('ec2', 'DescribeSnapshots', { ownersSet: { items: [{ owner: 'self' }] } }).action,
      'enumerate, Snapshot Enumeration',
    );
    assert.equal(
      aws('ec2', 'DescribeSnapshots', { snapshotSet: { items: [{ snapshotId: 'snap-1' }] } }).action,
      'describe, Snapshot Metadata',
    );
  });

  it('take tags for an event only on snapshots and images', () => {
    const tag = (...ids: string[]) =>
      aws('ec2', 'CreateTags', { resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) } });
    assert.equal(tag('vol-1', 'i-1').alone, false);
    assert.deepEqual(tag('vol-1', 'snap-1').resources, ['subject snapshot snap-1']);
    assert.equal(tag('snap-1').action, 'modify, Snapshot Modification');
    assert.equal(tag('ami-1').action, 'modify');
  });

  it('call the deregistering of an image a snapshot deletion only when its snapshots go as well (model)', () => {
    const told = aws(
      'ec2',
      'DeregisterImage',
      { imageId: 'ami-1', deleteAssociatedSnapshots: true },
      { deleteSnapshotResultSet: { items: [{ snapshotId: 'snap-1' }] } },
    );
    assert.equal(told.action, 'delete, Snapshot Deletion');
    assert.deepEqual(told.resources, ['subject image ami-1', 'subject snapshot snap-1']);
    assert.equal(aws('ec2', 'DeregisterImage', { imageId: 'ami-1' }).action, 'delete');
  });
});

describe('catalogue rows on RDS records', () => {
  const arn = (rest: string) => `arn:aws:rds:eu-west-1:000000000001:${rest}`;

  it('call a snapshot the same by name and by ARN', () => {
    const made = aws(
      'rds',
      'CreateDBSnapshot',
      { dBSnapshotIdentifier: 'copy', dBInstanceIdentifier: 'db' },
      { dBSnapshotArn: arn('snapshot:copy') },
    );
    const restored = aws(
      'rds',
      'RestoreDBInstanceFromDBSnapshot',
      { dBSnapshotIdentifier: 'copy', dBInstanceIdentifier: 'db2' },
      { dBInstanceArn: arn('db:db2') },
    );
    assert.deepEqual(made.resources, [
      `subject snapshot ${arn('snapshot:copy')}`,
      `source database ${arn('db:db')}`,
    ]);
    assert.deepEqual(restored.resources, [
      `source snapshot ${arn('snapshot:copy')}`,
      `result database ${arn('db:db2')}`,
    ]);
  });

  it('keep the ARN of a snapshot from elsewhere', () => {
    const foreign = 'arn:aws:rds:us-east-1:000000000009:snapshot:loot';
    const told = aws('rds', 'CopyDBSnapshot', {
      sourceDBSnapshotIdentifier: foreign,
      targetDBSnapshotIdentifier: 'mine',
    });
    assert.deepEqual(told.resources, [
      `source snapshot ${foreign}`,
      `subject snapshot ${arn('snapshot:mine')}`,
    ]);
  });

  it('share with everybody', () => {
    const told = aws('rds', 'ModifyDBSnapshotAttribute', {
      attributeName: 'restore',
      dBSnapshotIdentifier: 'copy',
      valuesToAdd: ['all'],
    });
    assert.equal(told.action, 'share, Snapshot Modification');
    assert.deepEqual(told.sharedWith, ['public']);
  });

  it('know a denied attempt that was logged without parameters', () => {
    const told = aws('rds', 'ModifyDBSnapshotAttribute', null);
    assert.equal(told.action, 'modify, Snapshot Modification');
    assert.deepEqual([told.resources, told.sharedWith, told.alone], [[], [], true]);
  });

  it('count the deletion of a database when it leaves a snapshot behind, or takes the backups along', () => {
    const gone = (more: object) => aws('rds', 'DeleteDBInstance', { dBInstanceIdentifier: 'db', ...more });
    assert.equal(gone({}).alone, false);
    assert.ok(gone({ skipFinalSnapshot: true }).alone);
    const last = gone({ skipFinalSnapshot: false, finalDBSnapshotIdentifier: 'last' });
    assert.equal(last.action, 'delete, Snapshot Creation');
    assert.deepEqual(last.resources, [
      `subject database ${arn('db:db')}`,
      `result snapshot ${arn('snapshot:last')}`,
    ]);
  });

  it('see automated backups switched off', () => {
    const modify = (more: object) => aws('rds', 'ModifyDBInstance', { dBInstanceIdentifier: 'db', ...more });
    assert.deepEqual([modify({ backupRetentionPeriod: 0 }).action, modify({}).alone], ['unprotect', false]);
    assert.deepEqual(
      [modify({ backupRetentionPeriod: 10 }).action, modify({ backupRetentionPeriod: 10 }).alone],
      ['modify', true],
    );
  });

  it('export a snapshot to a bucket', () => {
    const told = aws('rds', 'StartExportTask', {
      sourceArn: arn('cluster-snapshot:copy'),
      s3BucketName: 'loot',
    });
    assert.deepEqual(told.resources, [
      `subject snapshot ${arn('cluster-snapshot:copy')}`,
      'target bucket loot',
    ]);
  });
});

describe('catalogue rows on Azure records', () => {
  const id = (type: string, name: string) =>
    `/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/${type}/${name}`;
  const from = (sourceResourceId: string) => ({
    properties: { creationData: { createOption: 'Copy', sourceResourceId } },
  });
  const write = 'Microsoft.Compute/snapshots/write';

  it('tell a snapshot, a copy of one and a change apart', () => {
    const made = azure(write, id('snapshots', 's'), from(id('disks', 'd')));
    assert.equal(made.action, 'create, Snapshot Creation');
    assert.deepEqual(made.resources, [
      `subject snapshot ${id('snapshots', 's')}`,
      `source volume ${id('disks', 'd')}`,
    ]);
    const copied = azure(write.toUpperCase(), id('snapshots', 't'), from(id('SNAPSHOTS', 's')));
    assert.equal(copied.action, 'copy, Snapshot Creation');
    assert.deepEqual(copied.resources[1], `source snapshot ${id('SNAPSHOTS', 's')}`);
    const changed = azure(write, id('snapshots', 's'), from(id('disks', 'd')), 'PATCH');
    assert.equal(changed.action, 'modify, Snapshot Modification');
  });

  it('count a new disk on its own when it comes from a snapshot, a restore point or another disk', () => {
    const disk = (source?: string) =>
      azure(
        'Microsoft.Compute/disks/write',
        id('disks', 'new'),
        source === undefined ? undefined : from(source),
      );
    assert.equal(disk().alone, false);
    assert.deepEqual(
      [disk(id('snapshots', 's')).alone, disk(id('snapshots', 's')).action],
      [true, 'restore'],
    );
    assert.deepEqual([disk(id('disks', 'd')).alone, disk(id('disks', 'd')).action], [true, 'copy']);
    const point = id('restorePointCollections', 'c/restorePoints/p/diskRestorePoints/x');
    assert.deepEqual(disk(point).resources, [
      `result volume ${id('disks', 'new')}`,
      `source recoveryPoint ${point}`,
    ]);
  });

  it('hand out and take back a download link', () => {
    const link = (verb: string) =>
      azure(`Microsoft.Compute/snapshots/${verb}/action`, id('snapshots', 's')).action;
    assert.equal(link('beginGetAccess'), 'export');
    assert.equal(link('endGetAccess'), 'unshare, Snapshot Modification');
  });

  it('share a gallery (model)', () => {
    const share = (body: object) =>
      azure('Microsoft.Compute/galleries/share/action', id('galleries', 'g'), body, 'POST');
    const groups = [{ type: 'AADTenants', ids: ['tenant-2'] }];
    assert.deepEqual(share({ operationType: 'Add', groups }).sharedWith, ['tenant-2']);
    assert.equal(share({ operationType: 'Remove', groups }).action, 'unshare');
    assert.equal(share({ operationType: 'Reset' }).action, 'unshare');
  });
});

describe('catalogue rows on Google records', () => {
  const disk = 'projects/victim/zones/z/disks/d';

  it('find the name of a snapshot that only the permission check gives in full', () => {
    const told = gcp('v1.compute.disks.createSnapshot', {
      resourceName: disk,
      request: { name: 's' },
      authorizationInfo: [
        { permission: 'compute.disks.createSnapshot', resourceAttributes: { name: disk } },
        {
          permission: 'compute.snapshots.create',
          resourceAttributes: { name: 'projects/victim/global/snapshots/s' },
        },
      ],
    });
    assert.deepEqual(told.resources, [
      'subject snapshot projects/victim/global/snapshots/s',
      `source volume ${disk}`,
    ]);
  });

  it('make up the full name of a snapshot where nothing gives it', () => {
    const told = gcp('v1.compute.disks.createSnapshot', { resourceName: disk, request: { name: 's' } });
    assert.deepEqual(told.resources[0], 'subject snapshot projects/victim/global/snapshots/s');
  });

  it('take the disk for the source when another project takes a snapshot of it', () => {
    const told = gcp('v1.compute.snapshots.insert', {
      resourceName: disk,
      request: { '@type': 'type.googleapis.com/compute.snapshots.insert' },
      metadata: { '@type': 'type.googleapis.com/google.cloud.audit.CrossEntityControlAuditMetadata' },
    });
    assert.deepEqual(told.resources, [`source volume ${disk}`]);
    assert.equal(told.action, 'create, Snapshot Creation');
  });

  it('tell what a disk is made from', () => {
    const insert = (request: object) => gcp('compute.disks.insert', { resourceName: disk, request });
    assert.equal(insert({ sizeGb: '10' }).alone, false);
    assert.equal(insert({ sourceImage: 'projects/debian-cloud/global/images/debian' }).alone, false);
    const clone = insert({ sourceDisk: 'projects/victim/zones/z/disks/other' });
    assert.deepEqual([clone.action, clone.alone], ['copy', true]);
    const restored = insert({
      sourceSnapshot: 'https://www.googleapis.com/compute/v1/projects/victim/global/snapshots/s',
    });
    assert.deepEqual([restored.action, restored.alone], ['restore', true]);
    assert.ok(restored.resources.includes('source snapshot projects/victim/global/snapshots/s'));
  });

  it('tell an image from a snapshot, a disk and another image', () => {
    const insert = (request: object) =>
      gcp('v1.compute.images.insert', { resourceName: 'projects/victim/global/images/i', request }).action;
    assert.equal(insert({ sourceSnapshot: 'projects/victim/global/snapshots/s' }), 'use');
    assert.equal(insert({ sourceDisk: disk }), 'create');
    assert.equal(insert({ sourceImage: 'projects/other/global/images/i' }), 'copy');
  });

  it('tell whom a policy lets in, by the difference or else by the list', () => {
    const set = (more: object) =>
      gcp('beta.compute.snapshots.setIamPolicy', {
        resourceName: 'projects/victim/global/snapshots/s',
        ...more,
      });
    const bindings = [{ role: 'roles/owner', members: ['user:a@example.com', 'allAuthenticatedUsers'] }];
    const listed = set({ request: { policy: { bindings } } });
    assert.deepEqual(
      [listed.action, listed.sharedWith],
      ['share, Snapshot Modification', ['user:a@example.com', 'public']],
    );
    // A log leaves out what is empty: a policy that lets nobody in has no bindings.
    const emptied = set({ request: { policy: { etag: 'ACAB' } } });
    assert.deepEqual([emptied.action, emptied.sharedWith], ['unshare, Snapshot Modification', []]);
    assert.equal(set({ request: { name: 's' } }).action, 'modify, Snapshot Modification');
    const bindingDeltas = [{ action: 'REMOVE', role: 'roles/owner', member: 'user:b@example.com' }];
    const removed = set({
      request: { policy: { bindings } },
      serviceData: { policyDelta: { bindingDeltas } },
    });
    assert.deepEqual(
      [removed.action, removed.sharedWith],
      ['unshare, Snapshot Modification', ['user:b@example.com']],
    );
    assert.equal(set({ request: { policy: { bindings: [] } } }).action, 'unshare, Snapshot Modification');
  });

  it('follow a disk that is made from a snapshot while it is attached (model)', () => {
    const told = gcp('v1.compute.instances.attachDisk', {
      resourceName: 'projects/victim/zones/z/instances/i',
      request: {
        initializeParams: { diskName: 'new', sourceSnapshot: 'projects/victim/global/snapshots/s' },
      },
    });
    assert.equal(told.action, 'restore');
    assert.ok(told.resources.includes('source snapshot projects/victim/global/snapshots/s'));
    assert.ok(told.resources.includes('target instance projects/victim/zones/z/instances/i'));
    assert.ok(told.resources.some((resource) => /^result volume .*new$/.test(resource)));
  });
});
