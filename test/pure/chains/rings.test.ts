import { strict as assert } from 'node:assert';
import { analyseRecords } from '../../support/analyse.js';
import { copySnapshot } from '../../support/cloudTrail.js';

const time = (index: number) => new Date(1_700_000_000_000 + index * 1000).toISOString();
const name = (index: number) => `snap-0${index.toString(16).padStart(5, '0')}`;

describe('A ring of many names', function () {
  this.timeout(20_000);

  const size = 1600;
  const ring = Array.from({ length: size }, (_, index) =>
    copySnapshot(name(index), name((index + 1) % size), time(index)),
  );

  it('is one chain, that of its smallest name', async () => {
    const { chains } = await analyseRecords(ring);
    assert.deepEqual(
      chains.map(({ root, events, members }) => [root.id, events.length, members.length]),
      [[name(0), size, size]],
    );
  });

  it('hangs below what leads into it', async () => {
    const { chains } = await analyseRecords([...ring, copySnapshot('snap-0ff', name(800), time(-10))]);
    assert.deepEqual(
      chains.map(({ root, events }) => [root.id, events.length]),
      [['snap-0ff', size + 1]],
    );
  });

  it('and another ring beside it are two chains', async () => {
    const other = [
      copySnapshot('snap-0fa', 'snap-0fb', time(1)),
      copySnapshot('snap-0fb', 'snap-0fa', time(2)),
    ];
    const { chains } = await analyseRecords([...ring, ...other]);
    assert.deepEqual(chains.map(({ root }) => root.id).sort(), [name(0), 'snap-0fa']);
  });
});
