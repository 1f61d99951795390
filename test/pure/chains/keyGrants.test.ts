import { strict as assert } from 'node:assert';
import { MAX_GRANTS_OF_A_CHAIN } from '../../../src/core/chains/keyGrants.js';
import { replay } from '../../../src/core/chains/state.js';
import type { Analysis, Chain } from '../../../src/core/model.js';
import { indexAnalysis } from '../../../src/core/reports/analysisIndex.js';
import { chainTitle } from '../../../src/core/reports/sentences.js';
import { analyseRecords } from '../../support/analyse.js';
import {
  createSnapshot,
  deleteSnapshot,
  ec2,
  type Json,
  OWNER,
  STRANGER,
  share,
  unshare,
  user,
} from '../../support/cloudTrail.js';
import { createGrant, encryptedCopy, keyArn, putKeyPolicy, revokeGrant, rootOf } from '../../support/keys.js';
import { sameInAnyOrder } from '../../support/shuffled.js';

const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const copied = encryptedCopy('snap-0a', 'snap-0b', '10:05:00', keyArn());
const toStranger = rootOf(STRANGER);
const granted = (time: string) => createGrant(keyArn(), toStranger, time);

async function chainOf(records: readonly Json[]): Promise<{ analysis: Analysis; chain: Chain }> {
  const analysis = await analyseRecords(records);
  const [chain] = analysis.chains;
  assert.ok(chain !== undefined && analysis.chains.length === 1);
  return { analysis, chain };
}

