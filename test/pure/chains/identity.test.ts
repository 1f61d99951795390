import { strict as assert } from 'node:assert';
import { analyse, analyseRecords, chainOfRoot, onlyEvent } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  ec2,
  type Json,
  OWNER,
  rds,
  STRANGER,
  share,
  sharedUse,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, link, PROJECT, snapshot } from '../../support/gcpAudit.js';

/** `root: action action` of each chain. */
async function stories(records: readonly Json[]): Promise<string[]> {
  const { chains } = await analyseRecords(records);
  return chains.map(({ root, actions }) => `${root.id.split('/').at(-1)}: ${actions.join(' ')}`);
}

const backup = (eventName: string, time: string, details: Json): Json =>
  ec2(eventName, time, null, null, {
    eventSource: 'backup.amazonaws.com',
    eventType: 'AwsServiceEvent',
    serviceEventDetails: details,
  });

describe('One thing under several names, AWS', () => {
  it('a recovery point of AWS Backup is the EBS snapshot, the image or the RDS snapshot that it wraps', async () => {
    for (const [arn, made] of [
      ['arn:aws:ec2:eu-west-1::snapshot/snap-0a', createSnapshot('snap-0a', 'vol-0a', '10:00:00')],
      ['arn:aws:ec2:eu-west-1::image/ami-0a', ec2('RegisterImage', '10:00:00', {}, { imageId: 'ami-0a' })],
      [
        `arn:aws:rds:eu-west-1:${OWNER}:snapshot:awsbackup:job-1`,
        rds('CreateDBSnapshot', '10:00:00', {
          dBSnapshotIdentifier: 'awsbackup:job-1',
          dBInstanceIdentifier: 'orders',
        }),
      ],
    ] as const) {
      const copied = backup('CopyJobCompleted', '10:01:00', {
        sourceRecoveryPointArn: arn,
        destinationRecoveryPointArn: `arn:aws:backup:us-east-1:${STRANGER}:recovery-point:1`,
      });
      assert.equal((await stories([made, copied])).length, 1, arn);
    }
  });

  it('and is not one of another name', async () => {
    const copied = backup('CopyJobCompleted', '10:01:00', {
      sourceRecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-0b',
      destinationRecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/snap-0c',
    });
    assert.equal((await stories([createSnapshot('snap-0a', 'vol-0a', '10:00:00'), copied])).length, 2);
  });

  it('a database’s snapshot and a cluster’s of one name are two', async () => {
    const clusterSnapshot = rds('CreateDBClusterSnapshot', '10:01:00', {
      dBClusterSnapshotIdentifier: 'nightly',
      dBClusterIdentifier: 'orders',
    });
    const databaseSnapshot = rds('CreateDBSnapshot', '10:00:00', {
      dBSnapshotIdentifier: 'nightly',
      dBInstanceIdentifier: 'orders',
    });
    assert.deepEqual(await stories([databaseSnapshot, clusterSnapshot]), [
      `arn:aws:rds:eu-west-1:${OWNER}:snapshot:nightly: create`,
      `arn:aws:rds:eu-west-1:${OWNER}:cluster-snapshot:nightly: create`,
    ]);
  });

  it('a copy of a database snapshot links by ARN over regions and accounts', async () => {
    const copy = rds(
      'CopyDBSnapshot',
      '10:01:00',
      {
        sourceDBSnapshotIdentifier: `arn:aws:rds:eu-west-1:${OWNER}:snapshot:nightly`,
        targetDBSnapshotIdentifier: 'mine',
      },
      null,
      { awsRegion: 'us-east-1', recipientAccountId: STRANGER, userIdentity: user('eve', STRANGER) },
    );
    const { chains } = await analyseRecords([
      rds('CreateDBSnapshot', '10:00:00', {
        dBSnapshotIdentifier: 'nightly',
        dBInstanceIdentifier: 'orders',
      }),
      copy,
    ]);
    assert.equal(chains.length, 1);
    assert.match(chains[0]?.verdict ?? '', new RegExp(`taken by account ${STRANGER}`));
  });
});

