import { strict as assert } from 'node:assert';
import { analyseRecords } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, snapshotId, TENANT } from '../../support/azureActivity.js';
import { ec2, type Json, OWNER, user } from '../../support/cloudTrail.js';
import { disk, gcpEntry, gcpPair, link, PROJECT, snapshot } from '../../support/gcpAudit.js';

const RULE = 'snapshot.restored.newIdentity';
const SNAPSHOT = 'snap-0aaaaaaaaaaaaaaa1';

async function messages(records: readonly Json[]): Promise<{ told: string[]; operations: string[] }> {
  const { events, findings } = await analyseRecords(records);
  return {
    told: findings.filter(({ rule }) => rule === RULE).map(({ message }) => message),
    operations: events.map(({ operation }) => operation),
  };
}

const iam = (
  eventName: string,
  time: string,
  parameters: Json,
  response: Json | null,
  more: Json = {},
): Json => ({
  ...ec2(eventName, time, parameters, response, more),
  eventSource: 'iam.amazonaws.com',
  awsRegion: 'us-east-1',
});
const made = ec2(
  'CreateSnapshot',
  '08:00:00',
  { volumeId: 'vol-0aaaaaaaaaaaaaaa1' },
  { snapshotId: SNAPSHOT },
  {
    userIdentity: user('alice'),
  },
);
const restored = (time: string, userIdentity: Json): Json =>
  ec2(
    'CreateVolume',
    time,
    { snapshotId: SNAPSHOT },
    { volumeId: 'vol-0bbbbbbbbbbbbbbb1' },
    { userIdentity },
  );
const eve = iam(
  'CreateUser',
  '09:00:00',
  { userName: 'eve' },
  {
    user: { arn: `arn:aws:iam::${OWNER}:user/eve`, userName: 'eve' },
  },
);

describe('an identity that was created in the logs', () => {
  it('is told with who made it and when, a user of AWS', async () => {
    const { told, operations } = await messages([made, eve, restored('09:12:00', user('eve'))]);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /user\/eve .*created in these logs 12 min before by user\/mallory/);
    assert.deepEqual(operations, ['CreateSnapshot', 'CreateUser', 'CreateVolume']);
  });

  it('is a role, whatever its sessions and its path are called', async () => {
    const role = `arn:aws:iam::${OWNER}:role/teams/backdoor`;
    const create = iam(
      'CreateRole',
      '09:00:00',
      { roleName: 'backdoor', path: '/teams/' },
      { role: { arn: role } },
    );
    const session = {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${OWNER}:assumed-role/backdoor/any`,
      accountId: OWNER,
      sessionContext: { sessionIssuer: { type: 'Role', arn: role, userName: 'backdoor' } },
    };
    assert.equal((await messages([made, create, restored('09:12:00', session)])).told.length, 1);
    const other = { ...session, sessionContext: { sessionIssuer: { type: 'Role', arn: `${role}2` } } };
    const { told, operations } = await messages([made, create, restored('09:12:00', other)]);
    assert.deepEqual(told, []);
    assert.ok(!operations.includes('CreateRole'), 'nobody of these acts');
  });

  it('is no event where it does nothing with snapshots, or was never created', async () => {
    const quiet = await messages([made, eve, restored('09:12:00', user('alice'))]);
    assert.deepEqual(quiet, { told: [], operations: ['CreateSnapshot', 'CreateVolume'] });
    const refused = iam('CreateUser', '09:00:00', { userName: 'eve' }, null, { errorCode: 'AccessDenied' });
    assert.deepEqual((await messages([made, refused, restored('09:12:00', user('eve'))])).told, []);
    assert.deepEqual((await messages([eve])).operations, []);
  });

  it('is not told as created any more after the days that the settings name', async () => {
    const late = await messages([made, eve, restored('2024-04-20T09:00:00Z', user('eve'))]);
    assert.equal(late.told.length, 1);
    assert.match(late.told[0] ?? '', /never seen near a snapshot before/);
    assert.ok(late.operations.includes('CreateUser'), 'it still tells who made it');
  });

  it('is a service account of Google', async () => {
    const email = `eve@${PROJECT}.iam.gserviceaccount.com`;
    const create = gcpEntry({
      method: 'google.iam.admin.v1.CreateServiceAccount',
      resourceName: `projects/${PROJECT}`,
      time: '09:00:00',
      payload: { serviceName: 'iam.googleapis.com', request: { account_id: 'eve' }, response: { email } },
    });
    const records = [
      ...gcpPair({
        method: 'v1.compute.disks.createSnapshot',
        resourceName: disk('data'),
        time: '08:00:00',
        request: { name: 's' },
        checked: [['compute.snapshots.create', snapshot('s')]],
      }),
      create,
      ...gcpPair({
        method: 'v1.compute.disks.insert',
        resourceName: disk('copy'),
        time: '09:12:00',
        principal: email,
        request: { sourceSnapshot: link(snapshot('s')) },
      }),
    ];
    assert.match((await messages(records)).told[0] ?? '', /created in these logs 12 min before/);
  });

  it('is a managed identity of Azure, by its object', async () => {
    const object = '00000000-0000-0000-0000-0000000000ee';
    const step = (operation: string, resourceId: string, time: string, body: Json, caller?: string): Json =>
      azureRest({
        operation,
        resourceId,
        time,
        body,
        status: 'Succeeded',
        correlationId: `c0000000-0000-0000-0000-0000000${time.replaceAll(':', '')}`,
        ...(caller === undefined ? {} : { caller }),
      });
    const eve = snapshotId('eve').replace('Compute/snapshots', 'ManagedIdentity/userAssignedIdentities');
    const records = [
      step('Microsoft.Compute/snapshots/write', snapshotId('s'), '08:00:00', copyOf(diskId('d'))),
      step('Microsoft.ManagedIdentity/userAssignedIdentities/write', eve, '09:00:00', {
        properties: { tenantId: TENANT, principalId: object },
      }),
      step('Microsoft.Compute/disks/write', diskId('e'), '09:12:00', copyOf(snapshotId('s')), object),
    ];
    assert.match((await messages(records)).told[0] ?? '', /created in these logs 12 min before/);
  });
});
