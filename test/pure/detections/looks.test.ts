import { strict as assert } from 'node:assert';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import {
  copySnapshot,
  createSnapshot,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  STRANGER,
  share,
  unshare,
  user,
} from '../../support/cloudTrail.js';
import { gcpEntry, PROJECT } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';

const BURST = 'snapshot.enumeration.burst';
const FIRST = 'snapshot.enumeration.firstTime';
const DENIED = 'snapshot.attempt.denied';
const THEN_DONE = 'snapshot.attempt.deniedThenDone';
const SHORT = 'snapshot.shortLived';
const REVOKED = 'snapshot.shared.thenRevoked';
const DELETED = 'snapshot.deleted.afterUse';
const MANY = 'snapshot.burst.create';

const by = (name: string): Json => ({ userIdentity: user(name) });
const list = (time: string, more: Json = {}) =>
  ec2('DescribeSnapshots', time, { ownersSet: { items: [{ owner: 'self' }] } }, null, more);
const looks = (count: number, more: Json = {}) =>
  Array.from({ length: count }, (_, index) =>
    list(`10:0${index >> 1}:${index % 2 === 0 ? '00' : '30'}`, more),
  );

describe(BURST, () => {
  it('is twenty looks within ten minutes', async () => {
    const { findings } = await analyseRecords(looks(20));
    assert.deepEqual(
      findings.map(({ rule, severity }) => `${rule} ${severity}`),
      [`${BURST} low`],
    );
    assert.match(findings[0]?.message ?? '', /user\/mallory asked 20 times .* within 9 min 30 s/);
    const regions = looks(20).map((one, index) => ({ ...one, awsRegion: `eu-west-${index}` }));
    assert.match((await analyseRecords(regions)).findings[0]?.message ?? '', /in 20 regions/);
  });

  it('is no nineteen, no service’s, no two people’s', async () => {
    assert.deepEqual(await judgedBy([BURST], looks(19)), []);
    assert.deepEqual(
      await judgedBy([BURST], looks(20, { userIdentity: { ...user(), invokedBy: 'config.amazonaws.com' } })),
      [],
    );
    assert.deepEqual(await judgedBy([BURST], [...looks(10), ...looks(10, by('eve'))]), []);
  });

  it('is nothing to speak of when an auditor does it by the clock', async () => {
    const days = ['05', '06', '07'].flatMap((day) =>
      Array.from({ length: 20 }, (_, index) =>
        list(`2024-03-${day}T06:0${index >> 1}:${index % 2 === 0 ? '00' : '30'}Z`),
      ),
    );
    assert.deepEqual(await judgedBy([BURST], days), [`${BURST} info`, `${BURST} info`, `${BURST} info`]);
  });
});

describe(FIRST, () => {
  const old = createSnapshot('snap-0a', 'vol-0a', '2024-02-20T10:00:00Z', by('alice'));
  const first = list('2024-03-05T10:00:00Z', by('eve'));

  it('is a look by somebody who never did, and weighs more with a deed after it', async () => {
    assert.deepEqual(await judgedBy([FIRST], [old, first]), [`${FIRST} info`]);
    const deed = share('snap-0a', { userId: STRANGER }, '2024-03-05T11:00:00Z', by('eve'));
    assert.deepEqual(await judgedBy([FIRST], [old, first, deed]), [`${FIRST} low`]);
    const [finding] = findingsOf(await analyseRecords([old, first, deed]), FIRST);
    assert.match(finding?.message ?? '', /user\/eve listed .* and 1 h later called ModifySnapshotAttribute/);
  });

  it('is nothing where the logs begin, of one who did before, or of a service', async () => {
    assert.deepEqual(await judgedBy([FIRST], [first]), []);
    assert.deepEqual(await judgedBy([FIRST], [old, list('2024-02-21T10:00:00Z', by('eve')), first]), []);
    assert.deepEqual(await judgedBy([FIRST], [old, list('2024-03-05T10:00:00Z', by('alice'))]), []);
    assert.deepEqual(
      await judgedBy(
        [FIRST],
        [
          old,
          list('2024-03-05T10:00:00Z', {
            userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' },
          }),
        ],
      ),
      [],
    );
    const later = share('snap-0a', { userId: STRANGER }, '2024-03-06T10:00:01Z', by('eve'));
    assert.deepEqual(
      await judgedBy([FIRST], [old, first, later]),
      [`${FIRST} info`],
      'a day later is another matter',
    );
  });

  it('is told once, by the burst if there is one', async () => {
    const burst = looks(20, by('eve'));
    assert.deepEqual(await judgedBy([FIRST, BURST], [old, ...burst]), [`${BURST} low`]);
    const later = share('snap-0a', { userId: STRANGER }, '2024-03-06T10:00:01Z', by('eve'));
    assert.deepEqual(await judgedBy([FIRST, BURST], [old, ...burst, later]), [`${BURST} low`]);
  });

  it('stands beside the burst where a deed followed, which the burst does not tell', async () => {
    const deed = share('snap-0a', { userId: STRANGER }, '2024-03-05T11:00:00Z', by('eve'));
    const { findings } = await analyseRecords([old, ...looks(20, by('eve')), deed]);
    assert.match(
      findings.find(({ rule }) => rule === FIRST)?.message ?? '',
      /and 1 h later called ModifySnapshotAttribute/,
    );
    assert.ok(findings.some(({ rule }) => rule === BURST));
  });
});

