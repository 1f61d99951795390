import { strict as assert } from 'node:assert';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  attachVolume,
  createSnapshot,
  createVolume,
  denied,
  ec2,
  type Json,
  OWNER,
  rds,
  registerImage,
  runInstances,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, instance, link, snapshot } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';

const OTHER = 'snapshot.restored.otherIdentity';
const NEW = 'snapshot.restored.newIdentity';
const MOUNTED = 'snapshot.mounted.elsewhere';
const RULES = [OTHER, NEW, MOUNTED];

const by = (name: string): Json => ({ userIdentity: user(name) });
const role = (name: string, session: string): Json => ({
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${OWNER}:assumed-role/${name}/${session}`,
    accountId: OWNER,
  },
});
const made = createSnapshot('snap-0a', 'vol-0a', '10:00:00', by('alice'));
const attached = (volume: string, machine: string, time: string, more: Json = {}) => ({
  ...attachVolume(volume, machine, time),
  ...more,
});

describe(OTHER, () => {
  it('is a restore of what somebody else made', async () => {
    const records = [made, createVolume('vol-0b', 'snap-0a', '10:10:00', by('bob'))];
    assert.deepEqual(await judgedBy(RULES, records), [`${OTHER} low`]);
    const [finding] = findingsOf(await analyseRecords(records), OTHER);
    assert.match(finding?.message ?? '', /^user\/bob made volume vol-0b .* by user\/alice/);
  });

  it('is no restore of one’s own, of a service’s copy, of an unknown one’s, or by a service', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [made, createVolume('vol-0b', 'snap-0a', '10:10:00', by('alice'))]),
      [],
    );
    const backup = createSnapshot('snap-0a', 'vol-0a', '10:00:00', {
      userIdentity: { ...user('backup'), invokedBy: 'backup.amazonaws.com' },
    });
    const restored = createVolume('vol-0b', 'snap-0a', '10:10:00', by('bob'));
    assert.deepEqual(await judgedBy(RULES, [backup, restored]), []);
    assert.deepEqual(await judgedBy(RULES, [restored]), []);
    assert.deepEqual(
      await judgedBy(RULES, [
        made,
        createVolume('vol-0b', 'snap-0a', '10:10:00', {
          userIdentity: { ...user('x'), invokedBy: 'autoscaling.amazonaws.com' },
        }),
      ]),
      [],
    );
    assert.deepEqual(await judgedBy(RULES, [made, denied(restored)]), []);
  });

  it('knows a role in all its sessions, and people who share one by their addresses', async () => {
    const story = (first: string, second: string) => [
      createSnapshot('snap-0a', 'vol-0a', '10:00:00', role('deploy', first)),
      createVolume('vol-0b', 'snap-0a', '10:10:00', role('deploy', second)),
    ];
    assert.deepEqual(await judgedBy(RULES, story('run-1', 'run-2')), []);
    assert.deepEqual(await judgedBy(RULES, story('alice@example.com', 'bob@example.com')), [`${OTHER} low`]);
  });

  it('is no machine started from an image', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        made,
        { ...registerImage('ami-0a', ['snap-0a'], '10:05:00'), ...by('alice') },
        { ...runInstances('i-0a', 'ami-0a', '10:10:00'), ...by('bob') },
      ]),
      [],
    );
  });

  it('is told of databases, and in Azure and Google, too', async () => {
    const database = [
      rds(
        'CreateDBSnapshot',
        '10:00:00',
        { dBSnapshotIdentifier: 'n', dBInstanceIdentifier: 'd' },
        null,
        by('alice'),
      ),
      rds(
        'RestoreDBInstanceFromDBSnapshot',
        '10:10:00',
        { dBSnapshotIdentifier: 'n', dBInstanceIdentifier: 'e' },
        null,
        by('bob'),
      ),
    ];
    assert.deepEqual(await judgedBy(RULES, database), [`${OTHER} low`]);
    const azure = (operation: string, resourceId: string, time: string, caller: string, source: string) =>
      azureRest({
        operation: `Microsoft.Compute/${operation}/write`,
        resourceId,
        status: 'Succeeded',
        time,
        caller,
        correlationId: time,
        body: copyOf(source),
      });
    assert.deepEqual(
      await judgedBy(RULES, [
        azure('snapshots', snapshotId('s'), '10:00:00', 'alice@example.com', diskId('d')),
        azure('disks', diskId('e'), '10:10:00', 'bob@example.com', snapshotId('s')),
      ]),
      [`${OTHER} low`],
    );
    const google = (method: string, resourceName: string, time: string, principal: string, request: Json) =>
      gcpEntry({ method: `v1.compute.disks.${method}`, resourceName, time, principal, request });
    assert.deepEqual(
      await judgedBy(RULES, [
        google('createSnapshot', disk('d'), '10:00:00', 'alice@example.com', { name: 's' }),
        google('insert', disk('e'), '10:10:00', 'bob@example.com', { sourceSnapshot: link(snapshot('s')) }),
      ]),
      [`${OTHER} low`],
    );
  });
});

describe(NEW, () => {
  const early = (day: string) => createSnapshot('snap-0a', 'vol-0a', `2024-02-${day}T10:00:00Z`, by('alice'));
  const restored = createVolume('vol-0b', 'snap-0a', '2024-03-05T10:00:00Z', by('eve'));

  it('is a restore by somebody first seen then, in logs that reach far enough back', async () => {
    assert.deepEqual(await judgedBy(RULES, [early('20'), restored]), [`${NEW} medium`]);
    const [finding] = findingsOf(await analyseRecords([early('20'), restored]), NEW);
    assert.match(
      finding?.message ?? '',
      /user\/eve .* never seen near a snapshot before, and they reach back to 2024-02-20/,
    );
  });

  it('says nothing where the logs begin, or of somebody known for longer than the settings ask', async () => {
    assert.deepEqual(
      await judgedBy(
        [NEW],
        [createSnapshot('snap-0a', 'vol-0a', '2024-03-04T10:00:00Z', by('alice')), restored],
      ),
      [],
    );
    const known = createSnapshot('snap-0c', 'vol-0c', '2024-02-27T10:00:00Z', by('eve'));
    assert.deepEqual(await judgedBy([NEW], [early('01'), known, restored]), []);
    const recent = createSnapshot('snap-0c', 'vol-0c', '2024-02-28T10:00:00Z', by('eve'));
    assert.deepEqual(await judgedBy([NEW], [early('01'), recent, restored]), [`${NEW} medium`]);
  });

  it('counts only what the same account saw, and only success', async () => {
    const elsewhere = { ...early('01'), recipientAccountId: '777788889999' };
    assert.deepEqual(await judgedBy([NEW], [elsewhere, restored]), []);
    assert.deepEqual(await judgedBy([NEW], [early('20'), denied(restored)]), []);
  });
});

describe(MOUNTED, () => {
  const restored = createVolume('vol-0b', 'snap-0a', '10:10:00', by('alice'));
  const origin = createVolume('vol-0a', 'snap-00', '08:00:00', by('alice'));
  const home = attached('vol-0a', 'i-home', '08:05:00', by('alice'));

  it('is a disk that went to a machine, not known to be the original’s', async () => {
    const records = [made, restored, attached('vol-0b', 'i-else', '10:15:00', by('alice'))];
    assert.deepEqual(await judgedBy(RULES, records), [`${MOUNTED} low`]);
    const [finding] = findingsOf(await analyseRecords(records), MOUNTED);
    assert.match(
      finding?.message ?? '',
      /volume vol-0b to use on machine i-else .* logs do not say which machine/,
    );
    assert.equal(finding?.events.length, 2);
  });

  it('names the machine of the original where the logs know it', async () => {
    const { findings } = await analyseRecords([
      origin,
      home,
      made,
      restored,
      attached('vol-0b', 'i-else', '10:15:00', by('alice')),
    ]);
    const messages = findings.filter(({ rule }) => rule === MOUNTED).map(({ message }) => message);
    assert.ok(
      messages.some((message) => /The original belongs to machine i-home/.test(message)),
      messages.join('\n'),
    );
  });

  it('is no return to the machine of the original, no detaching and no refused call', async () => {
    const chainOfOrigin = [origin, home, made, restored];
    const mounts = async (records: readonly Json[]) =>
      findingsOf(await analyseRecords(records), MOUNTED).filter(({ message }) => message.includes('vol-0b'));
    assert.deepEqual(
      await mounts([...chainOfOrigin, attached('vol-0b', 'i-home', '10:15:00', by('alice'))]),
      [],
    );
    assert.equal(
      (await mounts([...chainOfOrigin, attached('vol-0b', 'i-else', '10:15:00', by('alice'))])).length,
      1,
    );
    assert.deepEqual(
      await judgedBy(RULES, [
        made,
        restored,
        ec2('DetachVolume', '10:20:00', { volumeId: 'vol-0b', instanceId: 'i-else' }, null, by('alice')),
        denied(attached('vol-0b', 'i-else', '10:15:00', by('alice'))),
      ]),
      [],
    );
  });

  it('weighs more by another than the one who made the copy, and then tells the restore as well', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        made,
        createVolume('vol-0b', 'snap-0a', '10:10:00', by('bob')),
        attached('vol-0b', 'i-else', '10:15:00', by('bob')),
      ]),
      [`${MOUNTED} medium`],
    );
  });

  it('is silent about what storage drivers do by the clock', async () => {
    const nightly = ['05', '06', '07'].flatMap((day) => [
      createSnapshot(`snap-0${day}`, 'vol-0a', `2024-03-${day}T02:00:00Z`, by('csi')),
      createVolume(`vol-0${day}`, `snap-0${day}`, `2024-03-${day}T02:05:00Z`, by('csi')),
      attached(`vol-0${day}`, 'i-else', `2024-03-${day}T02:06:00Z`, by('csi')),
    ]);
    assert.deepEqual(await judgedBy(RULES, nightly), []);
  });

  it('is a Google machine made of a snapshot, and an Azure machine given the disk', async () => {
    const google = [
      gcpEntry({
        method: 'v1.compute.disks.createSnapshot',
        resourceName: disk('d'),
        time: '10:00:00',
        request: { name: 's' },
      }),
      gcpEntry({
        method: 'v1.compute.instances.insert',
        resourceName: instance('vm'),
        time: '10:05:00',
        request: { disks: [{ initializeParams: { sourceSnapshot: link(snapshot('s')) } }] },
      }),
    ];
    assert.deepEqual(await judgedBy(RULES, google), [`${MOUNTED} low`]);
    const azure = (operation: string, resourceId: string, time: string, body: Json) =>
      azureRest({
        operation: `Microsoft.Compute/${operation}`,
        resourceId,
        status: 'Succeeded',
        time,
        correlationId: time,
        body,
      });
    const machine = diskId('vm').replace('/disks/', '/virtualMachines/');
    assert.deepEqual(
      await judgedBy(RULES, [
        azure('snapshots/write', snapshotId('s'), '10:00:00', copyOf(diskId('d'))),
        azure('disks/write', diskId('e'), '10:05:00', copyOf(snapshotId('s'))),
        azure('virtualMachines/write', machine, '10:10:00', {
          properties: { storageProfile: { osDisk: { managedDisk: { id: diskId('e') } } } },
        }),
      ]),
      [`${MOUNTED} low`],
    );
  });
});
