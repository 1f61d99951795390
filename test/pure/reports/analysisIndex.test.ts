import { strict as assert } from 'node:assert';
import { indexAnalysis } from '../../../src/core/reports/analysisIndex.js';
import { analyseRecords } from '../../support/analyse.js';
import { createSnapshot, deleteSnapshot, STRANGER, share } from '../../support/cloudTrail.js';

describe('findings on an event', () => {
  it('of one severity begin with the one that speaks of it alone', async () => {
    const analysis = await analyseRecords([
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      share('snap-0a', { userId: STRANGER }, '10:01:00'),
      deleteSnapshot('snap-0a', '10:15:00'),
    ]);
    const index = indexAnalysis(analysis);
    const shared = analysis.events.find(({ action }) => action === 'share');
    assert.ok(shared !== undefined);
    const [first, second] = index.findingsOn(shared.id);
    assert.equal(first?.rule, 'snapshot.shared.external');
    assert.equal(second?.rule, 'snapshot.deleted.afterUse');
    assert.equal(first?.severity, second?.severity, 'or there is nothing to decide');
  });
});
