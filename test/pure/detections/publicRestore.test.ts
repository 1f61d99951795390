import { strict as assert } from 'node:assert';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import { type Json, rds, user } from '../../support/cloudTrail.js';

const OTHER = 'snapshot.restored.otherIdentity';

const made = rds('CreateDBSnapshot', '10:00:00', {
  dBSnapshotIdentifier: 'nightly',
  dBInstanceIdentifier: 'orders',
});
const restored = (request: Json, more: Json = {}): Json => ({
  ...rds('RestoreDBInstanceFromDBSnapshot', '11:00:00', {
    dBSnapshotIdentifier: 'nightly',
    dBInstanceIdentifier: 'loot',
    ...request,
  }),
  userIdentity: user('eve'),
  ...more,
});

describe('A database restored with an address on the internet', () => {
  const message = async (record: Json) =>
    findingsOf(await analyseRecords([made, record]), OTHER)[0]?.message ?? '';

  it('is told as publicly accessible where request or answer say so', async () => {
    const answer = { responseElements: { dBInstanceIdentifier: 'loot', publiclyAccessible: true } };
    for (const record of [restored({ publiclyAccessible: true }), restored({}, answer)])
      assert.match(
        await message(record),
        /^user\/eve made publicly accessible database loot from snapshot nightly/,
      );
  });

  it('is not where they say no, or say nothing', async () => {
    for (const record of [restored({ publiclyAccessible: false }), restored({})])
      assert.match(await message(record), /^user\/eve made database loot from snapshot nightly/);
    const { events } = await analyseRecords([restored({})]);
    assert.ok(events.every((event) => !('publiclyAccessible' in event)));
  });
});
