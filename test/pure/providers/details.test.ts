import { strict as assert } from 'node:assert';
import { printableInBase64 } from '../../../src/core/providers/base64.js';
import { detailsOf } from '../../../src/core/providers/details.js';
import { analyseRecords, onlyEvent } from '../../support/analyse.js';
import { azureRest, copyOf, diskId, snapshotId } from '../../support/azureActivity.js';
import { copySnapshot, createSnapshot, ec2, type Json, OWNER, rds, user } from '../../support/cloudTrail.js';
import { disk, gcpEntry, gcpPair, snapshot } from '../../support/gcpAudit.js';

const KEY = `arn:aws:kms:us-east-1:${OWNER}:key/00000000-0000-4000-8000-000000000001`;
const ROLE = `arn:aws:iam::${OWNER}:role/ops/Deploy`;

const eventOf = async (...records: readonly Json[]) => onlyEvent(await analyseRecords(records));
const notesOf = async (...records: readonly Json[]) =>
  (await eventOf(...records)).notes.map(({ place, text }) => `${place}: ${text}`);

const session = (more: Json = {}): Json => ({
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:CHG-2041',
    arn: `arn:aws:sts::${OWNER}:assumed-role/Deploy/CHG-2041`,
    accountId: OWNER,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: ROLE, accountId: OWNER, userName: 'Deploy' },
      ...more,
    },
  },
});

describe('The words of a caller', () => {
  it('are tags, descriptions and names of AWS calls of each style', async () => {
    const tags = { tags: [{ key: 'change', value: 'CHG-2041' }] };
    assert.deepEqual(
      await notesOf(
        ec2('CreateSnapshot', '10:00:00', {
          volumeId: 'vol-0a',
          description: 'before patching',
          tagSpecificationSet: { items: [{ resourceType: 'snapshot', ...tags }] },
        }),
      ),
      ['description: before patching', 'tag: change=CHG-2041'],
    );
    assert.deepEqual(
      await notesOf(
        rds('CreateDBSnapshot', '10:00:00', {
          dBSnapshotIdentifier: 'n',
          dBInstanceIdentifier: 'd',
          ...tags,
        }),
      ),
      ['tag: change=CHG-2041'],
    );
    assert.deepEqual(
      await notesOf(
        ec2('CreateSnapshots', '10:00:00', {
          CreateSnapshotsRequest: {
            Description: 'all',
            InstanceSpecification: { InstanceId: 'i-0a' },
            TagSpecification: {
              ResourceType: 'snapshot',
              tag: 1,
              Tag: [{ Key: 'change', Value: 'CHG-1', tag: 1 }],
            },
          },
        }),
      ),
      ['description: all', 'tag: change=CHG-1'],
    );
  });

  it('are what a session is called, and its source identity', async () => {
    assert.deepEqual(
      await notesOf(createSnapshot('snap-0a', 'vol-0a', '10:00:00', session({ sourceIdentity: 'alice' }))),
      ['session name: CHG-2041', 'source identity: alice', 'description: before the upgrade'],
    );
  });

  it('are labels, and the reason of the request, of Google’s calls', async () => {
    const [first, last] = gcpPair({
      method: 'v1.compute.disks.createSnapshot',
      resourceName: disk('d'),
      time: '10:00:00',
      request: { name: 'nightly', description: 'weekly', labels: [{ key: 'change', value: 'chg-2041' }] },
      payload: { requestMetadata: { callerIp: '198.51.100.7', requestAttributes: { reason: 'CHG-2041' } } },
    });
    assert.deepEqual((await notesOf(first, last)).sort(), [
      'description: weekly',
      'label: change=chg-2041',
      'name: nightly',
      'reason: CHG-2041',
    ]);
  });

  it('may be a reason inside base64, as real logs hold them', async () => {
    assert.deepEqual(printableInBase64('8uSywAYQGg5Db2xpc2V1bSBGbG93cw'), ['Coliseum Flows']);
    assert.deepEqual(printableInBase64('Q0hHLTIwNDE='), ['CHG-2041']);
    for (const none of ['', 'CHG-2041 and more', '~~~~', 'A'])
      assert.deepEqual(printableInBase64(none), [], none);
    const entry = gcpEntry({
      method: 'v1.compute.snapshots.delete',
      resourceName: snapshot('s'),
      time: '10:00:00',
      payload: { requestMetadata: { requestAttributes: { reason: 'Q0hHLTIwNDE=' } } },
    });
    assert.deepEqual(await notesOf(entry), ['reason: Q0hHLTIwNDE=', 'reason: CHG-2041']);
  });

  it('are tags in Azure’s bodies', async () => {
    const body = { ...copyOf(diskId('d')), tags: { change: 'CHG-2041', 'cost centre': '42' } };
    const record = azureRest({
      operation: 'Microsoft.Compute/snapshots/write',
      resourceId: snapshotId('s'),
      status: 'Succeeded',
      time: '10:00:00',
      body,
    });
    assert.deepEqual(await notesOf(record), ['tag: change=CHG-2041', 'tag: cost centre=42']);
  });

  it('are not looked for in answers, nor in what was copied', () => {
    const { notes } = detailsOf({
      request: { sourceSnapshot: { description: 'of another' } },
      response: { description: 'answered', tagSet: { items: [{ key: 'a', value: 'b' }] } },
      notes: [],
    });
    assert.deepEqual(notes, []);
  });

  it('are bounded in number, length and depth', () => {
    const tags = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 'v'.repeat(5_000)]),
    );
    let deep: unknown = { description: 'deep' };
    for (let level = 0; level < 5_000; level++) deep = { inner: deep };
    const { notes } = detailsOf({ request: { tags, deep }, response: null, notes: [] });
    assert.equal(notes.length, 40);
    assert.ok(notes.every(({ text }) => text.length <= 400));
    const many = Array.from({ length: 100_000 }, () => ({ description: 'x' }));
    assert.equal(detailsOf({ request: { many }, response: null, notes: [] }).notes.length, 1);
  });

  it('are tags of a map, whatever they are called', () => {
    const request = { tags: { key: 'CHG-1', Owner: 'ops', __proto__x: 'y' } };
    assert.deepEqual(
      detailsOf({ request, response: null, notes: [] }).notes.map(({ text }) => text),
      ['key=CHG-1', 'Owner=ops', '__proto__x=y'],
    );
  });

  it('hidden by the provider are none', () => {
    const request = { description: 'HIDDEN_DUE_TO_SECURITY_REASONS', reason: '***', comment: 5 };
    assert.deepEqual(detailsOf({ request, response: '', notes: [] }).notes, [
      { place: 'description', text: '5' },
    ]);
  });
});

