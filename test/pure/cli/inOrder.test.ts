import { strict as assert } from 'node:assert';
import { inOrder } from '../../../src/cli/inOrder.js';

describe('work in order', () => {
  async function* numbers(count: number): AsyncGenerator<number> {
    for (let number = 0; number < count; number++) yield number;
  }

  it('tells outcomes in the order of the items, whoever ends first, as soon as all before are known', async () => {
    const told: number[] = [];
    const ends: (() => void)[] = [];
    const done = inOrder(
      numbers(3),
      3,
      (item) => new Promise<number>((resolve) => (ends[item] = () => resolve(item * 10))),
      (_, outcome) => told.push(outcome),
    );
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    ends[2]?.();
    await settle();
    assert.deepEqual(told, []);
    ends[0]?.();
    await settle();
    assert.deepEqual(told, [0]);
    ends[1]?.();
    await done;
    assert.deepEqual(told, [0, 10, 20]);
  });

  it('has no more under way than it may', async () => {
    let running = 0;
    let most = 0;
    await inOrder(
      numbers(20),
      4,
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      },
      () => undefined,
    );
    assert.equal(most, 4);
  });

  it('rejects with what fails, and tells nothing afterwards', async () => {
    const told: number[] = [];
    const work = async (item: number): Promise<number> => {
      if (item === 1) throw new Error('one');
      await new Promise((resolve) => setImmediate(resolve));
      return item;
    };
    await assert.rejects(
      inOrder(numbers(5), 5, work, (item) => told.push(item)),
      /one/,
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(told, []);
  });
});