describe(DENIED, () => {
  const dlm = (eventName: string) =>
    ec2(eventName, '10:00:00', { policyId: 'policy-0a' }, null, { eventSource: 'dlm.amazonaws.com' });

  it('is a schedule that somebody may not end, and none that somebody may not make', async () => {
    const ended = dlm('DeleteLifecyclePolicy');
    assert.deepEqual(await judgedBy([DENIED], [denied(ended, 'AccessDeniedException')]), [`${DENIED} low`]);
    assert.deepEqual(
      await judgedBy([DENIED], [denied(ended, 'ResourceNotFoundException')]),
      [],
      'a mistake is no refusal',
    );
    assert.deepEqual(
      await judgedBy([DENIED], [denied(dlm('CreateLifecyclePolicy'), 'AccessDeniedException')]),
      [],
    );
  });

  it('weighs less where nothing would have left, or where the record does not tell, and says which', async () => {
    const message = async (record: Json) =>
      findingsOf(await analyseRecords([record]), DENIED)[0]?.message ?? '';
    const opened = share('snap-0a', { userId: STRANGER }, '10:00:00');
    assert.doesNotMatch(await message(denied(opened)), /It weighs/);
    assert.match(
      await message(denied(createSnapshot('snap-0a', 'vol-0a', '10:00:00'))),
      /It weighs low instead of medium: such a call neither opens/,
    );
    // Refused calls of RDS have no parameters.
    const inRds = ec2('ModifyDBSnapshotAttribute', '10:00:00', null, null, {
      eventSource: 'rds.amazonaws.com',
    });
    assert.match(
      await message(denied(inRds, 'AccessDenied')),
      /It weighs low instead of medium: what was to be changed, .* the record does not tell\.$/,
    );
  });
});