describe('A name used again after a delete', () => {
  const create = (time: string, from: string, more: Json = {}) =>
    rds(
      'CreateDBSnapshot',
      time,
      { dBSnapshotIdentifier: 'nightly', dBInstanceIdentifier: from },
      null,
      more,
    );
  const remove = (time: string) => rds('DeleteDBSnapshot', time, { dBSnapshotIdentifier: 'nightly' });
  const restore = (time: string, to: string) =>
    rds('RestoreDBInstanceFromDBSnapshot', time, {
      dBSnapshotIdentifier: 'nightly',
      dBInstanceIdentifier: to,
    });

  it('is another thing, and each step belongs to the one of its time', async () => {
    const { chains } = await analyseRecords([
      create('10:00:00', 'a'),
      restore('10:30:00', 'copy-of-a'),
      remove('11:00:00'),
      create('12:00:00', 'b'),
      restore('12:30:00', 'copy-of-b'),
    ]);
    assert.deepEqual(
      chains.map(({ actions, members }) => [actions.join(' '), members.at(-1)?.id.split(':').at(-1)]),
      [
        ['create restore delete', 'copy-of-a'],
        ['create restore', 'copy-of-b'],
      ],
    );
    assert.ok(chains[0]?.members[0]?.deletedBy);
    assert.equal(chains[1]?.members[0]?.deletedBy, null);
  });

  it('takes what happens in the second of its making, and what tells no time goes to the last', async () => {
    const { chains } = await analyseRecords([
      create('10:00:00', 'a'),
      remove('11:00:00'),
      create('12:00:00', 'b'),
      restore('12:00:00', 'copy-of-b'),
      remove('13:00:00'),
      create('14:00:00', 'c'),
      { ...restore('14:30:00', 'copy-of-c'), eventTime: 'today' },
    ]);
    assert.deepEqual(
      chains.map(({ actions }) => actions.join(' ')),
      ['create delete', 'create restore delete', 'create restore'],
    );
  });

  it('is still one after a delete that failed, and when it is only written again', async () => {
    const failed = { ...remove('11:00:00'), errorCode: 'AccessDenied' };
    assert.equal((await stories([create('10:00:00', 'a'), failed, create('12:00:00', 'a')])).length, 1);
  });

  it('within one second is deleted before it is made again', async () => {
    const { chains } = await analyseRecords([
      create('10:00:00', 'a'),
      remove('11:00:00'),
      create('11:00:00', 'b'),
    ]);
    assert.deepEqual(
      chains.map(({ actions }) => actions.join(' ')),
      ['create delete', 'create'],
    );
  });

  it('never happens to the ids of EC2', async () => {
    assert.equal(
      (
        await stories([
          createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
          deleteSnapshot('snap-0a', '11:00:00'),
          createSnapshot('snap-0a', 'vol-0a', '12:00:00'),
        ])
      ).length,
      1,
    );
  });

  it('in Azure is told by the unique id as well', async () => {
    const write = (time: string, uniqueId: string, correlationId: string) =>
      azureRest({
        operation: 'Microsoft.Compute/snapshots/write',
        resourceId: snapshotId('one'),
        status: 'Succeeded',
        time,
        correlationId,
        body: { properties: { ...(copyOf(diskId('d'))['properties'] as Json), uniqueId } },
      });
    const restored = (time: string, name: string, sourceUniqueId: string) =>
      azureRest({
        operation: 'Microsoft.Compute/disks/write',
        resourceId: diskId(name),
        status: 'Succeeded',
        time,
        correlationId: name,
        body: {
          properties: {
            creationData: { createOption: 'Copy', sourceResourceId: snapshotId('ONE'), sourceUniqueId },
          },
        },
      });
    const twice = [write('10:00:00', 'u-9', 'c-1'), write('12:00:00', 'u-10', 'c-2')];
    const { chains } = await analyseRecords([...twice, restored('12:30:00', 'stolen', 'u-9')]);
    assert.deepEqual(
      chains.map(({ actions }) => actions.join(' ')),
      ['create restore', 'create'],
      'the disk is of the snapshot with its id, though it was made later',
    );
    const same = await analyseRecords([write('10:00:00', 'u-9', 'c-1'), write('12:00:00', 'u-9', 'c-2')]);
    assert.equal(same.chains.length, 1, 'a write on what is there is a change');
  });
});