describe('What is done about the key of a chain', () => {
  const data = [
    created,
    copied,
    share('snap-0b', { userId: STRANGER }, '10:10:00'),
    unshare('snap-0b', { userId: STRANGER }, '10:20:00'),
  ];
  const aboutKey = [granted('10:06:00'), revokeGrant(keyArn(), toStranger, '10:30:00')];

  it('stands in its story at its time, and who lost a grant is told', async () => {
    const { analysis, chain } = await chainOf([...data, ...aboutKey]);
    assert.deepEqual(chain.actions, ['create', 'copy', 'share', 'share', 'unshare', 'unshare']);
    const last = analysis.events.at(-1);
    assert.equal(last?.operation, 'RevokeGrant');
    assert.deepEqual(last?.revokedFrom, [toStranger]);
    assert.equal(chain.events.at(-1), last?.id);
    assert.match(chain.verdict, new RegExp(`; its key was opened to account ${STRANGER};`));
  });

  it('changes neither who could read it nor what state it was in', async () => {
    const { analysis, chain } = await chainOf([...data, ...aboutKey]);
    const { analysis: without, chain: plain } = await chainOf(data);
    assert.deepEqual(chain.exposures, plain.exposures);
    assert.deepEqual(chain.accounts, plain.accounts);
    assert.deepEqual(chain.members, plain.members);
    assert.deepEqual([chain.start, chain.end], [plain.start, plain.end]);
    const stateOf = ({ events }: Analysis, { members }: Chain) => replay({ events, members }).at(null);
    assert.deepEqual(stateOf(analysis, chain), stateOf(without, plain));
    const { chain: only } = await chainOf([created, copied, granted('10:06:00')]);
    assert.deepEqual(only.exposures, []);
    assert.doesNotMatch(only.verdict, /shared with/);
  });

  it('is named in the title, which counts the days of the data alone', async () => {
    const early = putKeyPolicy(keyArn(), [toStranger], '2023-01-05T10:00:00Z');
    const { analysis, chain } = await chainOf([early, created, copied]);
    assert.equal(
      chainTitle(chain, indexAnalysis(analysis)),
      'share key → create → copy · 5 min · user/mallory',
    );
  });

  it('stands behind what was done in the same second, however ids fall', async () => {
    const roles = Array.from({ length: 8 }, (_, index) =>
      createGrant(keyArn(), `arn:aws:iam::${STRANGER}:role/r${index}`, '10:05:00'),
    );
    const { chain } = await chainOf([...roles, created, copied, deleteSnapshot('snap-0b', '10:05:00')]);
    assert.deepEqual(chain.actions, ['create', 'copy', 'delete', ...roles.map(() => 'share')]);
  });

  it('is told up to a number, and how many more there are', async () => {
    const many = Array.from({ length: MAX_GRANTS_OF_A_CHAIN + 5 }, (_, index) =>
      granted(`11:00:${String(index).padStart(2, '0')}`),
    );
    const { analysis, chain } = await chainOf([created, copied, ...many]);
    assert.equal(chain.events.length, 2 + MAX_GRANTS_OF_A_CHAIN);
    assert.equal(analysis.events.length, 2 + many.length);
    assert.ok(
      chain.unknowns.some((sentence) => /first 20 times .* 5 more stand among the events/.test(sentence)),
    );
  });

  it('is no end of a grant that nobody from outside had', async () => {
    const own = createGrant(keyArn(), rootOf(OWNER), '10:06:00');
    const { analysis } = await chainOf([
      created,
      copied,
      own,
      revokeGrant(keyArn(), rootOf(OWNER), '10:07:00'),
    ]);
    assert.equal(analysis.events.length, 2);
    const unknown = await chainOf([created, copied, revokeGrant(keyArn(), toStranger, '10:07:00')]);
    assert.equal(unknown.analysis.events.length, 2, 'a grant that is not in these logs');
  });

  it('is one event where the logs of both accounts hold it', async () => {
    const shared = { sharedEventID: '00000000-0000-4000-8000-0000000000ff' };
    const taker = user('eve', STRANGER);
    const theirs = createGrant(keyArn(), toStranger, '10:06:00', {
      ...shared,
      userIdentity: taker,
      recipientAccountId: STRANGER,
    });
    const owners = createGrant(keyArn(), toStranger, '10:06:00', {
      ...shared,
      userIdentity: { type: 'AWSAccount', principalId: 'AIDAEXAMPLEEVE', accountId: STRANGER },
    });
    const { analysis } = await chainOf([created, copied, theirs, owners]);
    assert.equal(analysis.events.length, 3);
    assert.deepEqual(analysis.events.at(-1)?.toldBy, [OWNER, STRANGER]);
    assert.deepEqual(
      analysis.findings.map(({ rule }) => rule),
      ['snapshot.key.granted'],
    );
  });

  it('keeps who was created to do it', async () => {
    const eve = ec2(
      'CreateUser',
      '09:00:00',
      { userName: 'eve' },
      { user: { arn: `arn:aws:iam::${OWNER}:user/eve`, userName: 'eve' } },
      { eventSource: 'iam.amazonaws.com' },
    );
    const byEve = createGrant(keyArn(), toStranger, '10:06:00', { userIdentity: user('eve') });
    const { analysis } = await chainOf([created, copied, eve, byEve]);
    assert.ok(analysis.events.some(({ operation }) => operation === 'CreateUser'));
  });

  it('comes out the same in any order of the records', async () => {
    const records = [
      ...data,
      ...aboutKey,
      deleteSnapshot('snap-0b', '10:30:00'),
      putKeyPolicy(keyArn(), [rootOf(OWNER)], '10:05:00'),
      putKeyPolicy(keyArn(), [rootOf(OWNER), toStranger, '*'], '10:10:00'),
      putKeyPolicy(keyArn(), [rootOf(OWNER)], '10:30:00'),
      createSnapshot('snap-1a', 'vol-1a', '10:00:00'),
      encryptedCopy('snap-1a', 'snap-1b', '10:05:00', keyArn()),
    ];
    await sameInAnyOrder(records, ({ events, chains, findings }) => ({
      events: events.map(({ locations, ...event }) => ({ ...event, places: locations.length })),
      chains,
      findings,
    }));
  });
});
