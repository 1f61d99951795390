import { strict as assert } from 'node:assert';
import { findTechnique } from '../../../src/core/catalogue/techniques.js';
import type { Analysis } from '../../../src/core/model.js';
import { jsonReport } from '../../../src/core/reports/jsonReport.js';
import { textReport } from '../../../src/core/reports/textReport.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings.js';
import { analyzerOfBytes } from '../../support/analyse.js';

async function analyse(text: string, settings: Settings = DEFAULT_SETTINGS): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  await analyzer.readInput({ uri: 'file:///log.json', bytes: new TextEncoder().encode(text) });
  return analyzer.conclude(settings);
}

const azure = JSON.stringify({
  operationName: { value: 'Microsoft.Compute/snapshots/delete' },
  resourceId: '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/snapshots/s',
  eventTimestamp: '2024-05-15T09:40:03Z',
  status: { value: 'Succeeded' },
});
const aws = JSON.stringify({
  eventVersion: '1.09',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
});

describe('What a log cannot show', () => {
  it('is told for the clouds whose records were read, and no other', async () => {
    const { notLogged, inputs } = await analyse(azure);
    assert.deepEqual(inputs[0]?.clouds, ['azure']);
    assert.ok(notLogged.length > 0);
    assert.ok(notLogged.every(({ cloud }) => cloud === 'azure'));
    assert.ok(notLogged.some(({ why, operations }) => why === 'never' && operations > 20));
  });

  it('is told for each cloud of a mixed input', async () => {
    const { notLogged, inputs } = await analyse(`${azure}\n${aws}`);
    assert.deepEqual(inputs[0]?.clouds, ['aws', 'azure']);
    assert.deepEqual([...new Set(notLogged.map(({ cloud }) => cloud))], ['aws', 'azure']);
  });

  it('is not told where no log was read', async () => {
    assert.deepEqual((await analyse('{"name":"package"}')).notLogged, []);
  });

  it('stands in both reports', async () => {
    const analysis = await analyse(azure);
    assert.match(
      textReport(analysis),
      /Not logged by these exports\n {2}The Azure Activity Log does not record reads/,
    );
    assert.deepEqual(jsonReport(analysis, '1.0.0').notLogged, analysis.notLogged);
  });
});

describe('The version of ATT&CK', () => {
  it('is the newest unless the settings choose another, and stands in every report', async () => {
    assert.equal(jsonReport(await analyse(azure), '1.0.0').tool.attackVersion, '19');
    const older = await analyse(azure, { ...DEFAULT_SETTINGS, attackVersion: '17.1' });
    assert.equal(jsonReport(older, '1.0.0').tool.attackVersion, '17.1');
    assert.match(textReport(older), /ATT&CK 17\.1/);
  });

  it('decides the tactics shown', () => {
    assert.deepEqual(findTechnique('T1578', '19')?.tactics, ['Defense Impairment']);
    assert.deepEqual(findTechnique('T1578', '17.1')?.tactics, ['Defense Evasion']);
  });
});