describe('The encryption of a result', () => {
  it('is told by request and answer of AWS', async () => {
    const copy = copySnapshot('snap-0a', 'snap-0b', '10:00:00') as { requestParameters: Json } & Json;
    const event = await eventOf({
      ...copy,
      requestParameters: { ...copy.requestParameters, encrypted: true, kmsKeyId: KEY },
    });
    assert.deepEqual([event.encrypted, event.encryptionKeys], [true, [KEY]]);
    const plain = await eventOf(copy);
    assert.deepEqual([plain.encrypted, plain.encryptionKeys], [null, []]);
  });

  it('is Google’s key of the snapshot, not that of its source', async () => {
    const key = 'projects/p/locations/global/keyRings/r/cryptoKeys/k';
    const event = await eventOf(
      gcpEntry({
        method: 'v1.compute.disks.createSnapshot',
        resourceName: disk('d'),
        time: '10:00:00',
        request: {
          name: 's',
          snapshotEncryptionKey: { kmsKeyName: key },
          sourceDiskEncryptionKey: { kmsKeyName: 'projects/p/other' },
        },
      }),
    );
    assert.deepEqual(event.encryptionKeys, [key]);
  });

  it('is Azure’s disk encryption set', async () => {
    const set = diskId('x').replace('disks/x', 'diskEncryptionSets/e');
    const body = {
      properties: { encryption: { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: set } },
    };
    const record = azureRest({
      operation: 'Microsoft.Compute/snapshots/write',
      resourceId: snapshotId('s'),
      status: 'Succeeded',
      time: '10:00:00',
      body,
    });
    assert.deepEqual((await eventOf(record)).encryptionKeys, [set]);
  });
});

describe('Where a call came from', () => {
  it('is an endpoint of AWS, a network of Google', async () => {
    const aws = await eventOf(
      createSnapshot('snap-0a', 'vol-0a', '10:00:00', { vpcEndpointId: 'vpce-0a1b2c3d' }),
    );
    assert.deepEqual([aws.vpcEndpoint, aws.network], ['vpce-0a1b2c3d', null]);
    const gcp = await eventOf(
      gcpEntry({
        method: 'v1.compute.snapshots.delete',
        resourceName: snapshot('s'),
        time: '10:00:00',
        payload: {
          requestMetadata: { callerNetwork: '//compute.googleapis.com/projects/p/global/networks/n' },
        },
      }),
    );
    assert.deepEqual([gcp.vpcEndpoint, gcp.network], [null, 'projects/p/global/networks/n']);
  });
});

describe('What an actor is also known as', () => {
  it('is the role behind a session, not what the session is called', async () => {
    const { actor } = await eventOf(createSnapshot('snap-0a', 'vol-0a', '10:00:00', session()));
    assert.deepEqual([actor.aliases, actor.invokedBy], [[ROLE], null]);
    const plain = await eventOf(createSnapshot('snap-0a', 'vol-0a', '10:00:00', { userIdentity: user() }));
    assert.deepEqual(plain.actor.aliases, []);
  });

  it('is the object of a person and the application of a program, in Azure', async () => {
    const write = {
      operation: 'Microsoft.Compute/snapshots/write',
      resourceId: snapshotId('s'),
      status: 'Succeeded',
      time: '10:00:00',
    } as const;
    const object = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
    const person = azureRest(write) as { claims: Json } & Json;
    const aliases = async (record: { claims: Json } & Json, more: Json) =>
      (await eventOf({ ...record, claims: { ...record.claims, ...more } })).actor.aliases;
    // The application of a person's token is the portal or a command line.
    assert.deepEqual(await aliases(person, { [object]: 'o-1', appid: 'portal' }), ['o-1']);
    const program = azureRest({ ...write, caller: 'object-2' }) as { claims: Json } & Json;
    assert.deepEqual(await aliases(program, { [object]: 'object-2', appid: 'app-2' }), ['app-2']);
  });
});