describe(THEN_DONE, () => {
  const attempt = denied(share('snap-0a', { userId: STRANGER }, '10:00:00'));
  const RULES = [DENIED, THEN_DONE];

  it('is a success of what was refused, and tells the refusals', async () => {
    const done = share('snap-0a', { userId: STRANGER }, '10:30:00');
    assert.deepEqual(await judgedBy(RULES, [attempt, done]), [`${THEN_DONE} medium`]);
    const [finding] = findingsOf(await analyseRecords([attempt, done]), THEN_DONE);
    assert.match(
      finding?.message ?? '',
      /30 min after user\/mallory had been refused ModifySnapshotAttribute/,
    );
    const created = createSnapshot('snap-0a', 'vol-0a', '10:30:00');
    assert.deepEqual(
      await judgedBy(RULES, [denied(createSnapshot('snap-0a', 'vol-0a', '10:00:00')), created]),
      [`${THEN_DONE} low`],
    );
  });

  it('is no success before it, a day later, of another operation, or of another identity', async () => {
    for (const near of [
      share('snap-0a', { userId: STRANGER }, '09:59:59'),
      share('snap-0a', { userId: STRANGER }, '2024-03-06T10:00:01Z'),
      deleteSnapshot('snap-0a', '10:30:00'),
      share('snap-0a', { userId: STRANGER }, '10:30:00', by('eve')),
    ]) {
      assert.deepEqual(await judgedBy(RULES, [attempt, near]), [`${DENIED} medium`]);
    }
    const mistake = denied(
      share('snap-0a', { userId: STRANGER }, '10:00:00'),
      'Client.InvalidSnapshot.NotFound',
    );
    assert.deepEqual(
      await judgedBy(RULES, [mistake, share('snap-0a', { userId: STRANGER }, '10:30:00')]),
      [],
    );
  });

  it('keeps a refusal that came after the success', async () => {
    const done = share('snap-0a', { userId: STRANGER }, '10:30:00');
    const late = denied(share('snap-0a', { userId: STRANGER }, '11:00:00'));
    const summary = await judgedBy(RULES, [attempt, done, late]);
    assert.deepEqual(summary, [`${DENIED} medium`, `${THEN_DONE} medium`]);
  });

  it('is told of Google, too', async () => {
    const set = (time: string, code?: number) =>
      gcpEntry({
        method: 'v1.compute.snapshots.delete',
        resourceName: `projects/${PROJECT}/global/snapshots/s`,
        time,
        payload: code === undefined ? {} : { status: { code } },
      });
    assert.deepEqual(await judgedBy(RULES, [set('10:00:00', 7), set('10:05:00')]), [`${THEN_DONE} medium`]);
  });
});

describe(SHORT, () => {
  const made = createSnapshot('snap-0a', 'vol-0a', '10:00:00');

  it('is a snapshot that lived for an hour at most', async () => {
    assert.deepEqual(await judgedBy([SHORT], [made, deleteSnapshot('snap-0a', '11:00:00')]), [
      `${SHORT} low`,
    ]);
    assert.deepEqual(await judgedBy([SHORT], [made, deleteSnapshot('snap-0a', '11:00:01')]), []);
  });

  it('is none made by a service, deleted by one, or not deleted at all', async () => {
    const service = { userIdentity: { type: 'AWSService', invokedBy: 'dlm.amazonaws.com' } };
    assert.deepEqual(await judgedBy([SHORT], [made, deleteSnapshot('snap-0a', '10:10:00', service)]), []);
    assert.deepEqual(
      await judgedBy(
        [SHORT],
        [createSnapshot('snap-0a', 'vol-0a', '10:00:00', service), deleteSnapshot('snap-0a', '10:10:00')],
      ),
      [],
    );
    assert.deepEqual(
      await judgedBy(
        [SHORT],
        [made, denied(deleteSnapshot('snap-0a', '10:10:00'), 'Client.InvalidSnapshot.InUse')],
      ),
      [],
    );
    assert.deepEqual(await judgedBy([SHORT], [made, deleteSnapshot('snap-0b', '10:10:00')]), []);
  });

  it('is one finding for one identity, and none for a pipeline that runs by the clock', async () => {
    const other = [createSnapshot('snap-0b', 'vol-0a', '12:00:00'), deleteSnapshot('snap-0b', '12:10:00')];
    const { findings } = await analyseRecords([made, deleteSnapshot('snap-0a', '10:10:00'), ...other]);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      [SHORT],
    );
    assert.match(findings[0]?.message ?? '', /So it went with 1 more/);
    const nightly = ['05', '06', '07'].flatMap((day) => [
      createSnapshot(`snap-${day}`, 'vol-0a', `2024-03-${day}T02:00:00Z`),
      deleteSnapshot(`snap-${day}`, `2024-03-${day}T02:20:00Z`),
    ]);
    assert.deepEqual(await judgedBy([SHORT], nightly), []);
  });

  it('tells what was taken of it by a call that took of many others, and takes no making for it', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `snap-c${index}`);
    const image = ec2(
      'RegisterImage',
      '10:05:00',
      { blockDeviceMapping: { items: ids.map((snapshotId) => ({ ebs: { snapshotId } })) } },
      { imageId: 'ami-0a' },
    );
    const lives = (id: string) => [
      createSnapshot(id, 'vol-0a', '10:00:00'),
      deleteSnapshot(id, '10:10:00', { userIdentity: user(`eve-${id}`) }),
    ];
    const message = async (records: readonly Json[]) =>
      findingsOf(await analyseRecords(records, { severities: { [DELETED]: 'off' } }), SHORT).map(
        (one) => one.message,
      );
    assert.match((await message([...lives('snap-c7'), image])).join(), /RegisterImage took what was in it/);
    const twice = [
      ec2('CreateImage', '10:00:00', { instanceId: 'i-0a' }, { imageId: 'ami-0a' }),
      image,
      ec2('DeregisterImage', '10:10:00', { imageId: 'ami-0a' }, null, { userIdentity: user('eve') }),
    ];
    assert.match((await message(twice)).join(), /Nothing in these logs/);
  });
});

