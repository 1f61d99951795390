import { strict as assert } from 'node:assert';
import { suggestionsFor } from '../../../src/core/detections/normal/suggestions.js';
import type { Settings } from '../../../src/core/settings.js';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import {
  createSnapshot,
  denied,
  type Json,
  OWNER,
  PARTNER,
  rds,
  STRANGER,
  share,
  sharedUse,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, link, PROJECT, snapshot } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';
import {
  CRYPTO_KEY,
  createGrant,
  encryptedCopy,
  KEY_ID,
  keyArn,
  keyRole,
  putKeyPolicy,
  RING,
  revokeGrant,
  rootOf,
} from '../../support/keys.js';

const RULE = 'snapshot.key.granted';
const SHARES = ['snapshot.shared.external', 'snapshot.shared.public'];

const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const copied = encryptedCopy('snap-0a', 'snap-0b', '10:05:00', keyArn());
const granted = createGrant(keyArn(), rootOf(STRANGER), '10:06:00');

const found = (records: readonly Json[], settings: Partial<Settings> = {}) =>
  judgedBy([RULE], records, settings);

async function messageOf(records: readonly Json[]): Promise<string> {
  const [finding, ...more] = findingsOf(await analyseRecords(records), RULE);
  assert.ok(finding !== undefined && more.length === 0);
  return finding.message;
}

