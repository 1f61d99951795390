import { strict as assert } from 'node:assert';
import { AnalysisJoiner, cutAnalysis } from '../../../src/protocol/analysisParts.js';
import { analyseRecords } from '../../support/analyse.js';
import { createSnapshot, deleteSnapshot, PARTNER, share } from '../../support/cloudTrail.js';
import { compared } from '../../support/compared.js';
import { ebs } from '../../support/inventories.js';

describe('an analysis in parts', () => {
  it('comes in several when it is large, and is the same again when they are joined', async () => {
    const records = Array.from({ length: 1500 }, (_, at) => [
      createSnapshot(`snap-0${at}`, `vol-0${at}`, '10:00:00'),
      share(`snap-0${at}`, { userId: PARTNER }, '10:01:00'),
    ]).flat();
    const analysis = await analyseRecords(records);
    assert.equal(analysis.totals.events, 3000);
    const { head, parts } = cutAnalysis(analysis);
    assert.equal(head.parts, parts.length);
    assert.ok(parts.length >= 6, String(parts.length));
    assert.ok(parts.every(({ events }) => events.length <= 1000));
    const joiner = new AnalysisJoiner();
    for (const part of structuredClone(parts)) joiner.add(part);
    assert.deepEqual(joiner.join(structuredClone(head)), analysis);
  });

  it('carries the lists that were compared with, and what was found in them', async () => {
    const list = { Snapshots: [ebs('snap-0a')] };
    const records = [createSnapshot('snap-0a', 'vol-0a', '10:00:00'), deleteSnapshot('snap-0a', '11:00:00')];
    const analysis = await compared(records, [{ content: list, asOf: '2024-03-05T10:30:00Z' }]);
    assert.equal(analysis.baselines?.length, 1);
    const { head, parts } = structuredClone(cutAnalysis(analysis));
    const joiner = new AnalysisJoiner();
    for (const part of parts) joiner.add(part);
    assert.deepEqual(joiner.join(head), analysis);
  });

  it('is a head alone when there is nothing', async () => {
    const { head, parts } = cutAnalysis(await analyseRecords([]));
    assert.deepEqual(
      parts.flatMap(({ events }) => events),
      [],
    );
    assert.equal(head.totals.events, 0);
  });
});
