import { strict as assert } from 'node:assert';
import { indexAnalysis } from '../../../src/core/reports/analysisIndex.js';
import { stepLabel } from '../../../src/core/reports/stepLabel.js';
import { analyseRecords } from '../../support/analyse.js';
import {
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  registerImage,
  STRANGER,
  share,
  unshare,
} from '../../support/cloudTrail.js';

/** The steps of the first chain in words. */
async function labels(...records: readonly Json[]): Promise<readonly string[]> {
  const analysis = await analyseRecords(records);
  const index = indexAnalysis(analysis);
  const [chain] = analysis.chains;
  assert.ok(chain);
  return chain.events.flatMap((id) => {
    const event = index.event(id);
    return event === undefined ? [] : [stepLabel(event, chain)];
  });
}

describe('stepLabel', () => {
  it('tells apart what has one operation, and names what was made or removed beside the root', async () => {
    assert.deepEqual(
      await labels(
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        denied(share('snap-0a', { userId: STRANGER }, '10:00:30')),
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        share('snap-0a', { group: 'all' }, '10:02:00'),
        unshare('snap-0a', { userId: STRANGER }, '10:03:00'),
        copySnapshot('snap-0a', 'snap-0123456789abcdef0', '10:04:00'),
        createVolume('vol-0b', 'snap-0a', '10:05:00'),
        registerImage('ami-0a', ['snap-0a'], '10:06:00'),
        ec2('DeleteVolume', '10:07:00', { volumeId: 'vol-0b' }),
        deleteSnapshot('snap-0a', '10:08:00'),
      ),
      [
        'create snapshot',
        `share with ${STRANGER} (failed)`,
        `share with ${STRANGER}`,
        'share with everybody',
        `unshare from ${STRANGER}`,
        'copy to snapshot …9abcdef0',
        'restore as volume vol-0b',
        'use as image ami-0a',
        'delete volume vol-0b',
        'delete snapshot',
      ],
    );
  });

  it('names the members of its chain first', async () => {
    const analysis = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createSnapshot('snap-0b', 'vol-0b', '10:00:30'),
      createSnapshot('snap-0c', 'vol-0c', '10:00:50'),
      registerImage('ami-0a', ['snap-0a', 'snap-0b'], '10:01:00'),
    ]);
    const event = analysis.events.find(({ action }) => action === 'use');
    const chain = analysis.chains.find(({ root }) => root.id === 'snap-0b');
    assert.ok(event && chain);
    const call = {
      ...event,
      action: 'export' as const,
      resources: ['snap-0c', 'snap-0a', 'snap-0b'].map(
        (id) => ({ kind: 'snapshot', role: 'subject', id }) as const,
      ),
    };
    assert.equal(stepLabel(call, chain), 'export snapshot and 2 more');
    assert.equal(stepLabel(call, null), 'export snapshot snap-0c and 2 more');
    assert.equal(stepLabel({ ...call, resources: [] }, chain), 'export');
  });
});
