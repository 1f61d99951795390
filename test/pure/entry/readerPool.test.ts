import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { refusedInput } from '../../../src/core/analysis/readInput.js';
import { ReaderPool } from '../../../src/entry/readerPool.node.js';
import { startThread, type Thread } from '../../../src/entry/thread.node.js';
import type { FileJob, ReaderApi } from '../../../src/protocol/analyzer.js';
import { serve } from '../../../src/protocol/rpc.js';
import { Folder } from '../../support/cli.js';

/** A reader without a thread, whose answers and whose end the test decides. */
class FakeReader implements Thread {
  readonly port: Thread['port'];
  disposed = false;
  die: (reason: string) => void = () => undefined;

  constructor(read: (job: FileJob, reader: FakeReader) => ReturnType<ReaderApi['read']>) {
    const here: ((message: unknown) => void)[] = [];
    const there: ((message: unknown) => void)[] = [];
    const to = (listeners: readonly ((message: unknown) => void)[]) => (message: unknown) =>
      queueMicrotask(() => {
        for (const listener of listeners) listener(message);
      });
    this.port = { post: to(there), onMessage: (listener) => here.push(listener) };
    const api: ReaderApi = {
      read: (job) => read(job, this),
      readLists: async () => ({ kind: 'refused', error: 'none' }),
      layOut: async () => ({ text: '', format: null, records: 0, shown: 0, marks: [] }),
    };
    serve(api, { post: to(here), onMessage: (listener) => there.push(listener) });
  }

  onExit(listener: (reason: string) => void): void {
    this.die = listener;
  }

  dispose(): void {
    this.disposed = true;
  }
}

const job = (name: string, size = 1024 * 1024): FileJob => ({
  uri: `file:///${name}`,
  file: { kind: 'path', path: `/${name}` },
  named: true,
  size,
});
const answer = (uri: string) => ({ kind: 'read', inputs: [refusedInput(uri, '')] }) as const;

