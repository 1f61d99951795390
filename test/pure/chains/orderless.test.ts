import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Analysis } from '../../../src/core/model.js';
import { analyse, analyseRecords } from '../../support/analyse.js';
import { azureRest, snapshotId } from '../../support/azureActivity.js';
import {
  copySnapshot,
  createSnapshot,
  deleteSnapshot,
  type Json,
  rds,
  STRANGER,
  share,
  sharedUse,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, gcpPair, link, PROJECT, snapshot } from '../../support/gcpAudit.js';

/** Everything that could come out otherwise in another order: names used again, numbers, lists, acts told twice. */
function tangle(): Json[] {
  const nightly = (eventName: string, time: string, from = 'orders') =>
    rds(eventName, time, { dBSnapshotIdentifier: 'nightly', dBInstanceIdentifier: from });
  const policy = (time: string, members: readonly string[]) =>
    gcpEntry({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot('s'),
      time,
      payload: { request: { policy: { bindings: [{ role: 'r', members }] } } },
    });
  const told = sharedUse('SharedSnapshotCopyInitiated', 'snap-0a', STRANGER, '10:02:00');
  const { eventTime: _, ...undated } = nightly('DeleteDBSnapshot', '15:00:00');
  const deletion = (name: string, caller: string) =>
    azureRest({
      operation: 'Microsoft.Compute/snapshots/delete',
      resourceId: snapshotId(name),
      status: 'Succeeded',
      time: '10:00:00',
      caller,
    });
  return [
    createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
    share('snap-0a', { userId: STRANGER }, '10:00:00'),
    told,
    copySnapshot('snap-0a', 'snap-0b', '10:02:00', {
      recipientAccountId: STRANGER,
      userIdentity: user('eve', STRANGER),
      sharedEventID: told['sharedEventID'],
    }),
    copySnapshot('snap-0b', 'snap-0c', '10:02:00'),
    copySnapshot('snap-0c', 'snap-0b', '10:02:00'),
    deleteSnapshot('snap-0a', '10:02:00'),
    nightly('CreateDBSnapshot', '10:00:00'),
    nightly('DeleteDBSnapshot', '11:00:00'),
    nightly('CreateDBSnapshot', '11:00:00', 'people'),
    nightly('RestoreDBInstanceFromDBSnapshot', '11:00:00', 'copy'),
    nightly('DeleteDBSnapshot', '12:00:00'),
    undated,
    ...gcpPair({
      method: 'v1.compute.snapshots.insert',
      resourceName: snapshot('s'),
      time: '10:00:00',
      request: { sourceDisk: link(disk('d')) },
      payload: { response: { targetId: '4815162342', targetLink: link(snapshot('s')) } },
    }),
    gcpEntry({
      method: 'v1.compute.disks.insert',
      resourceName: disk('e'),
      time: '10:05:00',
      request: { sourceSnapshot: link(`projects/${PROJECT}/global/snapshots/4815162342`) },
    }),
    policy('10:06:00', ['user:a@example.com', 'user:b@example.com']),
    policy('10:07:00', ['user:b@example.com']),
    policy('10:07:00', ['user:b@example.com', 'allUsers']),
    deletion('parent', 'mallory@example.com'),
    deletion('child', '00000000-0000-0000-0000-0000000000cc'),
  ];
}

const withoutPlaces = ({ events, chains, findings }: Analysis): unknown => ({
  events: events.map((event) => ({ ...event, locations: event.locations.length })),
  chains,
  findings,
});

describe('Chains', function () {
  this.timeout(20_000);

  it('are the same in whatever order and in however many files the records come', async () => {
    const records = tangle();
    const expected = withoutPlaces(await analyseRecords(records));
    const text = JSON.stringify(expected);
    for (const sign of [' @ 2024-03-05T11:00:00.000Z', 'accessBefore', 'toldBy', 'onBehalfOf', '4815162342'])
      assert.ok(text.includes(sign), sign);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(records, { minLength: records.length }),
        fc.array(fc.nat(4), { minLength: records.length, maxLength: records.length }),
        async (shuffled, files) => {
          const inputs: Record<string, Json[]> = {};
          shuffled.forEach((record, index) => {
            const name = `file-${files[index]}.json`;
            inputs[name] = [...(inputs[name] ?? []), record];
          });
          assert.deepEqual(withoutPlaces(await analyse(inputs)), expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});
