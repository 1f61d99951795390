import { strict as assert } from 'node:assert';
import type { Analysis, Severity } from '../../../src/core/model.js';
import { severityRank } from '../../../src/core/model.js';
import type { Settings } from '../../../src/core/settings.js';
import { analyse } from '../../support/analyse.js';
import type { Json } from '../../support/cloudTrail.js';
import { summary } from '../../support/judged.js';
import { assertReasons } from '../../support/reasons.js';
import { AWS } from './aws.js';
import { AZURE } from './azure.js';
import { GCP } from './gcp.js';
import { QUIET } from './quiet.js';
import type { Story } from './scenario.js';

const SCENARIOS = { AWS, Azure: AZURE, 'Google Cloud': GCP, 'everyday work': QUIET };

/** Numbers below 1 that a seed names for good (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The records in another order, dealt to some files. */
function dealt(records: readonly Json[], seed: number): Record<string, Json[]> {
  const next = dice(seed);
  const shuffled = records
    .map((record) => ({ record, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ record }) => record);
  const files: Record<string, Json[]> = {};
  const count = 1 + Math.floor(next() * 4);
  for (const record of shuffled) {
    const name = `${Math.floor(next() * count)}.json`;
    files[name] = [...(files[name] ?? []), record];
  }
  return files;
}

const chainLines = ({ chains }: Analysis): string[] =>
  chains.map(({ root, actions }) => `${root.id}: ${actions.join(' ')}`);

async function check({ records, chains, findings }: Story, settings: Partial<Settings>): Promise<void> {
  const inOrder = await analyse({ 'log.json': records }, settings);
  assert.deepEqual(summary(inOrder), [...findings].sort());
  assertReasons(inOrder, settings);
  assert.deepEqual(chainLines(inOrder).sort(), [...chains].sort());
  for (let seed = 1; seed <= 5; seed++) {
    const analysis = await analyse(dealt(records, seed), settings);
    assert.deepEqual(analysis.findings, inOrder.findings, `findings of deal ${seed}`);
    assert.deepEqual(analysis.chains, inOrder.chains, `chains of deal ${seed}`);
  }
}

function isQuiet(line: string): boolean {
  const [, severity, suppressed] = line.split(' ');
  return suppressed === 'suppressed' || severityRank(severity as Severity) <= severityRank('low');
}

describe('Scenarios', () => {
  it('are enough, for each cloud', () => {
    assert.ok(Object.values(SCENARIOS).flat().length >= 25);
    for (const scenarios of Object.values(SCENARIOS)) assert.ok(scenarios.length >= 5);
  });

  for (const [cloud, scenarios] of Object.entries(SCENARIOS)) {
    describe(cloud, () => {
      for (const { name, story, nearMiss, settings = {} } of scenarios) {
        it(name, () => check(story, settings));

        it(`but not: ${nearMiss.what}`, async () => {
          assert.ok(nearMiss.findings.every(isQuiet), 'a near-miss stays quiet');
          await check(nearMiss, settings);
        });
      }
    });
  }
});
