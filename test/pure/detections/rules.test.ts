import { strict as assert } from 'node:assert';
import { RULES } from '../../../src/core/detections/rules.js';
import { analyse, analyseRecords, findingsOf } from '../../support/analyse.js';
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
  sharedUse,
  unshare,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, link, PROJECT, snapshot } from '../../support/gcpAudit.js';
import { judged, summary } from '../../support/judged.js';

const PUBLIC = 'snapshot.shared.public';
const EXTERNAL = 'snapshot.shared.external';
const USED_BY_OTHER = 'snapshot.used.byOtherAccount';
const USED_AFTER = 'snapshot.used.afterShare';
const DELETED_AFTER = 'snapshot.deleted.afterUse';
const EXPORTED = 'snapshot.exported';
const BURST_CREATE = 'snapshot.burst.create';
const BURST_DELETE = 'snapshot.burst.delete';
const DENIED = 'snapshot.attempt.denied';

const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const setPolicy = (members: readonly string[], principal = 'mallory@example.com') =>
  gcpEntry({
    method: 'v1.compute.snapshots.setIamPolicy',
    resourceName: snapshot('s'),
    time: '10:00:00',
    principal,
    payload: { request: { policy: { bindings: [{ role: 'roles/compute.storageAdmin', members }] } } },
  });

