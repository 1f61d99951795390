import { strict as assert } from 'node:assert';
import { analyse, analyseRecords, chainOfRoot } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  attachVolume,
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  OWNER,
  PARTNER,
  rds,
  registerImage,
  runInstances,
  STRANGER,
  share,
  unshare,
} from '../../support/cloudTrail.js';
import {
  disk,
  type GcpEntry,
  gcpEntry,
  gcpPair,
  image,
  instance,
  link,
  PROJECT,
  snapshot,
  ZONE,
} from '../../support/gcpAudit.js';

const on = (day: string, entry: GcpEntry): Json[] =>
  gcpPair(entry).map((record) => ({
    ...record,
    timestamp: String(record['timestamp']).replace('2024-03-05', day),
  }));

const machineImage = (name: string) => `projects/${PROJECT}/global/machineImages/${name}`;

describe('chains', () => {
  it('of a project over weeks: snapshot, machine, image, machine, deletes, as in a real export', async () => {
    const records = [
      ...on('2024-01-10', {
        method: 'v1.compute.disks.createSnapshot',
        resourceName: disk('vm1'),
        time: '10:00:31',
        request: { name: 'ds-1' },
        checked: [['compute.snapshots.create', snapshot('ds-1')]],
      }),
      ...on('2024-01-10', {
        method: 'beta.compute.instances.insert',
        resourceName: instance('vm5'),
        time: '10:05:25',
        request: { disks: [{ initializeParams: { sourceSnapshot: link(snapshot('ds-1'), 'beta') } }] },
        checked: [['compute.disks.create', disk('vm5')]],
      }),
      ...on('2024-02-19', {
        method: 'v1.compute.images.insert',
        resourceName: image('dm-2'),
        time: '17:31:49',
        request: { sourceSnapshot: link(snapshot('ds-1')) },
      }),
      ...on('2024-02-19', {
        method: 'v1.compute.instances.insert',
        resourceName: instance('vm10'),
        time: '17:35:15',
        request: { disks: [{ initializeParams: { sourceImage: link(image('dm-2')) } }] },
        checked: [['compute.disks.create', disk('vm10')]],
      }),
      ...on('2024-02-19', {
        method: 'v1.compute.images.delete',
        resourceName: image('dm-2'),
        time: '17:47:06',
      }),
      ...on('2024-02-19', {
        method: 'v1.compute.images.insert',
        resourceName: image('dm-1'),
        time: '16:00:00',
        request: { sourceDisk: link(disk('vm3')) },
      }),
      ...on('2024-02-19', {
        method: 'v1.compute.instances.insert',
        resourceName: instance('vm9'),
        time: '16:05:00',
        request: { disks: [{ initializeParams: { sourceImage: link(image('dm-1')) } }] },
      }),
      ...on('2024-02-20', {
        method: 'v1.compute.machineImages.insert',
        resourceName: machineImage('vm2'),
        time: '09:00:00',
        request: { sourceInstance: link(instance('vm1')) },
        entry: { resource: { type: 'api', labels: { project_id: PROJECT } } },
      }),
      ...['vm3', 'vm8'].flatMap((name, index) =>
        on('2024-02-20', {
          method: 'v1.compute.instances.insert',
          resourceName: instance(name),
          time: `09:1${index}:00`,
          request: { sourceMachineImage: link(machineImage('vm2')) },
        }),
      ),
      ...on('2024-02-21', {
        method: 'v1.compute.disks.insert',
        resourceName: disk('dc-1'),
        time: '09:00:00',
        request: { sourceDisk: link(disk('vm1')) },
      }),
      ...on('2024-02-21', {
        method: 'v1.compute.instances.insert',
        resourceName: instance('vm6'),
        time: '09:05:00',
        request: { disks: [{ source: link(disk('dc-1')) }] },
      }),
      ...on('2024-02-22', {
        method: 'v1.compute.snapshots.delete',
        resourceName: snapshot('snapshot-1'),
        time: '09:00:00',
      }),
      // A machine from a public image is nobody's snapshot.
      ...on('2024-02-22', {
        method: 'v1.compute.instances.insert',
        resourceName: instance('vm11'),
        time: '09:05:00',
        request: {
          disks: [
            { initializeParams: { sourceImage: link('projects/debian-cloud/global/images/debian-12') } },
          ],
        },
      }),
    ].reverse();
    const analysis = await analyseRecords(records);
    const told = analysis.chains.map(({ root, source, actions, members }) => ({
      root: root.id.split('/').at(-1),
      source: source?.id.split('/').at(-1) ?? null,
      actions: actions.join(' '),
      members: members.map(({ id }) => id.split('/').slice(-2).join('/')),
    }));
    assert.deepEqual(told, [
      {
        root: 'ds-1',
        source: 'vm1',
        actions: 'create restore use restore delete',
        members: [
          'snapshots/ds-1',
          'disks/vm5',
          'instances/vm5',
          'images/dm-2',
          'disks/vm10',
          'instances/vm10',
        ],
      },
      { root: 'dm-1', source: 'vm3', actions: 'create restore', members: ['images/dm-1', 'instances/vm9'] },
      {
        root: 'vm2',
        source: 'vm1',
        actions: 'create restore restore',
        members: ['machineImages/vm2', 'instances/vm3', 'instances/vm8'],
      },
      { root: 'dc-1', source: 'vm1', actions: 'copy restore', members: ['disks/dc-1', 'instances/vm6'] },
      { root: 'snapshot-1', source: null, actions: 'delete', members: ['snapshots/snapshot-1'] },
    ]);
    const [first] = analysis.chains;
    assert.deepEqual(
      [first?.start, first?.end],
      ['2024-01-10T10:00:31.123Z', '2024-02-19T17:47:06.123Z'],
      'no time window cuts it',
    );
    assert.ok(first?.members.find(({ id }) => id === image('dm-2'))?.deletedBy);
    assert.equal(ZONE, 'europe-west1-b');
  });

  it('join a create and a share that lie in two files, the share 18 s after', async () => {
    const analysis = await analyse({
      z: [createSnapshot('snap-0a1b', 'vol-0a', '22:31:18')],
      a: [share('snap-0a1b', { userId: PARTNER }, '22:31:36')],
      m: [deleteSnapshot('snap-0ffe', '22:40:00')],
    });
    const chain = chainOfRoot(analysis, 'snap-0a1b');
    assert.deepEqual([chain.actions, chain.source], [['create', 'share'], { kind: 'volume', id: 'vol-0a' }]);
    assert.deepEqual(chain.accounts, [OWNER, PARTNER]);
    assert.deepEqual(chainOfRoot(analysis, 'snap-0ffe').actions, ['delete']);
  });

  it('follow copies over regions and accounts', async () => {
    const elsewhere = { recipientAccountId: STRANGER, awsRegion: 'ap-south-1' };
    const { chains } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      copySnapshot('snap-0a', 'snap-0b', '10:01:00'),
      copySnapshot('snap-0b', 'snap-0c', '10:02:00', elsewhere),
      createVolume('vol-0c', 'snap-0c', '10:03:00', elsewhere),
    ]);
    assert.equal(chains.length, 1);
    assert.deepEqual(
      chains[0]?.members.map(({ id, madeFrom }) => [id, ...madeFrom]),
      [['snap-0a'], ['snap-0b', 'aws snap-0a'], ['snap-0c', 'aws snap-0b'], ['vol-0c', 'aws snap-0c']],
    );
    assert.ok(chains[0]?.accounts.includes(STRANGER));
  });

  it('know an EC2 id again in an ARN, even one with the region in the wrong place', async () => {
    const { chains } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      deleteSnapshot('arn:aws:ec2::us-west-2:snapshot/snap-0a', '10:01:00'),
    ]);
    assert.deepEqual(
      chains.map(({ actions }) => actions),
      [['create', 'delete']],
    );
  });

  it('run from snapshot to image to machine, and from several snapshots into one image', async () => {
    const { chains, events } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createSnapshot('snap-0b', 'vol-0b', '10:00:01'),
      registerImage('ami-0a', ['snap-0a', 'snap-0b'], '10:01:00'),
      runInstances('i-0a', 'ami-0a', '10:02:00'),
    ]);
    assert.equal(events.length, 4);
    assert.deepEqual(
      chains.map(({ root, actions }) => [root.id, ...actions]),
      [
        ['snap-0a', 'create', 'use', 'restore'],
        ['snap-0b', 'create', 'use', 'restore'],
      ],
    );
    const { members } = chains[0] ?? { members: [] };
    assert.deepEqual(
      members.map(({ id }) => id),
      ['snap-0a', 'ami-0a', 'i-0a'],
      'the other snapshot is no member',
    );
  });

  it('are not founded by a machine from a public image, nor by looking', async () => {
    const { chains, events } = await analyseRecords([
      runInstances('i-0a', 'ami-0public', '10:00:00'),
      ec2('DescribeSnapshots', '10:01:00', { snapshotSet: { items: [{ snapshotId: 'snap-0a' }] } }),
    ]);
    assert.equal(chains.length, 0);
    assert.deepEqual(
      events.map(({ action }) => action),
      ['describe'],
    );
  });

  it('hold the volume and where it was attached, but not the machine’s other disks', async () => {
    const { chains, events } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createVolume('vol-0b', 'snap-0a', '10:01:00'),
      attachVolume('vol-0b', 'i-0a', '10:02:00'),
      attachVolume('vol-0f', 'i-0a', '10:03:00'),
      ec2('TerminateInstances', '10:04:00', { instancesSet: { items: [{ instanceId: 'i-0f' }] } }),
    ]);
    assert.deepEqual(
      chains.map(({ actions }) => actions),
      [['create', 'restore', 'use']],
    );
    assert.deepEqual(
      chains[0]?.members.map(({ id }) => id),
      ['snap-0a', 'vol-0b'],
    );
    assert.equal(events.length, 3);
    assert.match(chains[0]?.verdict ?? '', /attached to i-0a/);
  });

  it('leave a machine’s other disks out, even of a machine that is a member', async () => {
    const { chains, events } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      registerImage('ami-0a', ['snap-0a'], '10:01:00'),
      runInstances('i-0a', 'ami-0a', '10:02:00'),
      attachVolume('vol-0f', 'i-0a', '10:03:00'),
    ]);
    assert.deepEqual([chains[0]?.actions, events.length], [['create', 'use', 'restore'], 3]);
  });

  it('tell by whom a member was made and deleted; a failed delete deletes nothing', async () => {
    const records = [
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      denied(deleteSnapshot('snap-0a', '10:01:00')),
    ];
    const kept = await analyseRecords(records);
    assert.deepEqual(kept.chains[0]?.members, [
      {
        kind: 'snapshot',
        id: 'snap-0a',
        key: 'aws snap-0a',
        madeFrom: [],
        madeBy: kept.events[0]?.id,
        deletedBy: null,
      },
    ]);
    const gone = await analyseRecords([...records, deleteSnapshot('snap-0a', '10:02:00')]);
    assert.equal(gone.chains[0]?.members[0]?.deletedBy, gone.events[2]?.id);
    const unmade = await analyseRecords([deleteSnapshot('snap-0a', '10:02:00')]);
    assert.deepEqual(
      [unmade.chains[0]?.members[0]?.madeBy, unmade.chains[0]?.members[0]?.deletedBy],
      [null, unmade.events[0]?.id],
    );
    assert.match(unmade.chains[0]?.verdict ?? '', /creation is not in these logs/);
  });

  it('get nothing from a call that failed', async () => {
    const failed = {
      ...createVolume('vol-0b', 'snap-0a', '10:01:00'),
      errorCode: 'Client.VolumeLimitExceeded',
    };
    const { chains } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      failed,
      attachVolume('vol-0b', 'i-0a', '10:02:00'),
    ]);
    assert.deepEqual(
      chains[0]?.members.map(({ id }) => id),
      ['snap-0a'],
    );
    assert.deepEqual(chains[0]?.actions, ['create', 'restore'], 'the attempt is told');
  });

  it('of sibling snapshots of one volume stay two, with the same source', async () => {
    const { chains } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createSnapshot('snap-0b', 'vol-0a', '10:01:00'),
    ]);
    assert.deepEqual(
      chains.map(({ root, source, events }) => [root.id, source?.id, events.length]),
      [
        ['snap-0a', 'vol-0a', 1],
        ['snap-0b', 'vol-0a', 1],
      ],
    );
  });

  it('end in a ring of lineage', async () => {
    for (const ring of [
      [copySnapshot('snap-0a', 'snap-0b', '10:00:00'), copySnapshot('snap-0b', 'snap-0a', '10:01:00')],
      [copySnapshot('snap-0a', 'snap-0a', '10:00:00')],
      [
        createVolume('vol-0a', 'snap-0a', '10:00:00'),
        createSnapshot('snap-0a', 'vol-0a', '10:01:00'),
        createSnapshot('snap-0b', 'vol-0a', '10:02:00'),
      ],
      [
        copySnapshot('snap-0a', 'snap-0b', '10:00:00'),
        copySnapshot('snap-0b', 'snap-0c', '10:01:00'),
        copySnapshot('snap-0c', 'snap-0b', '10:02:00'),
        copySnapshot('snap-0c', 'snap-0a', '10:03:00'),
      ],
    ]) {
      const { chains, events } = await analyseRecords(ring);
      assert.equal(chains.length, 1);
      assert.equal(events.length, ring.length);
      assert.equal(chains[0]?.events.length, ring.length);
    }
  });

  it('below a ring belong to it, and a ring below a root belongs to the root', async () => {
    const ring = [
      copySnapshot('snap-0b', 'snap-0c', '10:01:00'),
      copySnapshot('snap-0c', 'snap-0b', '10:02:00'),
    ];
    const below = await analyseRecords([...ring, copySnapshot('snap-0c', 'snap-0d', '10:03:00')]);
    assert.deepEqual(
      below.chains.map(({ root, events }) => [root.id, events.length]),
      [['snap-0b', 3]],
    );
    const above = await analyseRecords([
      ...ring,
      createSnapshot('snap-0z', 'vol-0z', '09:00:00'),
      copySnapshot('snap-0z', 'snap-0b', '10:00:00'),
    ]);
    assert.deepEqual(
      above.chains.map(({ root, events }) => [root.id, events.length]),
      [['snap-0z', 4]],
    );
  });

  it('hold a long line of copies, and many copies of one', async function () {
    this.timeout(10_000);
    const time = (index: number) => new Date(1_700_000_000_000 + index * 1000).toISOString();
    const line = Array.from({ length: 5000 }, (_, index) =>
      copySnapshot(`snap-0a${index}`, `snap-0a${index + 1}`, time(index)),
    );
    const fan = Array.from({ length: 5000 }, (_, index) =>
      copySnapshot('snap-0b', `snap-0b${index}`, time(index)),
    );
    const { chains } = await analyseRecords([...line, ...fan]);
    assert.deepEqual(
      chains.map(({ events }) => events.length),
      [5000, 5000],
    );
  });

  it('of names that are used again are two, each with its own source', async () => {
    const create = (time: string, from: string) =>
      gcpEntry({
        method: 'v1.compute.snapshots.insert',
        resourceName: snapshot('weekly'),
        time,
        request: { sourceDisk: link(disk(from)) },
      });
    const remove = (time: string) =>
      gcpEntry({ method: 'v1.compute.snapshots.delete', resourceName: snapshot('weekly'), time });
    const { chains } = await analyseRecords([
      create('10:00:00', 'a'),
      remove('11:00:00'),
      create('12:00:00', 'b'),
      remove('13:00:00'),
    ]);
    assert.deepEqual(
      chains.map(({ actions, source }) => [source?.id, ...actions]),
      [
        [disk('a'), 'create', 'delete'],
        [disk('b'), 'create', 'delete'],
      ],
    );
    assert.equal(new Set(chains.map(({ id }) => id)).size, 2);
  });

  it('of database snapshots join names and ARNs, region by region and account by account', async () => {
    const create = (more: Json) =>
      rds(
        'CreateDBSnapshot',
        '10:00:00',
        { dBSnapshotIdentifier: 'nightly', dBInstanceIdentifier: 'orders' },
        null,
        more,
      );
    const { chains } = await analyseRecords([
      create({}),
      create({ awsRegion: 'us-east-1' }),
      create({ recipientAccountId: STRANGER }),
      rds('DeleteDBSnapshot', '10:02:00', { dBSnapshotIdentifier: 'NIGHTLY' }),
      rds('RestoreDBInstanceFromDBSnapshot', '10:01:00', {
        dBSnapshotIdentifier: `arn:aws:rds:eu-west-1:${OWNER}:snapshot:nightly`,
        dBInstanceIdentifier: 'copy',
      }),
    ]);
    assert.deepEqual(chains.map(({ actions }) => actions.join(' ')).sort(), [
      'create',
      'create',
      'create restore delete',
    ]);
  });

  it('of bare names stay apart by account where the region is not told', async () => {
    const create = (account: string) =>
      rds('CreateDBSnapshot', '10:00:00', { dBSnapshotIdentifier: 'nightly' }, null, {
        awsRegion: null,
        recipientAccountId: account,
      });
    assert.equal((await analyseRecords([create(OWNER), create(STRANGER), create(OWNER)])).chains.length, 2);
  });

  it('of Azure run through disks, whatever the letter case', async () => {
    const { chains } = await analyseRecords([
      azureRest({
        operation: 'Microsoft.Compute/snapshots/write',
        resourceId: snapshotId('One'),
        status: 'Succeeded',
        time: '10:00:00',
        correlationId: 'c-1',
        body: copyOf(diskId('data')),
      }),
      azureRest({
        operation: 'Microsoft.Compute/disks/write',
        resourceId: diskId('stolen'),
        status: 'Succeeded',
        time: '10:01:00',
        correlationId: 'c-2',
        body: copyOf(snapshotId('ONE').toUpperCase()),
      }),
      azureRest({
        operation: 'Microsoft.Compute/disks/beginGetAccess/action',
        resourceId: diskId('stolen').toUpperCase(),
        status: 'Succeeded',
        time: '10:02:00',
        correlationId: 'c-3',
      }),
      azureRest({
        operation: 'Microsoft.Compute/snapshots/delete',
        resourceId: snapshotId('one').toLowerCase(),
        status: 'Succeeded',
        time: '10:03:00',
        correlationId: 'c-4',
      }),
    ]);
    assert.deepEqual(
      chains.map(({ actions }) => actions),
      [['create', 'restore', 'export', 'delete']],
    );
    assert.deepEqual(chains[0]?.source, { kind: 'volume', id: diskId('data') });
  });

  it('tell sharing and taking back in one sentence', async () => {
    const { chains } = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      share('snap-0a', { userId: STRANGER }, '10:00:18'),
      unshare('snap-0a', { userId: STRANGER }, '10:05:12'),
      deleteSnapshot('snap-0a', '10:06:00'),
    ]);
    assert.equal(
      chains[0]?.verdict,
      `user/mallory made snapshot snap-0a of volume vol-0a; shared with account ${STRANGER} for 4 min 54 s; then deleted.`,
    );
    assert.equal(chains[0]?.severity, 'high');
  });
});