describe(RULE, () => {
  it('is a grant, or a policy, for an account from outside on the key of a snapshot', async () => {
    assert.deepEqual(await found([created, copied, granted]), [`${RULE} medium`]);
    const policy = putKeyPolicy(keyArn(), [rootOf(OWNER), rootOf(STRANGER)], '10:06:00');
    assert.deepEqual(await found([created, copied, policy]), [`${RULE} medium`]);
    assert.deepEqual(await judgedBy(SHARES, [created, copied, granted, policy]), [], 'no share of data');
  });

  it('says who let whom use which key, when, and what it encrypts', async () => {
    const message = await messageOf([created, copied, granted]);
    assert.match(
      message,
      new RegExp(`^user/mallory let account ${STRANGER} use key ${KEY_ID} at 2024-03-05 10:06:00 UTC`),
    );
    assert.match(
      message,
      /It encrypts snapshot snap-0b\. That the data itself was opened to them is not in these logs\.$/,
    );
    const role = `arn:aws:iam::${STRANGER}:role/backup`;
    assert.match(
      await messageOf([created, copied, createGrant(keyArn(), role, '10:06:00')]),
      new RegExp(`let role/backup of account ${STRANGER} use`),
    );
  });

  it('weighs more where the same account got the data, by a share or by taking it, before or after', async () => {
    const opened = (time: string) => share('snap-0b', { userId: STRANGER }, time);
    for (const time of ['10:05:30', '10:30:00'])
      assert.deepEqual(await found([created, copied, granted, opened(time)]), [`${RULE} high`], time);
    const taken = sharedUse('SharedSnapshotCopyInitiated', 'snap-0b', STRANGER, '10:40:00');
    assert.deepEqual(await found([created, copied, granted, taken]), [`${RULE} high`]);
    assert.match(
      await messageOf([created, copied, granted, opened('10:30:00')]),
      new RegExp(
        `The data itself was opened to them, too: .*shared snapshot snap-0b with account ${STRANGER}`,
      ),
    );
    const toOther = share('snap-0b', { userId: PARTNER }, '10:30:00');
    assert.deepEqual(await found([created, copied, granted, toOther]), [`${RULE} medium`]);
    const toAll = share('snap-0b', { group: 'all' }, '10:30:00');
    assert.deepEqual(await found([created, copied, granted, toAll]), [`${RULE} high`]);
  });

  it('is only a possibility where a policy names everybody, for conditions are not read', async () => {
    const open = putKeyPolicy(keyArn(), [rootOf(OWNER), '*'], '10:06:00');
    assert.deepEqual(await found([created, copied, open]), [`${RULE} low`]);
    assert.match(await messageOf([created, copied, open]), /let everybody use .* conditions are not read\./);
    assert.deepEqual(await judgedBy(SHARES, [created, copied, open]), [], 'the data is not public');
    const opened = share('snap-0b', { userId: STRANGER }, '10:30:00');
    assert.deepEqual(await found([created, copied, open, opened]), [`${RULE} medium`]);
    const both = putKeyPolicy(keyArn(), ['*', rootOf(STRANGER)], '10:06:00');
    assert.deepEqual(await found([created, copied, both]), [`${RULE} medium`]);
  });

  it('is no key with which nothing of a chain is encrypted, and none where the encrypting failed', async () => {
    const other = keyArn('00000000-0000-4000-8000-00000000000b');
    const analysis = await analyseRecords([
      created,
      copied,
      createGrant(other, rootOf(STRANGER), '10:06:00'),
    ]);
    assert.deepEqual(
      analysis.events.map(({ operation }) => operation),
      ['CreateSnapshot', 'CopySnapshot'],
      'not even an event',
    );
    assert.deepEqual((await analyseRecords([granted])).events, []);
    assert.deepEqual(await found([created, denied(copied), granted]), []);
  });

  it('knows a key by its ARN and by its id alone, in the region and account in which it is used', async () => {
    const bare = (id: string, region = 'eu-west-1') =>
      encryptedCopy('snap-0a', 'snap-0b', '10:05:00', id, { awsRegion: region });
    assert.deepEqual(await found([created, bare(KEY_ID), granted]), [`${RULE} medium`]);
    assert.deepEqual(await found([created, bare(KEY_ID.toUpperCase()), granted]), [`${RULE} medium`]);
    assert.deepEqual(await found([created, copied, createGrant(KEY_ID, rootOf(STRANGER), '10:06:00')]), [
      `${RULE} medium`,
    ]);
    assert.deepEqual(
      await found([created, bare(KEY_ID, 'us-east-1'), granted]),
      [],
      'the id in another region',
    );
    assert.deepEqual(
      await found([
        created,
        encryptedCopy('snap-0a', 'snap-0b', '10:05:00', keyArn(KEY_ID, 'us-east-1')),
        granted,
      ]),
      [],
    );
    const theirs = encryptedCopy('snap-0a', 'snap-0b', '10:05:00', keyArn(KEY_ID, 'eu-west-1', PARTNER));
    assert.deepEqual(await found([created, theirs, granted]), [], 'the id in another account');
  });

  it('knows a key by an alias only where a record names both, and no other names another', async () => {
    const byAlias = encryptedCopy('snap-0a', 'snap-0b', '10:05:00', 'alias/backups');
    assert.deepEqual(await found([created, byAlias, granted]), []);
    const told = (time: string, id: string) =>
      rds(
        'CopyDBSnapshot',
        time,
        {
          sourceDBSnapshotIdentifier: 'n',
          targetDBSnapshotIdentifier: `copy-${time.replaceAll(':', '-')}`,
          kmsKeyId: 'alias/backups',
        },
        { kmsKeyId: id },
      );
    const [first] = findingsOf(
      await analyseRecords([created, byAlias, granted, told('09:00:00', keyArn())]),
      RULE,
    );
    assert.match(first?.message ?? '', /It encrypts .*snap-0b/);
    const elsewhere = told('08:30:00', keyArn('00000000-0000-4000-8000-00000000000b'));
    const [second] = findingsOf(
      await analyseRecords([created, byAlias, granted, told('09:00:00', keyArn()), elsewhere]),
      RULE,
    );
    assert.doesNotMatch(second?.message ?? '', /snap-0b/);
    const namesake = encryptedCopy('snap-0a', 'snap-0b', '10:05:00', `alias/${KEY_ID}`);
    assert.deepEqual(await found([created, namesake, granted]), [], 'an alias called as the id of a key');
  });

  it('is no grant for the own account, for a service, or one that a service makes for its user', async () => {
    for (const grantee of [
      rootOf(OWNER),
      `arn:aws:iam::${OWNER}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
      `arn:aws:sts::${OWNER}:assumed-role/aws:ec2-infrastructure/i-0aaaaaaaaaaaaaaa1`,
      'rds.eu-west-1.amazonaws.com',
      'AIDAEXAMPLEDELETED',
    ])
      assert.deepEqual(
        await found([created, copied, createGrant(keyArn(), grantee, '10:06:00')]),
        [],
        grantee,
      );
    const forOwner = { userIdentity: { ...user('alice'), invokedBy: 'AWS Internal' } };
    const inner = createGrant(keyArn(), rootOf(STRANGER), '10:06:00', forOwner);
    assert.deepEqual(await found([created, copied, inner]), []);
    const forStranger = { userIdentity: { ...user('eve', STRANGER), invokedBy: 'AWS Internal' } };
    const theirs = createGrant(keyArn(), rootOf(STRANGER), '10:06:00', forStranger);
    assert.deepEqual(
      await found([created, copied, theirs]),
      [`${RULE} medium`],
      'what it does for a stranger',
    );
    const policy = putKeyPolicy(keyArn(), [rootOf(STRANGER)], '10:06:00', {
      userIdentity: { ...user('alice'), invokedBy: 'cloudformation.amazonaws.com' },
    });
    assert.deepEqual(await found([created, copied, policy]), [`${RULE} medium`], 'a template is somebody’s');
  });

  it('is expected of trusted accounts, and none of the account whose snapshots the key encrypts', async () => {
    const toPartner = createGrant(keyArn(), rootOf(PARTNER), '10:06:00');
    assert.deepEqual(await found([created, copied, toPartner], { trustedAccounts: [PARTNER] }), [
      `${RULE} medium suppressed`,
    ]);
    const central = keyArn(KEY_ID, 'eu-west-1', PARTNER);
    const byKeyAccount = { userIdentity: user('keeper', PARTNER), recipientAccountId: PARTNER };
    const encrypted = encryptedCopy('snap-0a', 'snap-0b', '10:05:00', central);
    const toOwner = createGrant(central, rootOf(OWNER), '10:06:00', byKeyAccount);
    assert.deepEqual(await found([created, encrypted, toOwner]), []);
    const toStranger = createGrant(central, rootOf(STRANGER), '10:06:00', byKeyAccount);
    assert.deepEqual(await found([created, encrypted, toStranger]), [`${RULE} medium`]);
  });

  it('offers to trust the account that was let in, and not the own one beside it', async () => {
    const policy = putKeyPolicy(keyArn(), [rootOf(OWNER), rootOf(STRANGER)], '10:06:00');
    const analysis = await analyseRecords([created, copied, policy]);
    const [finding] = findingsOf(analysis, RULE);
    assert.ok(finding !== undefined);
    const events = analysis.events.filter(({ id }) => finding.events.includes(id));
    assert.deepEqual(
      suggestionsFor(finding, events)
        .filter(({ kind }) => kind === 'add')
        .slice(0, 1),
      [{ kind: 'add', setting: 'trustedAccounts', value: STRANGER }],
    );
  });

  it('is no refused call, which is told as that, and no taking back', async () => {
    assert.deepEqual(
      await judgedBy([RULE, 'snapshot.attempt.denied'], [created, copied, denied(granted, 'AccessDenied')]),
      ['snapshot.attempt.denied medium'],
    );
    const revoked = revokeGrant(keyArn(), rootOf(STRANGER), '11:00:00');
    assert.deepEqual(await found([created, copied, revoked]), []);
    assert.deepEqual(
      await found([created, copied, granted, revoked]),
      [`${RULE} medium`],
      'it was open until then',
    );
  });

  it('tells of a policy what it changes, where the one before is known', async () => {
    const before = putKeyPolicy(keyArn(), [rootOf(OWNER)], '10:01:00');
    const after = putKeyPolicy(keyArn(), [rootOf(OWNER), rootOf(STRANGER)], '10:06:00');
    const again = putKeyPolicy(keyArn(), [rootOf(STRANGER), rootOf(OWNER)], '10:07:00');
    assert.match(await messageOf([created, copied, after]), /everybody who may from then on, new or not\.$/);
    assert.doesNotMatch(await messageOf([created, copied, before, after, again]), /new or not/);
    const own = putKeyPolicy(keyArn(), [rootOf(OWNER)], '10:08:00');
    const { events } = await analyseRecords([created, copied, granted, before, own]);
    assert.deepEqual(
      events.map(({ operation }) => operation),
      ['CreateSnapshot', 'CopySnapshot', 'CreateGrant'],
      'no policy takes a grant back',
    );
  });

  it('is one finding for a policy and the grants that follow from it, and one more for another account', async () => {
    const policy = putKeyPolicy(keyArn(), [rootOf(STRANGER)], '10:06:00');
    const more = [1, 2].map((one) =>
      createGrant(keyArn(), `arn:aws:iam::${STRANGER}:role/r${one}`, `10:07:0${one}`),
    );
    const message = await messageOf([created, copied, policy, ...more]);
    assert.match(message, /\(PutKeyPolicy\), the first of 3 such calls\./);
    const other = createGrant(keyArn(), rootOf(PARTNER), '10:08:00');
    assert.deepEqual(await found([created, copied, policy, ...more, other]), [
      `${RULE} medium`,
      `${RULE} medium`,
    ]);
  });

  it('is one finding of several chains where the key encrypts several', async () => {
    const records = ['1', '2', '3', '4', '5'].flatMap((one) => [
      createSnapshot(`snap-${one}a`, `vol-${one}a`, `09:0${one}:00`),
      encryptedCopy(`snap-${one}a`, `snap-${one}b`, `09:1${one}:00`, keyArn()),
    ]);
    const analysis = await analyseRecords([...records, granted]);
    const [finding, ...more] = findingsOf(analysis, RULE);
    assert.deepEqual(more, []);
    assert.equal(finding?.chain, null);
    assert.match(finding?.message ?? '', /It encrypts snapshot snap-1b, snapshot snap-2b and 3 more\./);
    for (const chain of analysis.chains) {
      assert.ok(chain.findings.includes(finding?.id ?? ''));
      assert.equal(chain.severity, 'medium');
    }
  });

  describe('of Google', () => {
    const made = (kmsKeyName: string) =>
      gcpEntry({
        method: 'v1.compute.snapshots.insert',
        resourceName: snapshot('s'),
        time: '10:00:00',
        request: { name: 's', sourceDisk: link(disk('d')), snapshotEncryptionKey: { kmsKeyName } },
      });
    const ofVersion = made(`${CRYPTO_KEY}/cryptoKeyVersions/3`);
    const opened = (member: string) =>
      gcpEntry({
        method: 'v1.compute.snapshots.setIamPolicy',
        resourceName: snapshot('s'),
        time: '10:20:00',
        payload: {
          serviceData: { policyDelta: { bindingDeltas: [{ action: 'ADD', role: 'r', member }] } },
        },
      });
    const outside = 'serviceAccount:taker@project-two.iam.gserviceaccount.com';

    it('is a role on the key, with or without its version, or on its ring', async () => {
      assert.deepEqual(await found([ofVersion, keyRole(CRYPTO_KEY, outside, '10:10:00')]), [
        `${RULE} medium`,
      ]);
      assert.deepEqual(await found([made(CRYPTO_KEY), keyRole(RING, outside, '10:10:00')]), [
        `${RULE} medium`,
      ]);
      assert.deepEqual(await found([ofVersion, keyRole(CRYPTO_KEY, outside, '10:10:00'), opened(outside)]), [
        `${RULE} high`,
      ]);
    });

    it('is no other key of the ring, no other ring, no role that is taken, and nobody of the own project', async () => {
      const own = `serviceAccount:backup@${PROJECT}.iam.gserviceaccount.com`;
      for (const record of [
        keyRole(`${RING}/cryptoKeys/disk`, outside, '10:10:00'),
        keyRole(`${RING}2`, outside, '10:10:00'),
        keyRole(CRYPTO_KEY, outside, '10:10:00', 'REMOVE'),
        keyRole(CRYPTO_KEY, own, '10:10:00'),
      ])
        assert.deepEqual(await found([ofVersion, record]), [], JSON.stringify(record));
      const byProject = keyRole(CRYPTO_KEY, outside, '10:10:00');
      assert.deepEqual(await found([ofVersion, byProject], { trustedAccounts: ['project-two'] }), [
        `${RULE} medium suppressed`,
      ]);
    });

    it('weighs little for a colleague’s address and for an agent of Google’s', async () => {
      const colleague = 'user:alice@example.com';
      assert.deepEqual(await found([ofVersion, keyRole(CRYPTO_KEY, colleague, '10:10:00')]), [`${RULE} low`]);
      const agent = 'serviceAccount:service-1@compute-system.iam.gserviceaccount.com';
      assert.deepEqual(await found([ofVersion, keyRole(CRYPTO_KEY, agent, '10:10:00')]), [`${RULE} info`]);
      assert.deepEqual(
        await found([ofVersion, keyRole(CRYPTO_KEY, agent, '10:10:00'), opened(outside)]),
        [`${RULE} medium`],
        'the data went out, perhaps to that project',
      );
    });
  });
});
