import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../../src/core/model.js';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.js';
import { analyzerOfBytes } from '../../support/analyse.js';

/** Real and published logs; they are no part of the project, and these tests are skipped where they are absent. */
const LOGS = '../shared/logs';

async function analyseFiles(folder: string): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  for (const name of readdirSync(join(LOGS, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(LOGS, folder, name);
    if (/\.(?:json|jsonl|log|gz)$/.test(name))
      await analyzer.readInput({ uri: `file:///${folder}/${name}`, bytes: readFileSync(path) });
  }
  return analyzer.conclude(DEFAULT_SETTINGS);
}

describe('real logs', function () {
  this.timeout(20_000);

  before(function () {
    if (!existsSync(LOGS)) this.skip();
  });

  it('of a Google project hold the chains that the field notes name', async () => {
    const { chains, inputs } = await analyseFiles('gcp/dftimewolf');
    assert.deepEqual(
      inputs.map(({ skipped, error }) => [skipped.length, error]),
      [[0, null]],
    );
    const told = chains.map(({ root, members }) =>
      [root.id, ...members.slice(1).map(({ id }) => id)].map((id) => id.split('/').at(-1)).join(' '),
    );
    const chain = (root: string) => told.find((line) => line.split(' ')[0] === root)?.split(' ') ?? [];
    for (const id of ['vm5', 'dm-2', 'vm10'])
      assert.ok(chain('ds-1').includes(id), `ds-1 → ${id}: ${told.join(' | ')}`);
    // The image dm-1 was taken from the disk of vm3, which came out of the machine image vm2: one chain.
    for (const id of ['vm3', 'vm8', 'dm-1', 'vm9'])
      assert.ok(chain('vm2').includes(id), `vm2 → ${id}: ${told.join(' | ')}`);
    assert.ok(chain('dc-1').includes('vm6'));
    assert.ok(
      chains.some(
        ({ root, actions }) => root.id.endsWith('/snapshot-1-from-debian') && actions.join() === 'delete',
      ),
    );
  });

  it('of a Google project tell steps of one chain five minutes and forty days apart', async () => {
    const { chains, events } = await analyseFiles('gcp/dftimewolf');
    const chain = chains.find(({ root }) => root.id.endsWith('/ds-1'));
    const steps = (chain?.events ?? []).map((id) => events.find((event) => event.id === id));
    assert.deepEqual(
      steps.filter((event) => event?.action !== 'describe').map((event) => event?.time?.slice(0, 16)),
      ['2021-09-30T10:00', '2021-09-30T10:05', '2021-11-09T17:31', '2021-11-09T17:35', '2021-11-09T17:47'],
    );
    assert.ok(chain?.members.find(({ id }) => id.endsWith('/dm-2'))?.deletedBy);
    const lone = chains.find(({ root }) => root.id.endsWith('/snapshot-1-from-debian'));
    assert.match(lone?.unknowns[0] ?? '', /^Who made snapshot snapshot-1-from-debian/);
  });

  it('of AWS hold the share that lies in another file than its snapshot', async () => {
    const { chains } = await analyseFiles('aws/splunk-security-content');
    const chain = chains.find(({ root }) => root.id === 'snap-02effb3bb62786b18');
    assert.deepEqual(chain?.actions, ['create', 'share']);
  });

  it('are all accounted for: each input has records or a reason', async () => {
    for (const cloud of ['aws', 'azure', 'gcp']) {
      const { inputs, totals } = await analyseFiles(cloud);
      assert.ok(totals.records > 0, cloud);
      for (const { uri, records, error } of inputs) assert.ok(records > 0 || error !== null, uri);
    }
  });
});
