import assert from 'node:assert/strict';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import type { Operation } from '../../../src/core/catalogue/operation.js';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.js';
import { analyzerOfBytes } from '../../support/analyse.js';
import { readValue } from '../../support/readValue.js';
import { alternativesOf, fillPath, type Tree } from './fillPath.js';
import { type RecordStyle, stylesOf } from './recordStyles.js';

/** A record that names everything that its row knows, each thing by a name of its own. */
function fullRecord(operation: Operation, style: RecordStyle): Tree {
  const root: Tree = {};
  const needed = operation.needs.flatMap((need) => (need.type === 'path' ? [need.path] : []));
  for (const path of [...operation.resources.map((resource) => resource.path), ...needed]) {
    const name = `${operation.operation}-${path}`.replace(/[^A-Za-z0-9]+/g, '-');
    fillPath(root, alternativesOf(path)[0] as string, name, style.lists, style.words);
  }
  return style.wrap(operation, root);
}

async function analyse(text: string) {
  const analyzer = analyzerOfBytes();
  await analyzer.readInput({ uri: 'file:///all.json', bytes: new TextEncoder().encode(text) });
  const analysis = await analyzer.conclude(DEFAULT_SETTINGS);
  return { summary: analysis.inputs[0], analysis };
}

const FILES = {
  aws: (records: readonly Tree[]) => JSON.stringify({ Records: records }),
  azure: (records: readonly Tree[]) => JSON.stringify({ value: records }),
  gcp: (records: readonly Tree[]) => records.map((record) => JSON.stringify(record)).join('\n'),
};

for (const cloud of ['aws', 'azure', 'gcp'] as const) {
  describe(`a file with every operation of ${cloud}`, function () {
    this.timeout(20_000);
    const operations = loadCatalogue().operations.filter((operation) => operation.cloud === cloud);

    it('gives an event for each that says enough', async () => {
      const styled = operations.map((operation) => {
        const style = stylesOf(operation)[0] as RecordStyle;
        const value = fullRecord(operation, style);
        return {
          operation,
          value,
          alone: readValue(value)[0]?.standsAlone,
        };
      });
      const { summary, analysis } = await analyse(FILES[cloud](styled.map(({ value }) => value)));
      assert.equal(summary?.records, operations.length);
      const found = new Set(analysis.events.map((event) => `${event.service} ${event.operation}`));
      const lost = styled
        .filter(({ alone }) => alone === true)
        .map(({ operation }) => `${operation.service} ${operation.operation}`)
        .filter((name) => !found.has(name));
      assert.deepEqual(lost, []);
    });
  });
}

describe('Google operations that take a while', () => {
  it('are one event of their first entry, with the request, and their last, without', async () => {
    const operations = loadCatalogue().operations.filter(
      ({ cloud, needs, resources }) => cloud === 'gcp' && needs.length === 0 && resources.length > 0,
    );
    const entries = operations.flatMap((operation) => {
      const first = fullRecord(operation, stylesOf(operation)[0] as RecordStyle);
      const payload = first['protoPayload'] as Tree;
      const pair = (which: 'first' | 'last') => ({ id: `operation-${operation.operation}`, [which]: true });
      const last = {
        ...first,
        insertId: `${String(first['insertId'])}-last`,
        timestamp: '2024-05-14T12:00:30Z',
        operation: pair('last'),
        protoPayload: { ...payload, request: { '@type': 'type.googleapis.com/x' }, response: undefined },
      };
      return [last, { ...first, operation: pair('first') }];
    });
    const { analysis } = await analyse(FILES.gcp(entries));
    assert.equal(analysis.events.length, operations.length);
    for (const event of analysis.events) {
      assert.equal(event.locations.length, 2, event.operation);
      assert.equal(event.outcome, 'success', event.operation);
    }
  });
});