describe('Google’s names and numbers', () => {
  const numbered = (id: string) => `projects/${PROJECT}/global/snapshots/${id}`;
  const created = gcpEntry({
    method: 'v1.compute.snapshots.insert',
    resourceName: snapshot('ds-1'),
    time: '10:00:00',
    request: { sourceDisk: link(disk('vm1')) },
    payload: { response: { targetId: '4815162342', targetLink: link(snapshot('ds-1')) } },
  });
  const restored = (source: string) =>
    gcpEntry({
      method: 'v1.compute.disks.insert',
      resourceName: disk('copy'),
      time: '10:05:00',
      request: { sourceSnapshot: source },
    });

  it('are one thing where a record gives both, in every spelling of a link', async () => {
    for (const source of [
      numbered('4815162342'),
      link(numbered('4815162342'), 'beta'),
      `//compute.googleapis.com/${snapshot('ds-1')}`,
      'global/snapshots/ds-1',
    ])
      assert.deepEqual(await stories([restored(source), created]), ['ds-1: create restore'], source);
  });

  it('stay two where no record gives both', async () => {
    const bare = gcpEntry({
      method: 'v1.compute.snapshots.insert',
      resourceName: snapshot('ds-1'),
      time: '10:00:00',
      request: { sourceDisk: link(disk('vm1')) },
    });
    assert.deepEqual(await stories([restored(numbered('4815162342')), bare]), [
      'ds-1: create',
      '4815162342: restore',
    ]);
    assert.equal((await stories([restored(numbered('99')), created])).length, 2);
  });

  it('are as many things as numbers where one name is deleted again and again in one instant', async () => {
    const deleted = (snapshot_id: string) =>
      gcpEntry({
        method: 'v1.compute.snapshots.delete',
        resourceName: snapshot('ds-1'),
        time: '10:00:00',
        entry: { resource: { type: 'gce_snapshot', labels: { project_id: PROJECT, snapshot_id } } },
      });
    const { chains } = await analyseRecords(['1', '2', '3', '4'].map(deleted));
    const keys = chains.map(({ members }) => members[0]?.key ?? '').sort();
    assert.deepEqual(
      keys.map((key) => key.slice(keys[0]?.length)),
      ['', ...['', ' 2', ' 3'].map((number) => ` @ 2024-03-05T10:00:00.123Z${number}`)],
    );
  });
});

describe('An act in the logs of two accounts', () => {
  const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
  const opened = share('snap-0a', { userId: STRANGER }, '10:01:00');
  const told = sharedUse('SharedSnapshotCopyInitiated', 'snap-0a', STRANGER, '10:02:00');
  const own = (more: Json = {}) =>
    copySnapshot('snap-0a', 'snap-0b', '10:02:00', {
      recipientAccountId: STRANGER,
      userIdentity: user('eve', STRANGER),
      sharedEventID: told['sharedEventID'],
      ...more,
    });

  it('is one event, with the taker’s name, both places and both accounts', async () => {
    const { events, chains } = await analyse({ owner: [created, opened, told], taker: [own()] });
    assert.equal(events.length, 3);
    const copy = events.find(({ action }) => action === 'copy');
    assert.equal(copy?.actor.name, 'user/eve');
    assert.deepEqual(copy?.toldBy, [OWNER, STRANGER]);
    assert.equal(copy?.locations.length, 2);
    assert.deepEqual(
      chains.map(({ actions }) => actions.join(' ')),
      ['create share copy'],
    );
    assert.equal(chains[0]?.members.at(-1)?.id, 'snap-0b');
  });

  it('names the owner first even when nothing else tells of it', async () => {
    const { chains } = await analyse({ owner: [told], taker: [own()] });
    assert.equal(chains[0]?.accounts[0], OWNER);
  });

  it('is two where the ids differ, or the snapshots', async () => {
    assert.equal((await analyseRecords([told, own({ sharedEventID: 'another' })])).events.length, 2);
    const other = own({ requestParameters: { sourceSnapshotId: 'snap-0f' } });
    assert.equal((await analyseRecords([told, other])).events.length, 2);
  });

  it('told by the owner alone says what is not known', async () => {
    const chain = chainOfRoot(await analyseRecords([created, opened, told]), 'snap-0a');
    assert.deepEqual(chain.actions, ['create', 'share', 'copy']);
    assert.match(chain.verdict, new RegExp(`taken by account ${STRANGER}`));
    assert.deepEqual(chain.unknowns, [
      `What account ${STRANGER} made from it, and in which region, stands only in the logs of that account.`,
    ]);
  });

  it('stands after the share that allowed it, of the same second too', async () => {
    const atOnce = { ...told, eventTime: opened['eventTime'] };
    for (const records of [
      [created, opened, atOnce],
      [atOnce, opened, created],
    ])
      assert.deepEqual((await analyseRecords(records)).chains[0]?.actions, ['create', 'share', 'copy']);
  });
});

