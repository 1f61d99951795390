import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import schema from '../../../src/core/reports/baseline.schema.json';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  createSnapshot,
  deleteSnapshot,
  type Json,
  OWNER,
  PARTNER,
  rds,
  STRANGER,
  share,
  unshare,
} from '../../support/cloudTrail.js';
import { baselineFindings, compared, differences, type List, savedOf } from '../../support/compared.js';
import { disk, gcpEntry, snapshot } from '../../support/gcpAudit.js';
import {
  azSnapshot,
  dbArn,
  dbPermissions,
  dbSnapshot,
  ebs,
  ebsPermissions,
  gceSnapshot,
} from '../../support/inventories.js';

const at = (time: string) => `2024-03-05T${time}Z`;
const list = (asOf: string, ...snapshots: readonly Json[]): List => ({
  content: { Snapshots: snapshots },
  asOf: at(asOf),
});
const made = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const other = createSnapshot('snap-0b', 'vol-0b', '10:05:00');
const oldOne = ebs('snap-0d', { StartTime: '2023-01-01T00:00:00Z', VolumeId: 'vol-0d' });
const otherListed = ebs('snap-0b', { StartTime: at('10:05:00'), VolumeId: 'vol-0b' });

describe('comparing with a baseline', () => {
  it('says nothing where list and logs agree, in any order, with a pending one and one older than the logs', async () => {
    const lists = [list('11:00:00', oldOne, otherListed, ebs('snap-0a', { State: 'pending' }))];
    assert.deepEqual(differences(await compared([made, other], lists)), []);
    assert.deepEqual(differences(await compared([other, made], lists)), []);
  });

  it('without a baseline has no finding and no summary', async () => {
    const analysis = await compared([made], []);
    assert.deepEqual([differences(analysis), analysis.baselines], [[], undefined]);
  });

  it('tells what was made since, by whom and when', async () => {
    const analysis = await compared([made, other], [list('10:02:00', ebs('snap-0a'))]);
    assert.deepEqual(differences(analysis), ['added low']);
    const [finding] = baselineFindings(analysis);
    assert.match(finding?.message ?? '', /user\/mallory made snapshot snap-0b at 2024-03-05 10:05:00 UTC/);
    assert.ok(finding?.chain);
    assert.deepEqual(finding?.events.length, 1);
  });

  it('does not call new what is in another account than the list', async () => {
    const foreign = { ...other, recipientAccountId: PARTNER };
    assert.deepEqual(differences(await compared([made, foreign], [list('10:02:00', ebs('snap-0a'))])), []);
  });

  it('tells what was deleted since, and not what was gone before', async () => {
    const gone = deleteSnapshot('snap-0a', '12:00:00');
    const analysis = await compared([made, gone], [list('11:00:00', ebs('snap-0a'))]);
    assert.deepEqual(differences(analysis), ['deleted medium']);
    assert.match(
      baselineFindings(analysis)[0]?.message ?? '',
      /deleted snapshot snap-0a at 2024-03-05 12:00:00 UTC/,
    );
    const both = [made, other, deleteSnapshot('snap-0a', '10:30:00')];
    assert.deepEqual(differences(await compared(both, [list('11:00:00', otherListed)])), []);
  });

  it('knows a snapshot that is older than the logs when it is deleted', async () => {
    const analysis = await compared(
      [other, deleteSnapshot('snap-0d', '12:00:00')],
      [list('11:00:00', oldOne, otherListed)],
    );
    assert.deepEqual(differences(analysis), ['deleted medium']);
  });

  it('tells who was let in and out since', async () => {
    const calls = [
      share('snap-0a', { userId: STRANGER }, '12:00:00'),
      unshare('snap-0a', { userId: STRANGER }, '12:01:00'),
    ];
    const analysis = await compared([made, ...calls], [list('11:00:00', ebs('snap-0a'))]);
    assert.deepEqual(differences(analysis), ['permission high']);
    const { message = '', events = [] } = baselineFindings(analysis)[0] ?? {};
    assert.match(
      message,
      /account 444455556666 was let in by user\/mallory; account 444455556666 was shut out/,
    );
    assert.equal(events.length, 2);
  });

  it('weighs access by who gained it', async () => {
    const opened = (grantee: Json) => [made, share('snap-0a', grantee, '12:00:00')];
    const before = [list('11:00:00', ebs('snap-0a'))];
    assert.deepEqual(differences(await compared(opened({ group: 'all' }), before)), ['permission critical']);
    assert.deepEqual(differences(await compared(opened({ userId: OWNER }), before)), ['permission low']);
    const trusted = await compared(opened({ userId: PARTNER }), before, { trustedAccounts: [PARTNER] });
    assert.deepEqual(differences(trusted), ['permission high suppressed']);
  });

  it('does not tell access again that the list already has, nor what came before it', async () => {
    const opened = [made, share('snap-0a', { userId: STRANGER }, '12:00:00')];
    const permissions = { content: ebsPermissions('snap-0a', [{ UserId: STRANGER }]) };
    assert.deepEqual(differences(await compared(opened, [permissions])), []);
    assert.deepEqual(differences(await compared(opened, [{ ...permissions, asOf: at('13:00:00') }])), []);
    assert.deepEqual(differences(await compared(opened, [list('13:00:00', ebs('snap-0a'))])), []);
  });

  it('tells readers that no call let in, where the whole life of the snapshot is logged', async () => {
    const permissions = { content: ebsPermissions('snap-0a', [{ UserId: STRANGER }]), asOf: at('13:00:00') };
    const analysis = await compared([made], [permissions]);
    assert.deepEqual(differences(analysis), ['permission high']);
    assert.match(baselineFindings(analysis)[0]?.message ?? '', /no call in these logs explains it/);
    // Let in before the logs began: nothing to wonder about.
    const unmade = [share('snap-0a', { userId: PARTNER }, '10:00:00')];
    const both = {
      content: ebsPermissions('snap-0a', [{ UserId: STRANGER }, { UserId: PARTNER }]),
      asOf: at('13:00:00'),
    };
    assert.deepEqual(differences(await compared(unmade, [both])), []);
  });

  it('tells access that was taken back by no call', async () => {
    const opened = [made, share('snap-0a', { userId: STRANGER }, '12:00:00')];
    const nobody = { content: ebsPermissions('snap-0a', []), asOf: at('13:00:00') };
    assert.deepEqual(differences(await compared(opened, [nobody])), ['permission low']);
    assert.deepEqual(
      differences(
        await compared([...opened, unshare('snap-0a', { userId: STRANGER }, '12:30:00')], [nobody]),
      ),
      [],
    );
  });

  it('finds a database snapshot by ARN, and by its name alone', async () => {
    const create = rds(
      'CreateDBSnapshot',
      '10:00:00',
      { dBSnapshotIdentifier: 'db-snap', dBInstanceIdentifier: 'db-1' },
      { dBSnapshotArn: dbArn('db-snap'), dBSnapshotIdentifier: 'db-snap' },
    );
    const gone = rds(
      'DeleteDBSnapshot',
      '12:00:00',
      { dBSnapshotIdentifier: 'DB-Snap' },
      { dBSnapshotIdentifier: 'db-snap' },
    );
    const lists = [{ content: { DBSnapshots: [dbSnapshot('db-snap')] }, asOf: at('11:00:00') }];
    assert.deepEqual(differences(await compared([create], lists)), []);
    assert.deepEqual(differences(await compared([create, gone], lists)), ['deleted medium']);
    const open = { content: dbPermissions('db-snap', ['all']), asOf: at('11:00:00') };
    assert.deepEqual(differences(await compared([create], [open])), ['permission critical']);
  });

  it('takes the calls of those who are trusted for expected, and what no call explains for unexplained all the same', async () => {
    const settings = { trustedPrincipals: ['arn:aws:iam::*:user/mallory'] };
    const records = [
      made,
      other,
      createSnapshot('snap-0e', 'vol-0e', '12:00:00'),
      deleteSnapshot('snap-0a', '12:10:00'),
    ];
    const lists = [
      list('11:00:00', ebs('snap-0a'), otherListed, ebs('snap-0c', { StartTime: at('10:03:00') })),
      { content: ebsPermissions('snap-0b', [{ UserId: STRANGER }]), asOf: at('11:00:00') },
    ];
    assert.deepEqual(differences(await compared(records, lists, settings)), [
      'added low suppressed',
      'deleted medium suppressed',
      'permission high',
      'unexplained medium',
    ]);
  });

  it('takes the one of several of a name that was there when the list was taken, or was made when it says', async () => {
    const call = (eventName: string, time: string) =>
      rds(eventName, time, { dBSnapshotIdentifier: 'db-snap', dBInstanceIdentifier: 'db-1' });
    const gone = call('DeleteDBSnapshot', '12:00:00');
    const again = call('CreateDBSnapshot', '13:00:00');
    const lists = (createdAt: string, asOf: string): List[] => [
      {
        content: { DBSnapshots: [dbSnapshot('db-snap', { SnapshotCreateTime: at(createdAt) })] },
        asOf: at(asOf),
      },
    ];
    const before = await compared([gone, again], lists('09:00:00', '11:00:00'));
    assert.deepEqual(differences(before), ['added low', 'deleted medium']);
    assert.deepEqual(differences(await compared([gone, again], lists('13:00:20', '14:00:00'))), []);
    // The clock of the list may be late.
    assert.deepEqual(differences(await compared([gone, again], lists('12:59:00', '14:00:00'))), []);
    const readers = { content: dbPermissions('db-snap', []), asOf: at('14:00:00') };
    assert.deepEqual(differences(await compared([gone, again], [readers])), []);
  });

  it('knows what was saved of a name that was used again in the logs that follow', async () => {
    const call = (eventName: string, time: string) =>
      rds(eventName, time, { dBSnapshotIdentifier: 'db-snap', dBInstanceIdentifier: 'db-1' });
    const saved = await savedOf([
      call('CreateDBSnapshot', '10:00:00'),
      call('DeleteDBSnapshot', '11:00:00'),
      call('CreateDBSnapshot', '12:00:00'),
    ]);
    const later = [call('DeleteDBSnapshot', '14:00:00'), call('CreateDBSnapshot', '15:00:00')];
    assert.deepEqual(differences(await compared(later, [{ content: saved }])), [
      'added low',
      'deleted medium',
    ]);
  });

  it('tells what is not encrypted though its making says so, unless that makes several', async () => {
    const encrypted = createSnapshot('snap-0a', 'vol-0a', '10:00:00', {
      responseElements: { snapshotId: 'snap-0a', volumeId: 'vol-0a', encrypted: true },
    });
    const plain = list('11:00:00', ebs('snap-0a', { Encrypted: false }));
    assert.deepEqual(differences(await compared([encrypted], [plain])), ['encryption high']);
    assert.deepEqual(
      differences(await compared([encrypted], [list('11:00:00', ebs('snap-0a', { Encrypted: true }))])),
      [],
    );
    const several = {
      ...createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      eventName: 'CreateSnapshots',
      requestParameters: { instanceSpecification: { instanceId: 'i-0a' } },
      responseElements: {
        snapshotSet: {
          items: [
            { snapshotId: 'snap-0a', volumeId: 'vol-0a', encrypted: false },
            { snapshotId: 'snap-0b', volumeId: 'vol-0b', encrypted: true },
          ],
        },
      },
    };
    const analysis = await compared(
      [several],
      [
        list(
          '11:00:00',
          ebs('snap-0a', { Encrypted: false }),
          ebs('snap-0b', { VolumeId: 'vol-0b', Encrypted: true }),
        ),
      ],
    );
    assert.equal(
      analysis.chains.flatMap(({ members }) => members).filter(({ kind }) => kind === 'snapshot').length,
      2,
    );
    assert.deepEqual(differences(analysis), []);
  });

  it('tells a key other than the one that the making named', async () => {
    const key = (end: string) =>
      `arn:aws:kms:eu-west-1:${OWNER}:key/00000000-0000-4000-8000-0000000000${end}`;
    const create = rds(
      'CopyDBSnapshot',
      '10:00:00',
      { sourceDBSnapshotIdentifier: 'a', targetDBSnapshotIdentifier: 'db-snap', kmsKeyId: key('aa') },
      { dBSnapshotArn: dbArn('db-snap') },
    );
    const lists = (more: Json) => [
      {
        content: { DBSnapshots: [dbSnapshot('a'), dbSnapshot('db-snap', more)] },
        asOf: at('11:00:00'),
      },
    ];
    assert.deepEqual(differences(await compared([create], lists({}))), []);
    assert.deepEqual(differences(await compared([create], lists({ KmsKeyId: key('bb') }))), [
      'encryption medium',
    ]);
    assert.deepEqual(differences(await compared([create], lists({ Encrypted: false, KmsKeyId: null }))), [
      'encryption high',
    ]);
    // An alias and an id may be one key.
    assert.deepEqual(differences(await compared([create], lists({ KmsKeyId: 'alias/backup' }))), []);
  });

  it('tells what is encrypted otherwise in a later list', async () => {
    const plain = list('11:00:00', ebs('snap-0a', { Encrypted: true }));
    const later = list('12:00:00', ebs('snap-0a'));
    assert.deepEqual(differences(await compared([made], [later, plain])), ['encryption high']);
    assert.deepEqual(differences(await compared([made], [plain, plain])), []);
  });

  it('tells another source than the logs say', async () => {
    assert.deepEqual(
      differences(await compared([made], [list('11:00:00', ebs('snap-0a', { VolumeId: 'vol-0f' }))])),
      ['unexplained medium'],
    );
    assert.deepEqual(
      differences(await compared([made], [list('11:00:00', ebs('snap-0a', { VolumeId: 'vol-ffffffff' }))])),
      [],
    );
  });

  it('tells it of as many snapshots as a list has', async () => {
    const hidden = Array.from({ length: 130_000 }, (_, index) => ({
      OwnerId: OWNER,
      SnapshotId: `snap-0c${index}`,
      StartTime: at('10:03:00'),
    }));
    const content = { Snapshots: [ebs('snap-0a'), otherListed].concat(hidden) };
    const analysis = await compared([made, other], [{ content, asOf: at('11:00:00') }]);
    assert.deepEqual(differences(analysis), ['unexplained medium']);
    assert.match(baselineFindings(analysis)[0]?.message ?? '', / and 129998 more, /);
  }).timeout(30_000);

  it('tells what was made in the midst of the logs by no event, and nothing older, younger or of elsewhere', async () => {
    const hidden = (start: string, more: Json = {}) =>
      ebs('snap-0c', { StartTime: start, VolumeId: 'vol-0c', ...more });
    const lists = (entry: Json) => [list('11:00:00', ebs('snap-0a'), otherListed, entry)];
    const analysis = await compared([made, other], lists(hidden(at('10:03:00'))));
    assert.deepEqual(differences(analysis), ['unexplained medium']);
    assert.match(
      baselineFindings(analysis)[0]?.message ?? '',
      /has snapshot snap-0c, made at .* hold no event that made it/,
    );
    for (const quiet of [
      hidden(at('09:59:00')),
      hidden(at('10:30:00')),
      hidden(at('10:03:00'), { OwnerId: PARTNER }),
    ])
      assert.deepEqual(differences(await compared([made, other], lists(quiet))), []);
    // Of which region the list is, nothing tells.
    const unknown = await compared([made, other], [list('11:00:00', hidden(at('10:03:00')))]);
    assert.deepEqual(
      differences(unknown).filter((one) => one.startsWith('unexplained')),
      [],
    );
    assert.match(unknown.baselines?.[0]?.notes.join() ?? '', /which region/);
  });

  it('weighs a hole less where the logs are silent for more than a day', async () => {
    const late = createSnapshot('snap-0b', 'vol-0b', '2024-03-09T10:00:00Z');
    const entries = [
      ebs('snap-0a'),
      ebs('snap-0b', { StartTime: '2024-03-09T10:00:00Z', VolumeId: 'vol-0b' }),
      ebs('snap-0c', { StartTime: '2024-03-07T10:00:00Z' }),
    ];
    assert.deepEqual(
      differences(
        await compared([made, late], [{ content: { Snapshots: entries }, asOf: '2024-03-10T00:00:00Z' }]),
      ),
      ['unexplained low'],
    );
  });

  it('tells what should be listed and is not, unless the list goes on or something was done with it later', async () => {
    const lists = [list('11:00:00', otherListed)];
    assert.deepEqual(differences(await compared([made, other], lists)), ['unexplained medium']);
    const later = share('snap-0a', { userId: OWNER }, '12:00:00');
    assert.deepEqual(differences(await compared([made, other, later], lists)), []);
    const cut = [{ content: { Snapshots: [otherListed], NextToken: 'more' }, asOf: at('11:00:00') }];
    assert.deepEqual(differences(await compared([made, other], cut)), []);
    const pending = { ...made, responseElements: null, errorCode: 'Client.UnauthorizedOperation' };
    assert.deepEqual(differences(await compared([pending, other], lists)), []);
  });

  it('tells what is listed in spite of a delete', async () => {
    const records = [made, deleteSnapshot('snap-0a', '10:30:00')];
    assert.deepEqual(differences(await compared(records, [list('11:00:00', ebs('snap-0a'))])), [
      'unexplained medium',
    ]);
    assert.deepEqual(
      differences(await compared(records, [list('11:00:00', ebs('snap-0a', { State: 'recoverable' }))])),
      [],
    );
  });

  it('takes Azure ids without case, and a write to an older snapshot for a change of it', async () => {
    const record = (name: string, operation: string, time: string) =>
      azureRest({
        operation,
        resourceId: snapshotId(name).toUpperCase(),
        status: 'Succeeded',
        time,
        body: copyOf(diskId('disk-1')),
        correlationId: `c-${time}`,
      });
    const write = record('s', 'Microsoft.Compute/snapshots/write', '10:00:00');
    const lists = (more: Json) => [{ content: [azSnapshot('s', more)], asOf: at('11:00:00') }];
    assert.deepEqual(differences(await compared([write], lists({ id: snapshotId('s').toLowerCase() }))), []);
    assert.deepEqual(
      differences(await compared([write], lists({ timeCreated: '2023-01-01T00:00:00Z' }))),
      [],
    );
    const gone = record('s', 'Microsoft.Compute/snapshots/delete', '12:00:00');
    assert.deepEqual(differences(await compared([write, gone], lists({}))), ['deleted medium']);
  });

  it('knows Google snapshots by self link, and one that was replaced', async () => {
    const create = gcpEntry({
      method: 'v1.compute.disks.createSnapshot',
      resourceName: disk('d'),
      time: '10:00:00',
      request: { name: 's', sourceDisk: disk('d') },
      checked: [['compute.snapshots.create', snapshot('s')]],
    });
    const lists = (more: Json) => [{ content: [gceSnapshot('s', more)], asOf: '2024-03-10T00:00:00Z' }];
    assert.deepEqual(differences(await compared([create], lists({}))), []);
    assert.deepEqual(
      differences(await compared([create], lists({ creationTimestamp: '2024-03-08T00:00:00Z' }))),
      ['unexplained medium'],
    );
  });

  it('says when nothing tells the time of the list, and that the logs begin later', async () => {
    const permissions = await compared([made], [{ content: ebsPermissions('snap-0a', []) }]);
    assert.match(permissions.baselines?.[0]?.notes.join() ?? '', /nothing tells when/);
    const early = await compared(
      [made],
      [{ content: { Snapshots: [oldOne] }, asOf: '2024-01-01T00:00:00Z' }],
    );
    assert.match(early.baselines?.[0]?.notes.join() ?? '', /logs begin after it/);
  });

  describe('saved here', () => {
    const records = [
      made,
      other,
      share('snap-0a', { userId: STRANGER }, '10:10:00'),
      deleteSnapshot('snap-0b', '10:20:00'),
    ];

    it('obeys its schema, and holds what exists, with who made it and who may read it', async () => {
      const saved = (await savedOf(records)) as { entries: Json[] };
      const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
      assert.ok(validate(saved), JSON.stringify(validate.errors));
      assert.equal(validate({ ...saved, extra: 1 }), false);
      assert.deepEqual(
        saved.entries.map(({ key, created, readableBy, certainty }) => ({
          key,
          created,
          readableBy,
          certainty,
        })),
        [
          {
            key: 'aws snap-0a',
            created: { at: '2024-03-05T10:00:00.000Z', by: `arn:aws:iam::${OWNER}:user/mallory` },
            readableBy: [{ who: STRANGER, since: '2024-03-05T10:10:00.000Z' }],
            certainty: 'proven',
          },
        ],
      );
      const [likely] = (
        (await savedOf([share('snap-0a', { userId: STRANGER }, '10:10:00')])) as { entries: Json[] }
      ).entries;
      assert.deepEqual([likely?.['created'], likely?.['certainty']], [null, 'likely']);
    });

    it('is the same from the same records, and differs from itself in nothing', async () => {
      const saved = await savedOf(records);
      assert.deepEqual(await savedOf([...records].reverse()), saved);
      assert.deepEqual(differences(await compared(records, [{ content: saved }])), []);
    });

    it('shows later logs what they changed', async () => {
      const saved = await savedOf(records);
      const later = [
        deleteSnapshot('snap-0a', '2024-04-01T00:00:00Z'),
        createSnapshot('snap-0e', 'vol-0e', '2024-04-01T01:00:00Z'),
      ];
      assert.deepEqual(differences(await compared(later, [{ content: saved }])), [
        'added low',
        'deleted medium',
      ]);
    });
  });

  it('stands beside what the logs alone tell of the same events, and silences none of it', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `snap-0${(index + 0xb00).toString(16)}`);
    const records = [
      made,
      share('snap-0a', { userId: STRANGER }, '12:00:00'),
      deleteSnapshot('snap-0a', '12:01:00'),
      ...ids.map((id, index) => deleteSnapshot(id, `12:02:${String(index).padStart(2, '0')}`)),
    ];
    const entries = ids.map((id) => ebs(id, { StartTime: '2023-01-01T00:00:00Z', VolumeId: 'vol-0d' }));
    const alone = await compared(records, []);
    const analysis = await compared(records, [list('11:00:00', ebs('snap-0a'), ...entries)]);
    const isOfList = (rule: string) => rule.startsWith('snapshot.baseline.');
    assert.deepEqual(
      analysis.findings.filter(({ rule }) => !isOfList(rule)),
      alone.findings,
    );
    for (const rule of ['snapshot.shared.external', 'snapshot.deleted.afterUse', 'snapshot.delete.mass']) {
      assert.ok(
        alone.findings.some((finding) => finding.rule === rule),
        rule,
      );
    }
    assert.deepEqual(differences(analysis), [
      ...Array.from({ length: 61 }, () => 'deleted medium'),
      'permission high',
    ]);
  });

  it('does not depend on the order of records, entries and lists', async () => {
    const records = [
      made,
      other,
      share('snap-0a', { userId: STRANGER }, '12:00:00'),
      deleteSnapshot('snap-0b', '12:10:00'),
      createSnapshot('snap-0e', 'vol-0e', '12:20:00'),
    ];
    const entries = [
      ebs('snap-0a'),
      otherListed,
      oldOne,
      ebs('snap-0c', { StartTime: at('10:03:00') }),
      ebs('snap-0f', { StartTime: at('10:04:00') }),
    ];
    const permissions = { content: ebsPermissions('snap-0a', [{ UserId: PARTNER }]), asOf: at('11:30:00') };
    const found = ({ findings }: Awaited<ReturnType<typeof compared>>) => findings;
    const expected = found(await compared(records, [list('11:00:00', ...entries), permissions]));
    assert.ok(expected.filter(({ rule }) => rule.startsWith('snapshot.baseline')).length >= 4);
    const shuffled = <T>(items: T[]) => fc.shuffledSubarray(items, { minLength: items.length });
    await fc.assert(
      fc.asyncProperty(shuffled(records), shuffled(entries), fc.boolean(), async (some, listed, isTurned) => {
        const lists = [list('11:00:00', ...listed), permissions];
        assert.deepEqual(found(await compared(some, isTurned ? lists.reverse() : lists)), expected);
      }),
      { numRuns: 40 },
    );
  });
});