describe('reader pool', () => {
  function poolOf(
    read: (job: FileJob, reader: FakeReader) => ReturnType<ReaderApi['read']>,
    size: number,
  ): { readonly pool: ReaderPool; readonly readers: FakeReader[] } {
    const readers: FakeReader[] = [];
    const start = (): FakeReader => {
      const reader = new FakeReader(read);
      readers.push(reader);
      return reader;
    };
    return { pool: new ReaderPool(start, size), readers };
  }

  it('starts one reader for a small file, and no more than there is work for', async () => {
    const { pool, readers } = poolOf(async ({ uri }) => answer(uri), 8);
    assert.equal(readers.length, 0);
    await Promise.all(['a', 'b', 'c'].map((name) => pool.read(job(name, 1000))));
    assert.equal(readers.length, 1);
    await Promise.all(['a', 'b', 'c'].map((name) => pool.read(job(name))));
    assert.equal(readers.length, 3);
    await Promise.all(Array.from({ length: 100 }, (_, at) => pool.read(job(`${at}`))));
    assert.equal(readers.length, 8);
    pool.close();
    assert.ok(readers.every(({ disposed }) => disposed));
  });

  it('takes the largest of what waits, and what is to be shown before that', async () => {
    const order: string[] = [];
    const { pool } = poolOf(async ({ uri }) => {
      order.push(uri);
      return answer(uri);
    }, 1);
    await Promise.all([
      pool.read(job('first', 10)),
      pool.read(job('small', 10)),
      pool.read(job('huge', 1e12)),
      pool.read(job('large', 1e6)),
      pool.read(job('small too', 10)),
    ]);
    assert.deepEqual(
      order,
      ['first', 'huge', 'large', 'small', 'small too'].map((name) => `file:///${name}`),
    );
    pool.close();
  });

  it('refuses the file over which a reader dies, replaces the reader and goes on', async () => {
    const { pool, readers } = poolOf(({ uri }, reader) => {
      if (!uri.endsWith('deadly')) return Promise.resolve(answer(uri));
      reader.die('out of memory');
      return new Promise(() => undefined);
    }, 1);
    const reads = await Promise.all(['good', 'deadly', 'good too'].map((name) => pool.read(job(name))));
    assert.deepEqual(
      reads.map(({ kind }) => kind),
      ['read', 'refused', 'read'],
    );
    const [, dead] = reads;
    assert.match(
      dead?.kind === 'refused' ? (dead.inputs[0]?.summary.error ?? '') : '',
      /^the reader ended: out of memory$/,
    );
    assert.equal(readers.length, 2);
    pool.close();
  });

  it('stops what waits at once, and what is being read when its reader notices', async () => {
    const noticed: (() => void)[] = [];
    const { pool, readers } = poolOf(
      ({ uri }) =>
        uri.endsWith('after')
          ? Promise.resolve(answer(uri))
          : new Promise((resolve) => noticed.push(() => resolve({ kind: 'stopped' }))),
      1,
    );
    const reading = pool.read(job('reading'));
    const waiting = pool.read(job('waiting'));
    pool.stop();
    assert.deepEqual(await waiting, { kind: 'stopped' });
    const after = pool.read(job('after'));
    for (const notice of noticed) notice();
    assert.deepEqual(await reading, { kind: 'stopped' });
    assert.equal((await after).kind, 'read');
    assert.equal(readers.length, 1, 'the same reader');
    pool.close();
  });

  describe('of threads', () => {
    let folder: Folder;
    before(() => {
      folder = new Folder();
    });
    after(() => folder.remove());

    /** A script that answers every read with `body`, which sees the message as `job`. */
    const script = (name: string, body: string): string =>
      folder.write(
        `${name}.cjs`,
        `const { parentPort, workerData } = require('node:worker_threads');
         parentPort.on('message', ({ call, argument: job }) => {
           const answer = (result) => parentPort.postMessage({ call, result });
           ${body}
         });`,
      );

    it('survives a reader that runs out of memory', async function () {
      this.timeout(20_000);
      const file = script(
        'greedy',
        `if (job.uri.endsWith('greedy')) { const all = []; for (;;) all.push(new Array(1000).fill({})); }
         answer({ kind: 'noLog' });`,
      );
      const pool = new ReaderPool(
        () =>
          startThread(file, { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } }),
        1,
      );
      const [greedy, modest] = await Promise.all([pool.read(job('greedy')), pool.read(job('modest'))]);
      assert.equal(greedy.kind, 'refused');
      assert.match(greedy.kind === 'refused' ? (greedy.inputs[0]?.summary.error ?? '') : '', /memory/);
      assert.equal(modest.kind, 'noLog');
      pool.close();
    });

    it('survives a reader that ends, and one that cannot start', async () => {
      const file = script('ending', `process.exit(7);`);
      for (const path of [file, join(folder.path, 'missing.cjs')]) {
        const pool = new ReaderPool(() => startThread(path), 2);
        const reads = await Promise.all([pool.read(job('a')), pool.read(job('b'))]);
        assert.deepEqual(
          reads.map(({ kind }) => kind),
          ['refused', 'refused'],
        );
        pool.close();
      }
    });

    it('is heard in the middle of work that never looks at messages', async () => {
      const file = script(
        'busy',
        `parentPort.postMessage({ begun: true });
         while (Atomics.load(workerData.stops, 0) === job.run);
         answer({ kind: 'stopped' });`,
      );
      let begun: () => void = () => undefined;
      const beginning = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const pool = new ReaderPool((stops) => {
        const thread = startThread(file, { workerData: { stops } });
        thread.port.onMessage((message) => {
          if (typeof message === 'object' && message !== null && 'begun' in message) begun();
        });
        return thread;
      }, 1);
      const read = pool.read(job('busy'));
      await beginning;
      pool.stop();
      assert.deepEqual(await read, { kind: 'stopped' });
      pool.close();
    });
  });
});