describe('A record of an application in Azure', () => {
  const GUID = '00000000-0000-0000-0000-0000000000cc';
  const deletion = (resource: string, caller: string, correlationId = 'c-7') =>
    azureRest({
      operation: 'Microsoft.Compute/snapshots/delete',
      resourceId: snapshotId(resource),
      status: 'Succeeded',
      time: '10:00:00',
      correlationId,
      caller,
    });
  const child = async (...others: readonly Json[]) =>
    (await analyseRecords([deletion('child', GUID), ...others])).events.find(
      ({ actor }) => actor.id === GUID,
    );

  it('names who set it off, and keeps the application', async () => {
    const event = await child(deletion('parent', 'mallory@example.com'));
    assert.equal(event?.onBehalfOf?.id, 'mallory@example.com');
    assert.equal(event?.actor.name, `app/${GUID}`);
  });

  it('names nobody where the correlation leads to none, or to two', async () => {
    assert.equal((await child())?.onBehalfOf, undefined);
    assert.equal((await child(deletion('parent', 'mallory@example.com', 'c-8')))?.onBehalfOf, undefined);
    const two = [deletion('p', 'mallory@example.com'), deletion('q', 'alice@example.com')];
    assert.equal((await child(...two))?.onBehalfOf, undefined);
  });
});

describe('Another project that reads a disk', () => {
  const read = (time: string) =>
    gcpEntry({
      method: 'v1.compute.snapshots.insert',
      resourceName: disk('data'),
      time,
      request: { '@type': 'type.googleapis.com/compute.snapshots.insert' },
      payload: {
        metadata: { '@type': 'type.googleapis.com/google.cloud.audit.CrossEntityControlAuditMetadata' },
      },
    });
  const theirs = (name: string) => `projects/project-two/global/snapshots/${name}`;
  const copy = (name: string) =>
    gcpEntry({
      method: 'v1.compute.snapshots.insert',
      resourceName: theirs(name),
      time: '10:00:05',
      request: { sourceDisk: link(disk('data')) },
      entry: { resource: { type: 'gce_snapshot', labels: { project_id: 'project-two' } } },
    });

  it('is joined with their copy of that moment, and called likely', async () => {
    const chain = chainOfRoot(await analyseRecords([read('10:00:04'), copy('loot')]), theirs('loot'));
    assert.equal(chain.events.length, 2);
    assert.match(chain.unknowns.join(' '), /likely, not proven/);
  });

  it('stays alone where there is none, another time, or more than one', async () => {
    assert.equal(onlyEvent(await analyseRecords([read('10:00:04')])).action, 'create');
    const later = await analyseRecords([read('11:00:00'), copy('loot')]);
    assert.equal(chainOfRoot(later, theirs('loot')).events.length, 1);
    const several = await analyseRecords([read('10:00:04'), copy('loot'), copy('more')]);
    assert.equal(chainOfRoot(several, theirs('loot')).events.length, 1);
  });
});

describe('An image of AWS', () => {
  const image = (response: Json) => ec2('CreateImage', '10:00:00', { instanceId: 'i-0a' }, response);
  it('taken of a machine says that its snapshots are not named', async () => {
    const chain = chainOfRoot(await analyseRecords([image({ imageId: 'ami-0a' })]), 'ami-0a');
    assert.match(chain.unknowns.join(' '), /snapshots behind image ami-0a are not named/);
  });

  it('made of a snapshot that is named says no such thing', async () => {
    const records = [
      createSnapshot('snap-0a', 'vol-0a', '09:00:00'),
      ec2(
        'RegisterImage',
        '10:00:00',
        { blockDeviceMapping: { items: [{ ebs: { snapshotId: 'snap-0a' } }] } },
        { imageId: 'ami-0a' },
      ),
      createVolume('vol-0b', 'snap-0a', '10:01:00'),
    ];
    assert.deepEqual(chainOfRoot(await analyseRecords(records), 'snap-0a').unknowns, []);
  });
});
