import { strict as assert } from 'node:assert';
import { ACTS } from '../../../src/core/detections/normal/acts.js';
import { EFFECTS } from '../../../src/core/detections/normal/effects.js';
import { knownService } from '../../../src/core/detections/normal/knownServices.js';
import { normalOf } from '../../../src/core/detections/normal/normal.js';
import { trustOf } from '../../../src/core/detections/trust.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings.js';
import { analyseRecords, findingsOf, onlyEvent } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import {
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  OWNER,
  PARTNER,
  STRANGER,
  share,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, PROJECT, snapshot } from '../../support/gcpAudit.js';

const PUBLIC = 'snapshot.shared.public';
const EXTERNAL = 'snapshot.shared.external';
const BURST = 'snapshot.burst.create';
const MASS_DELETE = 'snapshot.delete.mass';
const BURST_DELETE = 'snapshot.burst.delete';

/** The identity of a session of a role; `more` may say who made the call for it. */
const roleSession = (role: string, session: string, more: Json = {}, account = OWNER): Json => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${session}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${session}`,
  accountId: account,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      arn: `arn:aws:iam::${account}:role/${role}`,
      accountId: account,
      userName: role.split('/').at(-1),
    },
  },
  ...more,
});

const serviceOf = async (record: Json) => knownService(onlyEvent(await analyseRecords([record])));
const byIdentity = (userIdentity: Json, more: Json = {}) =>
  serviceOf(createSnapshot('snap-0a', 'vol-0a', '10:00:00', { userIdentity, ...more }));

/** The findings of a rule: severity, and the reason why they are expected. */
async function judged(
  rule: string,
  records: readonly Json[],
  settings: Partial<Settings> = {},
): Promise<(readonly [string, string | null])[]> {
  const analysis = await analyseRecords(records, settings);
  return findingsOf(analysis, rule).map(({ severity, suppressed }) => [severity, suppressed] as const);
}

const five = (make: (index: number) => Json) => Array.from({ length: 5 }, (_, index) => make(index));
const creates = (more: (index: number) => Json = () => ({})) =>
  five((index) => createSnapshot(`snap-0${index}`, `vol-0${index}`, `10:00:0${index}`, more(index)));
const deletes = (more: Json = {}, count = 5) =>
  Array.from({ length: count }, (_, index) =>
    deleteSnapshot(`snap-0${index}`, `10:00:${String(index).padStart(2, '0')}`, more),
  );

describe('Known backup services', () => {
  it('of AWS are told by what only AWS writes', async () => {
    const invoked = { invokedBy: 'backup.amazonaws.com' };
    assert.equal(
      await byIdentity(roleSession('service-role/AWSBackupDefaultServiceRole', 'AWSBackup-x', invoked)),
      'AWS Backup',
    );
    assert.equal(await byIdentity(roleSession('OurBackupRole', 'AWSBackup-x', invoked)), 'AWS Backup');
    assert.equal(
      await byIdentity(roleSession('service-role/AWSBackupDefaultServiceRole', 'AWSBackup-x'), {
        sourceIPAddress: 'backup.amazonaws.com',
      }),
      'AWS Backup',
    );
    assert.equal(
      await byIdentity(roleSession('aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup', 's')),
      'AWS Backup',
    );
    assert.equal(
      await byIdentity({ type: 'AWSService', invokedBy: 'dlm.amazonaws.com' }),
      'Amazon Data Lifecycle Manager',
    );
    assert.equal(await byIdentity({ type: 'AWSService', invokedBy: 'rds.amazonaws.com' }), 'Amazon RDS');
  });

  it('of AWS are none of those who use their names', async () => {
    const named = 'service-role/AWSBackupDefaultServiceRole';
    for (const [who, identity, more] of [
      ['a user called like the service', user('backup.amazonaws.com'), {}],
      [
        'a session called like the service’s',
        roleSession('Admin', 'AWSBackup-AWSBackupDefaultServiceRole'),
        {},
      ],
      ['the default role, assumed by a user', roleSession(named, 'AWSBackup-x'), {}],
      ['a role called like the service-linked one', roleSession('AWSServiceRoleForBackup', 's'), {}],
      ['a path like the reserved one', roleSession('x/aws-service-role/backup.amazonaws.com/R', 's'), {}],
      ['a user agent', user(), { userAgent: 'backup.amazonaws.com' }],
      ['another service', roleSession(named, 's', { invokedBy: 'cloudformation.amazonaws.com' }), {}],
      [
        'a host that only begins like it',
        roleSession(named, 's', { invokedBy: 'backup.amazonaws.com.example' }),
        {},
      ],
      ['a user for whom the service calls', { ...user(), invokedBy: 'backup.amazonaws.com' }, {}],
      [
        'a person’s role for whom RDS calls',
        roleSession('Admin', 's', { invokedBy: 'rds.amazonaws.com' }),
        {},
      ],
    ] as const) {
      assert.equal(await byIdentity(identity, more), null, who);
    }
  });

  it('of Azure are told by their application, not by its name', async () => {
    const write = {
      operation: 'Microsoft.Compute/snapshots/write',
      resourceId: snapshotId('s'),
      status: 'Succeeded',
      time: '10:00:00',
      body: copyOf(diskId('d')),
    } as const;
    const backup = '262044b1-e2ce-469f-a196-69ab7ada62d3';
    assert.equal(await serviceOf(azureRest({ ...write, caller: backup })), 'Azure Backup');
    const program = azureRest({ ...write, caller: 'object' }) as { claims: Json } & Json;
    assert.equal(
      await serviceOf({ ...program, claims: { ...program.claims, appid: backup } }),
      'Azure Backup',
    );

    const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';
    const named = { ...program, claims: { ...program.claims, [claims]: 'Backup Management Service' } };
    assert.equal(await serviceOf(named), null);
    const person = azureRest(write) as { claims: Json } & Json;
    assert.equal(
      await serviceOf({ ...person, claims: { ...person.claims, appid: backup } }),
      null,
      'a person',
    );
  });

  it('of Google are its own agents and system events', async () => {
    const create = (principal: string | null, entry: Json = {}) =>
      serviceOf(
        gcpEntry({
          method: 'v1.compute.disks.createSnapshot',
          resourceName: disk('d'),
          time: '10:00:00',
          principal,
          request: { name: 's' },
          entry,
        }),
      );
    assert.equal(await create('service-123456789@compute-system.iam.gserviceaccount.com'), 'Compute Engine');
    assert.equal(await create('service-1@gcp-sa-backupdr.iam.gserviceaccount.com'), 'Google Backup and DR');
    assert.equal(
      await create(null, { logName: `projects/${PROJECT}/logs/cloudaudit.googleapis.com%2Fsystem_event` }),
      'Google Cloud, by schedule',
    );
    for (const person of [
      null,
      'compute-system@example.com',
      'compute-system@project-one.iam.gserviceaccount.com',
      'service-1@compute-system.iam.gserviceaccount.com.example.com',
      '123456789@cloudservices.gserviceaccount.com',
    ]) {
      assert.equal(await create(person), null, String(person));
    }
  });

  it('explain what they do every night, and not that something was opened', async () => {
    const backup = {
      userIdentity: roleSession('OurBackupRole', 'AWSBackup-x', { invokedBy: 'backup.amazonaws.com' }),
    };
    assert.deepEqual(
      await judged('snapshot.exported', [
        ec2('CreateStoreImageTask', '10:00:00', { imageId: 'ami-0a', bucket: 'b' }, null, backup),
      ]),
      [['low', 'AWS Backup']],
    );
    assert.deepEqual(await judged(PUBLIC, [share('snap-0a', { group: 'all' }, '10:00:00', backup)]), [
      ['critical', null],
    ]);
    assert.deepEqual(await judged(EXTERNAL, [share('snap-0a', { userId: STRANGER }, '10:00:00', backup)]), [
      ['medium', null],
    ]);
  });
});

describe('Service roles of the settings', () => {
  const burstBy = (userIdentity: Json, serviceRoles: readonly string[], more: Json = {}) =>
    judged(
      BURST,
      creates(() => ({ userIdentity, ...more })),
      { serviceRoles },
    );

  it('are known by ARN, or by name in their own account', async () => {
    const session = roleSession('ops/Veeam', 'nightly');
    for (const entry of ['Veeam', 'veeam*', `arn:aws:iam::${OWNER}:role/ops/Veeam`]) {
      assert.deepEqual(await burstBy(session, [entry]), [['low', `${entry}: on the list of service roles`]]);
    }
  });

  it('are none of another account, and no session called like one', async () => {
    for (const session of [
      roleSession('Veeam', 'nightly', {}, STRANGER),
      roleSession('Admin', 'Veeam'),
      user('Veeam'),
    ]) {
      assert.deepEqual(await burstBy(session, ['Veeam', '*Veeam*']), [['low', null]]);
    }
  });
});

describe('Trusted principals', () => {
  const trustedPrincipals = [`arn:aws:iam::${OWNER}:role/Deploy`];
  const deploy = { userIdentity: roleSession('Deploy', 'run-7') };

  it('are expected to work, also with outsiders', async () => {
    const reason = `${trustedPrincipals[0]}: on the list of trusted principals`;
    const settings = { trustedPrincipals };
    assert.deepEqual(
      await judged(
        BURST,
        creates(() => deploy),
        settings,
      ),
      [['low', reason]],
    );
    assert.deepEqual(
      await judged(EXTERNAL, [share('snap-0a', { userId: STRANGER }, '10:00:00', deploy)], settings),
      [['high', reason]],
    );
  });

  it('are not expected to make data public, or to delete everything', async () => {
    const settings = { trustedPrincipals };
    const analysis = await analyseRecords([share('snap-0a', { group: 'all' }, '10:00:00', deploy)], settings);
    const [finding] = findingsOf(analysis, PUBLIC);
    assert.deepEqual([finding?.severity, finding?.suppressed], ['high', null]);
    assert.match(finding?.message ?? '', /weighs high instead of critical: .*role\/Deploy/);
    assert.deepEqual(await judged(MASS_DELETE, deletes(deploy, 20), settings), [['medium', null]]);
    assert.deepEqual(await judged(MASS_DELETE, deletes(deploy, 19), settings), []);
    assert.deepEqual(await judged(BURST_DELETE, deletes(deploy, 19), settings), [
      ['medium', `${trustedPrincipals[0]}: on the list of trusted principals`],
    ]);
  });

  it('are not others, nor others who call their session like them', async () => {
    for (const userIdentity of [
      user('Deploy'),
      roleSession('Admin', 'Deploy'),
      roleSession('Deploy', 'x', {}, STRANGER),
    ]) {
      assert.deepEqual(
        await judged(
          BURST,
          creates(() => ({ userIdentity })),
          { trustedPrincipals },
        ),
        [['low', null]],
      );
    }
  });

  it('explain only what they did themselves', async () => {
    const mixed = creates((index) => (index === 3 ? {} : deploy));
    const events = (await analyseRecords(mixed)).events;
    const settings = { ...DEFAULT_SETTINGS, trustedPrincipals };
    const normal = normalOf(settings, trustOf(settings), () => null);
    assert.equal(normal.explain(events, null), null);
    assert.ok(
      normal.explain(
        events.filter(({ actor }) => actor.aliases.length > 0),
        null,
      ),
    );
  });

  it('keep a severity that the settings name', async () => {
    const settings = { trustedPrincipals, severities: { [PUBLIC]: 'critical' as const } };
    assert.deepEqual(
      await judged(PUBLIC, [share('snap-0a', { group: 'all' }, '10:00:00', deploy)], settings),
      [['critical', null]],
    );
  });
});

describe('Trusted organizations', () => {
  const shared = (grantee: Json, trustedOrganizations: readonly string[]) =>
    judged(
      EXTERNAL,
      [
        ec2('ModifyImageAttribute', '10:00:00', {
          imageId: 'ami-0a',
          launchPermission: { add: { items: [grantee] } },
        }),
      ],
      { trustedOrganizations },
    );
  const arn = `arn:aws:organizations::${PARTNER}:organization/o-exampleorgid`;

  it('make sharing with them expected', async () => {
    const [[, reason] = []] = await shared({ organizationArn: arn }, ['o-exampleorgid']);
    assert.match(reason ?? '', /on the list of trusted organizations$/);
    assert.equal((await shared({ organizationArn: arn }, ['o-otherorgid1']))[0]?.[1], null);
    assert.equal((await shared({ organizationArn: arn }, []))[0]?.[1], null);
  });

  it('make sharing with their domain expected', async () => {
    const policy = (member: string) => [
      gcpEntry({
        method: 'v1.compute.snapshots.setIamPolicy',
        resourceName: snapshot('s'),
        time: '10:00:00',
        payload: { request: { policy: { bindings: [{ role: 'roles/x', members: [member] }] } } },
      }),
    ];
    const settings = { trustedOrganizations: ['partner.example'] };
    for (const ours of ['domain:partner.example', 'user:bob@partner.example'])
      assert.ok((await judged(EXTERNAL, policy(ours), settings))[0]?.[1], ours);
    for (const not of [
      'user:bob@partner.example.net',
      'domain:xpartner.example',
      'user:partner.example@evil.example',
    ])
      assert.equal((await judged(EXTERNAL, policy(not), settings))[0]?.[1], null, not);
  });
});

describe('Trusted networks', () => {
  const settings = { trustedNetworks: ['198.51.100.0/24'] };

  it('make everyday work less remarkable, and explain nothing grave', async () => {
    // By one who is new, a burst of creates weighs more: that is what the network takes off.
    const old = createSnapshot('snap-0z', 'vol-0z', '2024-02-01T10:00:00Z', { userIdentity: user('alice') });
    assert.deepEqual(await judged(BURST, [old, ...creates()]), [['medium', null]]);
    assert.deepEqual(await judged(BURST, [old, ...creates()], settings), [['low', null]]);
    const outside = creates(() => ({ sourceIPAddress: '203.0.113.9' }));
    assert.deepEqual(await judged(BURST, [old, ...outside], settings), [['medium', null]]);
    assert.deepEqual(await judged(EXTERNAL, [share('snap-0a', { userId: STRANGER }, '10:00:00')], settings), [
      ['high', null],
    ]);
    assert.deepEqual(await judged(MASS_DELETE, deletes({}, 20), settings), [['high', null]]);
  });

  it('tell rules where a call came from', async () => {
    const standing = async (given: Partial<Settings>, more: Json) => {
      const full = { ...DEFAULT_SETTINGS, ...given };
      const event = onlyEvent(await analyseRecords([createSnapshot('snap-0a', 'vol-0a', '10:00:00', more)]));
      return normalOf(full, trustOf(full), () => null).networkOf(event).kind;
    };
    const endpoints = { trustedVpcEndpoints: ['vpce-0a1b2c3d'] };
    for (const [given, more, expected] of [
      [{}, {}, 'off'],
      [settings, {}, 'trusted'],
      [settings, { sourceIPAddress: '203.0.113.9' }, 'untrusted'],
      [settings, { sourceIPAddress: 'cloudformation.amazonaws.com' }, 'unknown'],
      [settings, { sourceIPAddress: 'AWS Internal' }, 'unknown'],
      [endpoints, {}, 'unknown'],
      [endpoints, { vpcEndpointId: 'vpce-0a1b2c3d' }, 'trusted'],
      [endpoints, { vpcEndpointId: 'vpce-0ffffff0' }, 'untrusted'],
      [{ ...settings, ...endpoints }, { vpcEndpointId: 'vpce-0ffffff0' }, 'untrusted'],
    ] as const) {
      assert.equal(await standing(given, more), expected, JSON.stringify([given, more]));
    }
  });
});

describe('Change tickets', () => {
  const changeTickets = ['CHG-####'];
  const tagged = (value: string): Json => ({
    requestParameters: {
      volumeId: 'vol-0a',
      tagSpecificationSet: { items: [{ resourceType: 'snapshot', tags: [{ key: 'change', value }] }] },
    },
  });

  it('explain everyday work, saying where they stand', async () => {
    const session = { userIdentity: roleSession('Ops', 'CHG-2041') };
    for (const [more, place] of [
      [session, 'session name'],
      [tagged('CHG-2041'), 'tag'],
      [{ userAgent: 'aws-cli/2 app/CHG-2041' }, 'user agent'],
    ] as const) {
      assert.deepEqual(
        await judged(
          BURST,
          creates(() => more),
          { changeTickets },
        ),
        [['low', `change ticket CHG-2041 in the ${place} (words of the caller)`]],
      );
    }
  });

  it('must stand in every event', async () => {
    const most = creates((index) => (index === 2 ? {} : tagged('CHG-2041')));
    assert.deepEqual(await judged(BURST, most, { changeTickets }), [['low', null]]);
  });

  it('are not found in longer words, nor without a pattern', async () => {
    for (const near of ['XCHG-2041', 'CHG-20411', 'CHG-204', 'recharge-2041'])
      assert.deepEqual(
        await judged(
          BURST,
          creates(() => tagged(near)),
          { changeTickets },
        ),
        [['low', null]],
        near,
      );
    assert.deepEqual(
      await judged(
        BURST,
        creates(() => tagged('CHG-2041')),
      ),
      [['low', null]],
    );
  });

  it('never explain that data was opened or taken: they only lower it', async () => {
    const session = { userIdentity: roleSession('Ops', 'CHG-2041') };
    assert.deepEqual(
      await judged(PUBLIC, [share('snap-0a', { group: 'all' }, '10:00:00', session)], { changeTickets }),
      [['high', null]],
    );
    assert.deepEqual(
      await judged(EXTERNAL, [share('snap-0a', { userId: STRANGER }, '10:00:00', session)], {
        changeTickets,
      }),
      [['medium', null]],
    );
    const exported = ec2(
      'CreateStoreImageTask',
      '10:00:00',
      { imageId: 'ami-0a', bucket: 'b' },
      null,
      session,
    );
    assert.deepEqual(await judged('snapshot.exported', [exported], { changeTickets }), [['medium', null]]);
  });

  it('never explain that a copy went to a stranger, whoever carried it there', async () => {
    const vault = `arn:aws:backup:eu-west-1:${STRANGER}:backup-vault:v`;
    const copied = (destination: string, userIdentity: Json) =>
      ec2(
        'StartCopyJob',
        '10:00:00',
        {
          recoveryPointArn: `arn:aws:backup:eu-west-1:${OWNER}:recovery-point:r`,
          destinationBackupVaultArn: destination,
        },
        null,
        { eventSource: 'backup.amazonaws.com', userIdentity },
      );
    const rule = 'snapshot.copied.otherAccount';
    const ticket = roleSession('Ops', 'CHG-2041');
    assert.deepEqual(await judged(rule, [copied(vault, ticket)], { changeTickets }), [['medium', null]]);
    assert.deepEqual(
      await judged(rule, [copied(vault.replace(STRANGER, OWNER), ticket)], { changeTickets }),
      [],
    );
    assert.match(
      (await judged(rule, [copied(vault, ticket)], { trustedAccounts: [STRANGER] }))[0]?.[1] ?? '',
      /on the list of trusted accounts$/,
    );
  });

  it('count in the chain where the same actor wrote them, not where somebody else did', async () => {
    const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00', tagged('CHG-2041'));
    const used = createVolume('vol-0b', 'snap-0a', '10:01:00');
    const rule = 'snapshot.deleted.afterUse';
    const [[, own] = []] = await judged(rule, [created, used, deleteSnapshot('snap-0a', '10:02:00')], {
      changeTickets,
    });
    assert.equal(
      own,
      'change ticket CHG-2041 in the tag of CreateSnapshot at 2024-03-05 10:00:00 UTC (words of the caller)',
    );
    const thief = deleteSnapshot('snap-0a', '10:02:00', { userIdentity: user('eve') });
    assert.deepEqual(await judged(rule, [created, used, thief], { changeTickets }), [['low', null]]);
  });

  it('of a stranger excuse nothing', async () => {
    const stranger = { userIdentity: roleSession('Ops', 'CHG-2041', {}, STRANGER) };
    assert.deepEqual(
      await judged(
        BURST,
        creates(() => stranger),
        { changeTickets },
      ),
      [['low', null]],
    );
  });

  it('explain attempts that were refused, and the message is untouched', async () => {
    const attempt = denied(
      deleteSnapshot('snap-0a', '10:00:00', { userIdentity: roleSession('Ops', 'CHG-2041') }),
    );
    assert.equal((await judged('snapshot.attempt.denied', [attempt], { changeTickets })).length, 1);
    assert.ok((await judged('snapshot.attempt.denied', [attempt], { changeTickets }))[0]?.[1]);
  });
});

describe('What explains what', () => {
  it('is never a ticket or a network where data was opened or protection went', () => {
    for (const act of ['public', 'outward', 'protection', 'massDelete', 'takenOut'] as const) {
      assert.notEqual(EFFECTS[act].ticket, 'explains', act);
      assert.equal(EFFECTS[act].network, null, act);
    }
    for (const act of ['public', 'protection'] as const) {
      for (const effect of Object.values(EFFECTS[act])) assert.notEqual(effect, 'explains', act);
    }
    assert.deepEqual(Object.keys(EFFECTS), [...ACTS]);
  });

  it('is nothing for the actor of a trusted account who makes data public', async () => {
    const theirs = { userIdentity: user('bob', PARTNER) };
    assert.deepEqual(
      await judged(PUBLIC, [share('snap-0a', { group: 'all' }, '10:00:00', theirs)], {
        trustedAccounts: [PARTNER],
      }),
      [['critical', null]],
    );
  });

  it('is nothing that a wider trust in a foreign key would hide', async () => {
    const key = `arn:aws:kms:eu-west-1:${STRANGER}:key/00000000-0000-4000-8000-000000000001`;
    const settings = { ...DEFAULT_SETTINGS, changeTickets: ['CHG-####'] };
    const { events } = await analyseRecords([
      ec2(
        'CopySnapshot',
        '10:00:00',
        { sourceSnapshotId: 'snap-0a', description: 'CHG-2041', kmsKeyId: key },
        { snapshotId: 'snap-0b' },
      ),
    ]);
    const normal = normalOf(settings, trustOf(settings), () => null);
    assert.equal(normal.explain(events, null), null);
    assert.deepEqual(normal.weigh(events, null, 'high').severity, 'medium');
  });
});
