import { strict as assert } from 'node:assert';
import { analyseRecords } from '../../support/analyse.js';
import { azureRest, snapshotId } from '../../support/azureActivity.js';
import type { Json } from '../../support/cloudTrail.js';

const RESTORE_POINTS = 'Microsoft.Compute/restorePointCollections/restorePoints';
const pointId = (name: string): string =>
  snapshotId('x').replace('snapshots/x', `restorePointCollections/c/restorePoints/${name}`);
const diskOf = (point: string): string => `${pointId(point)}/diskRestorePoints/d`;

/** Without a body, as many exports have it: nothing but the id tells what belongs together. */
const act = (what: string, resourceId: string, time: string): Json =>
  azureRest({
    operation: `${RESTORE_POINTS}/${what}`,
    resourceId,
    status: 'Succeeded',
    time,
    correlationId: `${what} ${time}`,
  });
const made = (point: string, time: string): Json => act('write', pointId(point), time);
const linked = (id: string, time: string): Json => act('diskRestorePoints/beginGetAccess/action', id, time);

/** Of each chain its steps, and what was made in it of what. */
async function stories(records: readonly Json[]): Promise<string[]> {
  const { chains } = await analyseRecords(records);
  return chains.map(
    ({ actions, members }) =>
      `${actions.join(' ')}: ${members.map(({ id, madeFrom }) => `${id.split('/').at(-1)}${madeFrom.length > 0 ? ' in it' : ''}`).join(', ')}`,
  );
}

describe('The disk of a restore point', () => {
  it('is in the chain of the restore point that its id names, in whatever spelling', async () => {
    assert.deepEqual(await stories([made('p', '10:00:00'), linked(diskOf('p').toUpperCase(), '10:05:00')]), [
      'create export: p, D in it',
    ]);
  });

  it('came with it, and what was done to both before stands in one chain as well', async () => {
    const { chains } = await analyseRecords([made('p', '10:00:00'), linked(diskOf('p'), '10:05:00')]);
    assert.deepEqual(
      new Set(chains[0]?.members.map(({ madeBy }) => madeBy)),
      new Set([chains[0]?.events[0]]),
    );
    assert.deepEqual(
      await stories([
        act('retrieveSasUris/action', pointId('p'), '10:00:00'),
        linked(diskOf('p'), '10:05:00'),
      ]),
      ['export export: p, d in it'],
    );
  });

  it('is not in that of another whose id begins alike, nor of one that the logs do not know', async () => {
    assert.deepEqual(await stories([made('p', '10:00:00'), linked(diskOf('p2'), '10:05:00')]), [
      'create: p',
      'export: d',
    ]);
  });

  it('belongs to the one of its time where a name was used again', async () => {
    assert.deepEqual(
      await stories([
        made('p', '10:00:00'),
        act('delete', pointId('p'), '10:10:00'),
        made('p', '10:20:00'),
        linked(diskOf('p'), '10:30:00'),
      ]),
      ['create delete: p', 'create export: p, d in it'],
    );
  });
});
