import { strict as assert } from 'node:assert';
import { analyseRecords, onlyEvent, resources } from '../../support/analyse.js';
import {
  attachVolume,
  createSnapshot,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  lookupRow,
  OWNER,
  PARTNER,
  rds,
  STRANGER,
  share,
  sharedUse,
  unshare,
  user,
} from '../../support/cloudTrail.js';

async function read(record: Json) {
  return onlyEvent(await analyseRecords([record]));
}

describe('CloudTrail records', () => {
  it('become events in normal form', async () => {
    const { id, locations, ...event } = await read(createSnapshot('snap-0a1b2c', 'vol-0a1b2c', '04:05:06'));
    assert.match(id, /^[0-9a-f]{16}$/);
    assert.equal(locations.length, 1);
    assert.deepEqual(event, {
      cloud: 'aws',
      time: '2024-03-05T04:05:06.000Z',
      service: 'ec2.amazonaws.com',
      operation: 'CreateSnapshot',
      action: 'create',
      component: 'Snapshot Creation',
      techniques: ['T1578.001'],
      outcome: 'success',
      errorCode: null,
      actor: {
        id: `arn:aws:iam::${OWNER}:user/mallory`,
        name: 'user/mallory',
        account: OWNER,
        type: 'IAMUser',
        service: false,
        invokedBy: null,
        aliases: [],
      },
      account: OWNER,
      region: 'eu-west-1',
      sourceIp: '198.51.100.7',
      userAgent: 'aws-cli/2.15.0',
      vpcEndpoint: null,
      network: null,
      encryptionKeys: [],
      encrypted: false,
      notes: [{ place: 'description', text: 'before the upgrade' }],
      resources: [
        { role: 'subject', kind: 'snapshot', id: 'snap-0a1b2c' },
        { role: 'source', kind: 'volume', id: 'vol-0a1b2c' },
      ],
      sharedWith: [],
      revokedFrom: [],
    });
  });

  it('tell sharing from un-sharing by their parameters, in each form in which lists are logged', async () => {
    const forms: [Json, string, readonly string[]][] = [
      [{ add: { items: [{ userId: PARTNER }, { group: 'all' }] } }, 'share', [PARTNER, 'public']],
      [{ add: { item: { userId: PARTNER } } }, 'share', [PARTNER]],
      [{ add: [{ userId: PARTNER }] }, 'share', [PARTNER]],
      [{ add: { items: [{ tag: 1, content: { userId: PARTNER } }] } }, 'share', [PARTNER]],
      [{ add: { items: [{ userId: { tag: 1, content: PARTNER } }] } }, 'share', [PARTNER]],
      [{ remove: { items: [{ userId: PARTNER }] } }, 'unshare', [PARTNER]],
      [{ remove: { items: [{ group: 'all' }] } }, 'unshare', ['public']],
      [{ add: { items: [{ group: 'none' }] } }, 'modify', []],
      [{}, 'modify', []],
    ];
    for (const [createVolumePermission, action, sharedWith] of forms) {
      const event = await read(
        ec2('ModifySnapshotAttribute', '04:05:06', { snapshotId: 'snap-0a', createVolumePermission }),
      );
      assert.deepEqual(
        [event.action, event.sharedWith],
        [action, sharedWith],
        JSON.stringify(createVolumePermission),
      );
      assert.equal(event.component, 'Snapshot Modification');
    }
  });

  it('keep account ids as text, with their leading zero', async () => {
    assert.deepEqual((await read(share('snap-0a', { userId: '000000000001' }, '04:05:06'))).sharedWith, [
      '000000000001',
    ]);
  });

  it('read the same in the nested style of newer EC2 operations', async () => {
    const nested = ec2(
      'CreateSnapshots',
      '04:05:06',
      {
        CreateSnapshotsRequest: {
          InstanceSpecification: { InstanceId: 'i-0a', ExcludeBootVolume: false },
          Description: { tag: 1, content: 'x' },
        },
      },
      {
        CreateSnapshotsResponse: {
          snapshotSet: {
            item: [
              { snapshotId: 'snap-0a', volumeId: 'vol-0a' },
              { snapshotId: 'snap-0b', volumeId: 'vol-0b' },
            ],
          },
        },
      },
    );
    assert.deepEqual(resources(await read(nested)), [
      'subject snapshot snap-0a',
      'subject snapshot snap-0b',
      'source volume vol-0a',
      'source volume vol-0b',
      'source instance i-0a',
    ]);
    const tier = ec2('ModifySnapshotTier', '04:05:06', {
      ModifySnapshotTierRequest: { SnapshotId: 'snap-0a', StorageTier: 'archive' },
    });
    assert.deepEqual(resources(await read(tier)), ['subject snapshot snap-0a']);
  });

  it('survive an empty request that is logged as an empty text', async () => {
    const event = await read(
      ec2('EnableSnapshotBlockPublicAccess', '04:05:06', { EnableSnapshotBlockPublicAccessRequest: '' }),
    );
    assert.equal(event.action, 'protect');
  });

  it('tell a denied call, parameters or none', async () => {
    const refused = await read(denied(share('snap-0a', { userId: STRANGER }, '04:05:06')));
    assert.deepEqual(
      [refused.action, refused.outcome, refused.errorCode],
      ['share', 'failure', 'Client.UnauthorizedOperation'],
    );
    const blind = await read(denied(rds('ModifyDBSnapshotAttribute', '04:05:06', null), 'AccessDenied'));
    assert.deepEqual(
      [blind.outcome, blind.errorCode, blind.resources, blind.sharedWith],
      ['failure', 'AccessDenied', [], []],
    );
    const odd = await read({
      ...deleteSnapshot('snap-0a', '04:05:06'),
      errorCode: 'Client.InvalidSnapshot.NotFound',
    });
    assert.equal(odd.outcome, 'failure', '_return:true beside an error code is no success');
  });

  it('in a LookupEvents row are the event inside; the outer time with its local offset is not used', async () => {
    const inside = createSnapshot('snap-0a', 'vol-0a', '04:05:06');
    const [event, row] = [await read(inside), await read(lookupRow(inside))];
    assert.deepEqual({ ...row, locations: [] }, { ...event, locations: [] });
    assert.equal(row.time, '2024-03-05T04:05:06.000Z');
  });

  it('name each kind of identity', async () => {
    const role = {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:session',
      arn: `arn:aws:sts::${OWNER}:assumed-role/Admin/session`,
      accountId: OWNER,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${OWNER}:role/Admin`, userName: 'Admin' },
      },
    };
    const identities: [Json | null, string | null, string | null, boolean][] = [
      [user('alice'), `arn:aws:iam::${OWNER}:user/alice`, 'user/alice', false],
      [role, role.arn, 'role/Admin/session', false],
      [{ ...role, invokedBy: 'backup.amazonaws.com' }, role.arn, 'backup.amazonaws.com as role/Admin', true],
      [{ ...role, invokedBy: 'AWS Internal' }, role.arn, 'role/Admin/session', false],
      [
        { type: 'Root', principalId: OWNER, arn: `arn:aws:iam::${OWNER}:root`, accountId: OWNER },
        `arn:aws:iam::${OWNER}:root`,
        `root of ${OWNER}`,
        false,
      ],
      [
        { type: 'AWSService', invokedBy: 'dlm.amazonaws.com' },
        'dlm.amazonaws.com',
        'dlm.amazonaws.com',
        true,
      ],
      [
        { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: STRANGER },
        'AIDAEXAMPLE',
        `account ${STRANGER}`,
        false,
      ],
      [
        {
          type: 'FederatedUser',
          principalId: `${OWNER}:bob`,
          arn: `arn:aws:sts::${OWNER}:federated-user/bob`,
          accountId: OWNER,
        },
        `arn:aws:sts::${OWNER}:federated-user/bob`,
        'federated-user/bob',
        false,
      ],
      [
        { type: 'SAMLUser', principalId: 'x:y', userName: 'carol@example.com' },
        'x:y',
        'user/carol@example.com',
        false,
      ],
      [{ type: 'WebIdentityUser', principalId: 'p', userName: 'dave' }, 'p', 'user/dave', false],
      [
        { type: 'IdentityCenterUser', accountId: OWNER, onBehalfOf: { userId: 'u' } },
        OWNER,
        `account ${OWNER}`,
        false,
      ],
      [null, null, null, false],
    ];
    for (const [userIdentity, id, name, service] of identities) {
      const { actor } = await read(deleteSnapshot('snap-0a', '04:05:06', { userIdentity }));
      assert.deepEqual(
        [actor.id, actor.name, actor.service],
        [id, name, service],
        JSON.stringify(userIdentity),
      );
    }
  });

  it('of the service that another account used a shared snapshot name the taker', async () => {
    const event = await read(sharedUse('SharedSnapshotVolumeCreated', 'snap-0a', STRANGER, '04:05:06'));
    assert.deepEqual(
      [event.action, event.account, event.actor.account, event.actor.service],
      ['restore', OWNER, STRANGER, true],
    );
    assert.deepEqual(resources(event), ['source snapshot snap-0a', `target account ${STRANGER}`]);
    assert.equal(
      (await read(sharedUse('SharedSnapshotCopyInitiated', 'snap-0a', STRANGER, '04:05:06'))).action,
      'copy',
    );
  });

  it('of databases carry full names, and the list after the call', async () => {
    const shared = await read(
      rds(
        'ModifyDBSnapshotAttribute',
        '04:05:06',
        { dBSnapshotIdentifier: 'nightly', attributeName: 'restore', valuesToAdd: [STRANGER, 'all'] },
        {
          dBSnapshotIdentifier: 'nightly',
          dBSnapshotAttributes: [{ attributeName: 'restore', attributeValues: [STRANGER, 'all'] }],
        },
      ),
    );
    assert.deepEqual([shared.action, shared.sharedWith], ['share', [STRANGER, 'public']]);
    assert.deepEqual(resources(shared), [`subject snapshot arn:aws:rds:eu-west-1:${OWNER}:snapshot:nightly`]);
    const created = await read(
      rds('CreateDBSnapshot', '04:05:06', {
        dBSnapshotIdentifier: 'nightly',
        dBInstanceIdentifier: 'orders',
      }),
    );
    assert.deepEqual(resources(created), [
      `subject snapshot arn:aws:rds:eu-west-1:${OWNER}:snapshot:nightly`,
      `source database arn:aws:rds:eu-west-1:${OWNER}:db:orders`,
    ]);
    const taken = await read(
      rds('ModifyDBSnapshotAttribute', '04:05:06', {
        dBSnapshotIdentifier: 'nightly',
        attributeName: 'restore',
        valuesToRemove: [STRANGER],
      }),
    );
    assert.deepEqual([taken.action, taken.sharedWith], ['unshare', [STRANGER]]);
  });

  it('that only name disks and machines count only within a chain', async () => {
    assert.equal((await analyseRecords([attachVolume('vol-0a', 'i-0a', '04:05:06')])).events.length, 0);
  });

  it('without a readable time have none', async () => {
    for (const eventTime of ['Jul 10, 2023 12:19:33 PM', '07/10/2023', '', null, {}]) {
      assert.equal(
        (await read(unshare('snap-0a', { userId: PARTNER }, '04:05:06', { eventTime }))).time,
        null,
      );
    }
    assert.equal(
      (await read(deleteSnapshot('snap-0a', '2022-02-08T09:23:37+11:00'))).time,
      '2022-02-07T22:23:37.000Z',
    );
  });

  it('with redacted ids link nothing', async () => {
    for (const id of ['...', '<Redacted>', '']) {
      assert.deepEqual((await read(deleteSnapshot(id, '04:05:06'))).resources, []);
    }
  });
});