describe(REVOKED, () => {
  const open = share('snap-0a', { userId: STRANGER }, '10:00:00');
  const RULES = [REVOKED, DELETED];

  it('is access that was taken back within a day', async () => {
    const { findings } = await analyseRecords([open, unshare('snap-0a', { userId: STRANGER }, '10:30:00')]);
    const [finding] = findings.filter(({ rule }) => rule === REVOKED);
    assert.equal(finding?.severity, 'medium');
    assert.match(
      finding?.message ?? '',
      /took back the access of account 444455556666 .* 30 min after it had been shared/,
    );
  });

  it('names everything whose access was taken back, each once', async () => {
    const copies = ['snap-0b', 'snap-0c'];
    const records = (ids: readonly string[]) => [
      ...ids.map((id) => copySnapshot('snap-0a', id, '09:00:00')),
      ...['snap-0a', ...ids].flatMap((id, index) => [
        share(id, { userId: STRANGER }, `10:0${index}:00`),
        unshare(id, { userId: STRANGER }, `10:3${index}:00`),
      ]),
      share('snap-0a', { userId: STRANGER }, '11:00:00'),
      unshare('snap-0a', { userId: STRANGER }, '11:30:00'),
    ];
    const message = async (ids: readonly string[]) =>
      findingsOf(await analyseRecords(records(ids)), REVOKED)[0]?.message ?? '';
    assert.match(
      await message(copies),
      /to snapshot snap-0a at .*, 30 min after it had been shared; so it went with snapshot snap-0b and snapshot snap-0c\. /,
    );
    assert.match(await message([]), /after it had been shared\. /);
  });

  it('is told with the delete, if one follows', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [
        open,
        unshare('snap-0a', { userId: STRANGER }, '10:30:00'),
        deleteSnapshot('snap-0a', '10:31:00'),
      ]),
      [`${DELETED} high`],
    );
  });

  it('is nothing a day and a second later, of another account or snapshot, refused, or the other way round', async () => {
    for (const near of [
      unshare('snap-0a', { userId: STRANGER }, '2024-03-06T10:00:01Z'),
      unshare('snap-0a', { userId: '012345678912' }, '10:30:00'),
      unshare('snap-0b', { userId: STRANGER }, '10:30:00'),
      denied(unshare('snap-0a', { userId: STRANGER }, '10:30:00')),
      unshare('snap-0a', { userId: STRANGER }, '09:30:00'),
    ]) {
      assert.deepEqual(await judgedBy(RULES, [open, near]), []);
    }
  });

  it('is expected when only trusted accounts were let in', async () => {
    assert.deepEqual(
      await judgedBy(RULES, [open, unshare('snap-0a', { userId: STRANGER }, '10:30:00')], {
        trustedAccounts: [STRANGER],
      }),
      [`${REVOKED} medium suppressed`],
    );
  });
});

describe(`${MANY} by an identity that is new`, () => {
  it('weighs more', async () => {
    const old = createSnapshot('snap-99', 'vol-99', '2024-02-20T10:00:00Z', by('alice'));
    const many = (name: string) =>
      Array.from({ length: 5 }, (_, index) =>
        createSnapshot(`snap-0${index}`, `vol-0${index}`, `10:0${index}:00`, by(name)),
      );
    assert.deepEqual(await judgedBy([MANY], [old, ...many('eve')]), [`${MANY} medium`]);
    assert.deepEqual(await judgedBy([MANY], [old, ...many('alice')]), [`${MANY} low`]);
  });
});