describe('rules', () => {
  it('are known by ids that never change', () => {
    assert.deepEqual(RULES.map(({ id }) => id).sort(), [
      'access.network.unlisted',
      'account.guard.off',
      'backup.protection.weakened',
      'backup.protection.weakenedThenDeleted',
      'backup.schedule.off',
      'log.gap',
      'snapshot.attempt.denied',
      'snapshot.attempt.deniedThenDone',
      'snapshot.baseline.added',
      'snapshot.baseline.deleted',
      'snapshot.baseline.encryption',
      'snapshot.baseline.permission',
      'snapshot.baseline.unexplained',
      'snapshot.burst.create',
      'snapshot.burst.delete',
      'snapshot.copied.foreignKey',
      'snapshot.copied.otherAccount',
      'snapshot.copied.region',
      'snapshot.delete.mass',
      'snapshot.deleted.afterUse',
      'snapshot.enumeration.burst',
      'snapshot.enumeration.firstTime',
      'snapshot.exported',
      'snapshot.key.granted',
      'snapshot.mounted.elsewhere',
      'snapshot.read.direct',
      'snapshot.restored.newIdentity',
      'snapshot.restored.otherIdentity',
      'snapshot.shared.external',
      'snapshot.shared.public',
      'snapshot.shared.thenRevoked',
      'snapshot.shortLived',
      'snapshot.used.afterShare',
      'snapshot.used.byOtherAccount',
    ]);
    for (const { title, explanation } of RULES) assert.ok(title.length > 5 && explanation.length > 40);
  });

  it('say nothing about a backup: create, describe, delete', async () => {
    assert.deepEqual(
      await judged([
        created,
        ec2('DescribeSnapshots', '10:01:00', { ownersSet: { items: [{ owner: 'self' }] } }),
        deleteSnapshot('snap-0a', '12:00:00'),
      ]),
      [],
    );
  });

  describe(PUBLIC, () => {
    it('is a share with everybody, on each cloud', async () => {
      assert.deepEqual(await judged([share('snap-0a', { group: 'all' }, '10:01:00')]), [
        `${PUBLIC} critical`,
      ]);
      assert.deepEqual(await judged([setPolicy(['allUsers'])]), [`${PUBLIC} critical`]);
      assert.deepEqual(await judged([setPolicy(['allAuthenticatedUsers'])]), [`${PUBLIC} critical`]);
      const image = ec2('ModifyImageAttribute', '10:01:00', {
        imageId: 'ami-0a',
        launchPermission: { add: { items: [{ group: 'all' }] } },
        attributeType: 'launchPermission',
      });
      assert.deepEqual(await judged([image]), [`${PUBLIC} critical`]);
    });

    it('is none of: group none, taking back, a refused call', async () => {
      assert.deepEqual(await judged([share('snap-0a', { group: 'none' }, '10:01:00')]), []);
      assert.deepEqual(await judged([unshare('snap-0a', { group: 'all' }, '10:01:00')]), []);
      assert.deepEqual(await judged([denied(share('snap-0a', { group: 'all' }, '10:01:00'))]), [
        `${DENIED} medium`,
      ]);
    });

    it('is not excused by a trusted account in the same call', async () => {
      const both = ec2('ModifySnapshotAttribute', '10:01:00', {
        snapshotId: 'snap-0a',
        createVolumePermission: { add: { items: [{ group: 'all' }, { userId: PARTNER }] } },
      });
      assert.deepEqual(await judged([both], { trustedAccounts: [PARTNER] }), [
        `${EXTERNAL} high suppressed`,
        `${PUBLIC} critical`,
      ]);
    });
  });

  describe(EXTERNAL, () => {
    it('is a share with an account that is neither the owner’s nor trusted', async () => {
      assert.deepEqual(await judged([share('snap-0a', { userId: STRANGER }, '10:01:00')]), [
        `${EXTERNAL} high`,
      ]);
      assert.deepEqual(
        await judged([
          rds('ModifyDBSnapshotAttribute', '10:00:00', {
            dBSnapshotIdentifier: 'n',
            attributeName: 'restore',
            valuesToAdd: [STRANGER],
          }),
        ]),
        [`${EXTERNAL} high`],
      );
    });

    it('is suppressed, with the reason, when all are trusted', async () => {
      const { findings, chains } = await analyseRecords([share('snap-0a', { userId: PARTNER }, '10:01:00')], {
        trustedAccounts: [` ${PARTNER} `],
      });
      assert.equal(findings[0]?.suppressed, `account ${PARTNER}: on the list of trusted accounts`);
      assert.equal(chains[0]?.severity, 'info', 'what is expected does not colour its chain');
    });

    it('is none of: the own account, taking back, a refused call', async () => {
      assert.deepEqual(await judged([share('snap-0a', { userId: OWNER }, '10:01:00')]), []);
      assert.deepEqual(await judged([unshare('snap-0a', { userId: STRANGER }, '10:01:00')]), []);
      assert.deepEqual(await judged([denied(unshare('snap-0a', { userId: STRANGER }, '10:01:00'))]), []);
    });

    it('knows Google’s principals by project and by mail domain, but not by a public one', async () => {
      assert.deepEqual(
        await judged([setPolicy([`serviceAccount:backup@${PROJECT}.iam.gserviceaccount.com`])]),
        [],
      );
      // The domain of the one who shared makes a colleague likely; it proves nothing, not even of oneself.
      assert.deepEqual(await judged([setPolicy(['user:colleague@example.com'])]), [`${EXTERNAL} medium`]);
      assert.deepEqual(await judged([setPolicy(['user:mallory@example.com'])]), [`${EXTERNAL} medium`]);
      assert.deepEqual(await judged([setPolicy(['user:mallory@gmail.com'], 'mallory@gmail.com')]), [
        `${EXTERNAL} high`,
      ]);
      assert.deepEqual(await judged([setPolicy(['user:z@own.example'], 'evil@own.example@gmail.com')]), [
        `${EXTERNAL} high`,
      ]);
      for (const lookalike of [`user:${PROJECT}`, `domain:${PROJECT}`]) {
        assert.deepEqual(await judged([setPolicy([lookalike])]), [`${EXTERNAL} high`], lookalike);
      }
      assert.deepEqual(
        await judged([setPolicy(['user:colleague@example.com'])], { trustedAccounts: ['example.com'] }),
        [`${EXTERNAL} high suppressed`],
      );
      assert.deepEqual(await judged([setPolicy(['user:eve@example.net'])]), [`${EXTERNAL} high`]);
      assert.deepEqual(await judged([setPolicy(['serviceAccount:x@elsewhere.iam.gserviceaccount.com'])]), [
        `${EXTERNAL} high`,
      ]);
      assert.deepEqual(await judged([setPolicy(['user:eve@gmail.com'], 'mallory@gmail.com')]), [
        `${EXTERNAL} high`,
      ]);
      assert.deepEqual(
        await judged([setPolicy(['user:eve@example.net'])], { trustedAccounts: ['example.net'] }),
        [`${EXTERNAL} high suppressed`],
      );
      assert.deepEqual(await judged([setPolicy([`projectOwner:${PROJECT}`])]), []);
    });
  });

  describe(USED_BY_OTHER, () => {
    it('is another account that makes a volume of a shared snapshot, or copies it', async () => {
      for (const name of ['SharedSnapshotVolumeCreated', 'SharedSnapshotCopyInitiated'] as const) {
        assert.deepEqual(await judged([sharedUse(name, 'snap-0a', STRANGER, '10:02:00')]), [
          `${USED_BY_OTHER} critical`,
        ]);
        assert.deepEqual(
          await judged([sharedUse(name, 'snap-0a', PARTNER, '10:02:00')], { trustedAccounts: [PARTNER] }),
          [`${USED_BY_OTHER} critical suppressed`],
        );
      }
    });

    it('tells the last share before it that let that account in', async () => {
      const { findings } = await analyseRecords([
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        share('snap-0a', { group: 'all' }, '10:02:00'),
        share('snap-0a', { userId: PARTNER }, '10:03:00'),
        createVolume('vol-0b', 'snap-0a', '10:05:00', { userIdentity: user('eve', STRANGER) }),
        share('snap-0a', { userId: STRANGER }, '10:06:00'),
      ]);
      const found = findings.find(({ rule }) => rule === 'snapshot.used.byOtherAccount');
      assert.match(found?.message ?? '', /, 3 min after user\/mallory had shared it\./);
    });

    it('is seen in the taker’s own log, too, and names the taker’s people with their account', async () => {
      const theirs = { userIdentity: user('mallory', STRANGER), recipientAccountId: STRANGER };
      const analysis = await analyseRecords([
        created,
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        createVolume('vol-0b', 'snap-0a', '10:02:00', theirs),
      ]);
      const [finding] = findingsOf(analysis, USED_BY_OTHER);
      assert.equal(finding?.severity, 'critical');
      assert.match(finding?.message ?? '', new RegExp(`^Account ${STRANGER} made .* of account ${OWNER}`));
      assert.match(
        finding?.message ?? '',
        /1 min after user\/mallory had shared it/,
        'the share that let it in',
      );
      assert.deepEqual(findingsOf(analysis, USED_AFTER), [], 'said once');
    });

    it('is not the account that launched somebody’s public image: the look-alike seen in real logs', async () => {
      assert.deepEqual(
        await judged([
          runInstances('i-0a', 'ami-0public', '10:00:00'),
          sharedUse('SharedSnapshotVolumeCreated', 'snap-0public', OWNER, '10:00:02'),
        ]),
        [],
      );
    });

    it('is not a provider’s own agent, nor an account at home', async () => {
      const insert = (principal: string) =>
        gcpEntry({
          method: 'v1.compute.disks.insert',
          resourceName: disk('d'),
          time: '10:00:00',
          principal,
          request: { sourceSnapshot: link(snapshot('s')) },
        });
      assert.deepEqual(await judged([insert(`builder@${PROJECT}.iam.gserviceaccount.com`)]), []);
      assert.deepEqual(await judged([insert('service-1234@compute-system.iam.gserviceaccount.com')]), []);
      assert.deepEqual(await judged([insert('thief@elsewhere.iam.gserviceaccount.com')]), [
        `${USED_BY_OTHER} medium`,
      ]);
    });
  });

  describe(USED_AFTER, () => {
    it('is a copy, restore or export after a share, worse by another identity', async () => {
      const open = share('snap-0a', { userId: STRANGER }, '10:01:00');
      assert.deepEqual(await judged([created, open, createVolume('vol-0b', 'snap-0a', '10:02:00')]), [
        `${EXTERNAL} high`,
        `${USED_AFTER} medium`,
      ]);
      const other = createVolume('vol-0b', 'snap-0a', '10:02:00', { userIdentity: user('eve') });
      assert.deepEqual(await judged([created, open, other]), [`${EXTERNAL} high`, `${USED_AFTER} high`]);
    });

    it('is nothing after a share that was refused', async () => {
      const refused = denied(share('snap-0a', { userId: STRANGER }, '10:01:00'));
      assert.deepEqual(await judged([created, refused, createVolume('vol-0b', 'snap-0a', '10:02:00')]), [
        `${DENIED} medium`,
      ]);
    });

    it('is nothing before the share, that failed, or of another snapshot', async () => {
      const open = share('snap-0a', { userId: STRANGER }, '10:01:00');
      for (const near of [
        createVolume('vol-0b', 'snap-0a', '10:00:30'),
        denied(createVolume('vol-0b', 'snap-0a', '10:02:00'), 'Client.VolumeLimitExceeded'),
        createVolume('vol-0b', 'snap-0b', '10:02:00'),
      ]) {
        assert.deepEqual(await judged([created, open, near]), [`${EXTERNAL} high`]);
      }
      assert.deepEqual(
        await judged([
          created,
          share('snap-0a', { userId: OWNER }, '10:01:00'),
          createVolume('vol-0b', 'snap-0a', '10:02:00'),
        ]),
        [],
      );
    });

    it('is suppressed when the share went only to trusted accounts', async () => {
      assert.deepEqual(
        await judged(
          [
            created,
            share('snap-0a', { userId: PARTNER }, '10:01:00'),
            copySnapshot('snap-0a', 'snap-0b', '10:02:00'),
          ],
          { trustedAccounts: [PARTNER] },
        ),
        ['snapshot.copied.region low', `${EXTERNAL} high suppressed`, `${USED_AFTER} medium suppressed`],
        'the copy to another region is nobody’s whom the list trusts',
      );
    });
  });

  describe(DELETED_AFTER, () => {
    it('is a delete after a share, or after something was made of it', async () => {
      assert.deepEqual(
        await judged([
          created,
          share('snap-0a', { userId: STRANGER }, '10:01:00'),
          deleteSnapshot('snap-0a', '10:02:00'),
        ]),
        [`${DELETED_AFTER} high`, `${EXTERNAL} high`],
      );
      const restored = [
        created,
        createVolume('vol-0b', 'snap-0a', '10:01:00'),
        attachVolume('vol-0b', 'i-0a', '10:02:00'),
      ];
      assert.deepEqual(
        await judged([...restored, deleteSnapshot('snap-0a', '11:01:00')]),
        [`${DELETED_AFTER} medium`, 'snapshot.mounted.elsewhere low'],
        'within the hour',
      );
      assert.deepEqual(
        await judged([...restored, deleteSnapshot('snap-0a', '11:01:01')]),
        [`${DELETED_AFTER} low`, 'snapshot.mounted.elsewhere low'],
        'later',
      );
    });

    it('is no delete that failed, came first, or was a backup service’s', async () => {
      const restored = [created, createVolume('vol-0b', 'snap-0a', '10:01:00')];
      assert.deepEqual(
        await judged([
          ...restored,
          denied(deleteSnapshot('snap-0a', '10:02:00'), 'Client.InvalidSnapshot.InUse'),
        ]),
        [],
      );
      assert.deepEqual(await judged([...restored, deleteSnapshot('snap-0a', '10:00:30')]), [
        'snapshot.shortLived low',
      ]);
      assert.deepEqual(
        await judged([
          ...restored,
          deleteSnapshot('snap-0a', '10:02:00', {
            userIdentity: { type: 'AWSService', invokedBy: 'dlm.amazonaws.com' },
          }),
        ]),
        [],
      );
    });
  });

  describe(EXPORTED, () => {
    it('is an export to a bucket or by a link', async () => {
      assert.deepEqual(
        await judged([
          ec2('CreateInstanceExportTask', '10:00:00', {
            instanceId: 'i-0a',
            exportToS3: { s3Bucket: 'bucket-one' },
          }),
        ]),
        [`${EXPORTED} high`],
      );
      const link = azureRest({
        operation: 'Microsoft.Compute/snapshots/beginGetAccess/action',
        resourceId: snapshotId('s'),
        status: 'Succeeded',
        time: '10:00:00',
      });
      const { findings } = await analyseRecords([link]);
      assert.match(findings[0]?.message ?? '', /holds the link/);
    });

    it('is no refused export, and no end of access', async () => {
      assert.deepEqual(
        await judged([denied(ec2('CreateInstanceExportTask', '10:00:00', { instanceId: 'i-0a' }))]),
        [`${DENIED} medium`],
      );
      assert.deepEqual(
        await judged([
          azureRest({
            operation: 'Microsoft.Compute/snapshots/endGetAccess/action',
            resourceId: snapshotId('s'),
            status: 'Succeeded',
            time: '10:00:00',
          }),
        ]),
        [],
      );
    });
  });

  describe('bursts', () => {
    const deletes = (times: readonly string[], more: Json = {}) =>
      times.map((time, index) => deleteSnapshot(`snap-0${index}`, time, more));
    const FIVE = ['10:00:00', '10:02:30', '10:05:00', '10:07:30', '10:10:00'];

    it('are five within ten minutes sharp, and not within ten minutes and a second', async () => {
      assert.deepEqual(await judged(deletes(FIVE)), [`${BURST_DELETE} medium`]);
      assert.deepEqual(await judged(deletes([...FIVE.slice(0, 4), '10:10:01'])), []);
      assert.deepEqual(await judged(deletes(FIVE.slice(0, 4))), []);
      assert.deepEqual(
        await judged(FIVE.map((time, index) => createSnapshot(`snap-0${index}`, `vol-0${index}`, time))),
        [`${BURST_CREATE} low`],
      );
    });

    it('slide: they straddle any fixed interval', async () => {
      const { findings } = await analyseRecords(
        deletes([
          '09:40:00',
          '10:00:00',
          '10:07:00',
          '10:08:00',
          '10:09:00',
          '10:10:00',
          '10:15:00',
          '10:30:00',
        ]),
      );
      assert.deepEqual(
        findings.map(({ rule, events }) => [rule, events.length]),
        [[BURST_DELETE, 6]],
        'two windows that overlap are one burst',
      );
    });

    it('are one identity’s, by hand, and successful', async () => {
      assert.deepEqual(
        await judged([
          ...deletes(FIVE.slice(0, 3)),
          ...deletes(FIVE.slice(3), { userIdentity: user('alice') }),
        ]),
        [],
      );
      assert.deepEqual(
        await judged(deletes(FIVE, { userIdentity: { ...user(), invokedBy: 'backup.amazonaws.com' } })),
        [],
      );
      assert.deepEqual(
        await judged(deletes(FIVE).map((event) => denied(event, 'Client.InvalidSnapshot.InUse'))),
        [],
      );
    });

    it('count what the settings say', async () => {
      assert.deepEqual(await judged(deletes(FIVE.slice(0, 2)), { burst: { count: 2, minutes: 3 } }), [
        `${BURST_DELETE} medium`,
      ]);
      assert.deepEqual(await judged(deletes(FIVE.slice(0, 2)), { burst: { count: 2, minutes: 2 } }), []);
    });

    it('count a repeated record once', async () => {
      const records = deletes(FIVE.slice(0, 3));
      assert.deepEqual(summary(await analyse({ a: records, b: records })), []);
    });
  });

  describe(DENIED, () => {
    it('tells how often somebody was refused, and on what', async () => {
      const { findings } = await analyseRecords(
        ['10:00:00', '10:00:05', '10:00:09'].map((time) =>
          denied(share('snap-0a', { userId: STRANGER }, time)),
        ),
      );
      assert.equal(findings.length, 1);
      assert.match(findings[0]?.message ?? '', /refused ModifySnapshotAttribute 3 times on snapshot snap-0a/);
      assert.equal(findings[0]?.events.length, 3);
    });

    it('knows a refusal of each cloud, and other errors from it', async () => {
      const gcp = gcpEntry({
        method: 'v1.compute.snapshots.delete',
        resourceName: snapshot('s'),
        time: '10:00:00',
        payload: { status: { code: 7 } },
      });
      const azure = azureRest({
        operation: 'Microsoft.Compute/snapshots/delete',
        resourceId: snapshotId('s'),
        status: 'Failed',
        time: '10:00:00',
      });
      assert.deepEqual(await judged([gcp]), [`${DENIED} medium`]);
      assert.deepEqual(await judged([azure]), [`${DENIED} medium`]);
      assert.deepEqual(await judged([denied(rds('CreateDBSnapshot', '10:00:00', null), 'AccessDenied')]), [
        `${DENIED} low`,
      ]);
      assert.deepEqual(
        await judged([denied(deleteSnapshot('snap-0a', '10:00:00'), 'Client.InvalidSnapshot.NotFound')]),
        [],
      );
    });
  });

  describe('settings', () => {
    const records = [
      created,
      share('snap-0a', { userId: STRANGER }, '10:01:00'),
      deleteSnapshot('snap-0a', '10:02:00'),
    ];

    it('override a severity, in findings and chains', async () => {
      const { findings, chains } = await analyseRecords(records, {
        severities: { [EXTERNAL]: 'low', [DELETED_AFTER]: 'info' },
      });
      assert.deepEqual(
        findings.map(({ rule, severity }) => `${rule} ${severity}`).sort(),
        [`${DELETED_AFTER} info`, `${EXTERNAL} low`, 'snapshot.shortLived low'],
        'what the settings make light silences nothing heavier',
      );
      assert.equal(chains[0]?.severity, 'low');
    });

    it('switch a rule off', async () => {
      const analysis = await analyseRecords(records, { severities: { [EXTERNAL]: 'off' } });
      assert.deepEqual(summary(analysis), [`${DELETED_AFTER} high`]);
    });

    it('do not change the ids of findings', async () => {
      const [plain, loud] = [
        await analyseRecords(records),
        await analyseRecords(records, { severities: { [EXTERNAL]: 'critical' } }),
      ];
      assert.deepEqual(
        plain.findings.map(({ id }) => id),
        loud.findings.map(({ id }) => id),
      );
    });
  });

  it('give every finding its chain, its techniques and a message', async () => {
    const analysis = await analyseRecords([
      created,
      share('snap-0a', { userId: STRANGER }, '10:01:00'),
      deleteSnapshot('snap-0a', '10:02:00'),
    ]);
    for (const { chain, techniques, message, events } of analysis.findings) {
      assert.equal(chain, analysis.chains[0]?.id);
      assert.ok(techniques.length > 0 && events.length > 0);
      assert.match(message, /snap-0a/);
    }
    assert.deepEqual(
      [...(analysis.chains[0]?.findings ?? [])].sort(),
      analysis.findings.map(({ id }) => id).sort(),
    );
    assert.equal(findingsOf(analysis, EXTERNAL).length, 1);
  });

  it('judge events once that belong to two chains', async () => {
    const opened = ec2('ModifyImageAttribute', '10:02:00', {
      imageId: 'ami-0a',
      launchPermission: { add: { items: [{ userId: STRANGER }] } },
    });
    const analysis = await analyseRecords([
      created,
      createSnapshot('snap-0b', 'vol-0b', '10:00:01'),
      registerImage('ami-0a', ['snap-0a', 'snap-0b'], '10:01:00'),
      opened,
      runInstances('i-0a', 'ami-0a', '10:03:00'),
    ]);
    assert.deepEqual(summary(analysis), [`${EXTERNAL} high`, `${USED_AFTER} medium`]);
    assert.ok(analysis.findings.every(({ chain }) => chain === analysis.chains[0]?.id));
    assert.equal(analysis.chains.length, 2);
    for (const chain of analysis.chains)
      assert.equal(chain.findings.length, 2, 'each chain names them all the same');
  });

  it('find the theft of an Azure disk: copied, then opened by a link, then deleted', async () => {
    const step = (operation: string, resourceId: string, time: string, body?: Json) =>
      azureRest({
        operation: `Microsoft.Compute/${operation}`,
        resourceId,
        status: 'Succeeded',
        time,
        correlationId: `c-${time}`,
        ...(body && { body }),
      });
    const { findings, chains } = await analyseRecords([
      step('snapshots/write', snapshotId('s'), '10:00:00', copyOf(diskId('d'))),
      step('snapshots/beginGetAccess/action', snapshotId('s'), '10:01:00'),
      step('snapshots/delete', snapshotId('s'), '10:09:00'),
    ]);
    assert.deepEqual(
      chains.map(({ actions }) => actions),
      [['create', 'export', 'delete']],
    );
    assert.deepEqual(findings.map(({ rule }) => rule).sort(), [DELETED_AFTER, EXPORTED]);
  });
});
