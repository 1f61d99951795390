import * as vscode from 'vscode';
import type { InputSummary } from '../../src/core/model.js';
import { Activity } from '../../src/editor/activity.js';
import { CaseStore } from '../../src/editor/caseStore.js';
import type { AnalyzerWorker, EditorPlatform } from '../../src/editor/platform.js';
import { Configuration } from '../../src/editor/settings.js';
import type { AnalyzerApi, FileJob } from '../../src/protocol/analyzer.js';
import { serve } from '../../src/protocol/rpc.js';
import { equal, eventually, ok } from './assert.js';
import { prettyLog, smashAndGrab } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';

/** A worker without a thread, whose end can be called for. */
class FakeWorker implements AnalyzerWorker {
  readonly calls: string[] = [];
  disposed = false;
  die: (reason: string) => void = () => undefined;
  readonly port: AnalyzerWorker['port'];

  constructor(readInput: (job: FileJob) => Promise<unknown>, pending: Set<() => void>) {
    const listeners: ((message: unknown) => void)[] = [];
    const answers: ((message: unknown) => void)[] = [];
    this.port = {
      post: (message) => queueMicrotask(() => this.#deliver(message, listeners)),
      onMessage: (listener) => answers.push(listener),
    };
    const summary = (uri: string): InputSummary => ({
      uri,
      container: 'plain',
      format: 'cloudtrail-records',
      clouds: ['aws'],
      bytes: 1,
      sha256: '',
      records: 1,
      from: null,
      to: null,
      events: 0,
      duplicates: 0,
      skipped: [],
      error: null,
    });
    const inputs = new Map<string, InputSummary>();
    const api: AnalyzerApi = {
      readInput: async (input) => {
        const stopped = new Promise<true>((resolve) => pending.add(() => resolve(true)));
        const answer = await Promise.race([readInput(input), stopped]);
        if (answer === true) return { kind: 'stopped' };
        if (answer === 'noLog') return { kind: 'noLog' };
        inputs.set(input.uri, summary(input.uri));
        return { kind: 'read', summaries: [summary(input.uri)] };
      },
      stop: async () => {
        for (const stop of pending) stop();
        pending.clear();
      },
      refuseInput: async ({ uri }) => [summary(uri)],
      forgetInputs: async (uris) => {
        for (const uri of uris) inputs.delete(uri);
      },
      conclude: async () => ({
        attackVersion: '19',
        totals: {
          inputs: inputs.size,
          records: 0,
          events: 0,
          duplicates: 0,
          skipped: 0,
          chains: 0,
          findings: 0,
        },
        notLogged: [],
        parts: 1,
      }),
      readBaseline: async () => null,
      forgetBaselines: async () => undefined,
      saveBaseline: async () => {
        throw new Error('not asked for here');
      },
      concluded: async () => ({ inputs: [...inputs.values()], events: [], chains: [], findings: [] }),
      layOut: async () => ({ text: '', format: null, records: 0, shown: 0, marks: [] }),
    };
    serve(api, {
      post: (message) =>
        queueMicrotask(() => {
          for (const answer of answers) answer(message);
        }),
      onMessage: (listener) => listeners.push(listener),
    });
  }

  onExit(listener: (reason: string) => void): void {
    this.die = listener;
  }

  dispose(): void {
    this.disposed = true;
  }

  #deliver(message: unknown, listeners: readonly ((message: unknown) => void)[]): void {
    this.calls.push((message as { readonly method: string }).method);
    for (const listener of listeners) listener(message);
  }
}

describe('case store', () => {
  const files = memoryFs();
  const ended: vscode.Disposable[] = [];
  const log = prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1'));

  after(() => vscode.Disposable.from(...ended).dispose());

  function storeWith(readInput: (job: FileJob) => Promise<unknown>): {
    readonly store: CaseStore;
    readonly workers: FakeWorker[];
  } {
    const workers: FakeWorker[] = [];
    const platform: EditorPlatform = {
      startWorker: async () => {
        const worker = new FakeWorker(readInput, new Set());
        workers.push(worker);
        return worker;
      },
      fileRef: () => null,
      realPath: async () => null,
    };
    // Not the extension's own channel: disposing one of that name would close both.
    const channel = vscode.window.createOutputChannel('Snapshot Trail tests', { log: true });
    const configuration = new Configuration();
    const store = new CaseStore(platform, configuration, new Activity(), channel);
    ended.push(store, configuration, channel);
    return { store, workers };
  }

  const never = (): Promise<never> => new Promise(() => undefined);
  const none = new vscode.CancellationTokenSource().token;

  it('starts no worker before something is read', async () => {
    const { store, workers } = storeWith(async () => undefined);
    await store.add();
    await store.clear();
    equal(workers.length, 0);
  });

  it('returns at once when cancelled', async () => {
    const { store } = storeWith(never);
    const cancel = new vscode.CancellationTokenSource();
    const run = store.analyze([{ uri: files.put('/store/cancel.json', log), named: true }], cancel.token);
    await eventually(() => store.state === 'reading', 'the run begins');
    cancel.cancel();
    const result = await run;
    equal(result.cancelled, true);
    equal(result.done, 0);
  });

  it('stops what is being read when cancelled, keeps what was known of it, and goes on with what is asked next', async () => {
    let hang = false;
    const { store, workers } = storeWith(() => (hang ? never() : Promise.resolve()));
    const uri = files.put('/store/stopped.json', log);
    await store.analyze([{ uri, named: true }], none);
    equal(store.index.analysis.inputs.length, 1);

    hang = true;
    files.put('/store/stopped.json', `${log} `);
    const cancel = new vscode.CancellationTokenSource();
    const run = store.analyze([{ uri, named: true }], cancel.token);
    await eventually(() => workers[0]?.calls.at(-1) === 'readInput', 'the file is being read');
    cancel.cancel();
    await run;
    await eventually(() => store.state === 'done', 'the run ends');
    ok(workers[0]?.calls.includes('stop'), 'the worker hears of it');
    equal(store.index.analysis.inputs.length, 1, 'what was known stays');

    hang = false;
    const reads = (): number => workers[0]?.calls.filter((call) => call === 'readInput').length ?? 0;
    const before = reads();
    await store.analyze([{ uri, named: true }], none);
    equal(reads(), before + 1, 'it is read again, because it was not read to its end');
  });

  it('reads a changed file alone', async () => {
    const { store } = storeWith(async () => undefined);
    const targets = ['a', 'b', 'c'].map((name) => ({
      uri: files.put(`/store/alone/${name}.json`, log),
      named: false,
    }));
    const counts = (): number[] => targets.map(({ uri }) => files.reads.get(uri.path) ?? 0);
    await store.analyze(targets, none);
    equal(counts(), [1, 1, 1]);
    files.put('/store/alone/b.json', `${log} `);
    await store.analyze(targets, none);
    equal(counts(), [1, 2, 1]);
    const added = { uri: files.put('/store/alone/d.json', log), named: false };
    await store.analyze([...targets, added], none);
    equal([...counts(), files.reads.get(added.uri.path)], [1, 2, 1, 1]);
  });

  it('keeps in mind which files hold no log, until they are gone', async () => {
    const { store } = storeWith(async ({ uri }) => (uri.endsWith('.txt') ? 'noLog' : undefined));
    const target = (name: string) => ({ uri: files.put(`/store/others/${name}`, log), named: false });
    const targets = [target('b.txt'), target('a.txt'), target('c.json')];
    await store.analyze(targets, none);
    equal(
      store.noLogs.map((uri) => vscode.Uri.parse(uri).path),
      ['/store/others/a.txt', '/store/others/b.txt'],
    );
    files.delete(files.uri('/store/others/a.txt'));
    await store.analyze(targets, none);
    equal(store.noLogs.length, 1);
  });

  it('starts the worker again after its death and reads everything that it held', async () => {
    let deadly = false;
    const { store, workers } = storeWith((): Promise<unknown> => {
      if (!deadly) return Promise.resolve();
      deadly = false;
      workers[0]?.die('out of memory');
      return never();
    });
    const first = { uri: files.put('/store/first.json', log), named: true };
    const second = { uri: files.put('/store/second.json', log), named: true };
    await store.analyze([first], none);
    equal(store.index.analysis.inputs.length, 1);

    deadly = true;
    await store.analyze([second], none);
    ok(workers[0]?.disposed, 'the dead worker is disposed');
    equal(store.state, 'done');
    equal(store.index.analysis.inputs.length, 1, 'what was found stays');
    await store.add(second.uri);
    equal(workers.length, 1, 'nothing is read quietly after a death');

    await store.analyze([second], none);
    equal(workers.length, 2);
    equal(store.index.analysis.inputs.length, 2, 'both files are read again');
  });

  it('compares with nothing and saves nothing after the death of the worker, and reads the lists again with the files', async () => {
    const { store, workers } = storeWith(async () => undefined);
    const file = { uri: files.put('/store/compared.json', log), named: true };
    const list = files.put('/store/list.json', '{}');
    const readings = (at: number): number =>
      workers[at]?.calls.filter((call) => call === 'readBaseline').length ?? 0;
    await store.analyze([file], none);
    equal(await store.compareWith(list, null), null);
    equal(readings(0), 1);
    ok(store.isEvidence(list), 'a list is never written over');

    workers[0]?.die('out of memory');
    ok((await store.compareWith(list, null)) !== null, 'nobody could compare');
    equal(await store.saveBaseline('0.0.0'), null);
    equal(workers.length, 1);

    await store.analyze([file], none);
    equal([workers.length, readings(1)], [2, 1]);
    await store.clear();
    ok(workers[1]?.calls.includes('forgetBaselines'), 'the worker forgets them, too');
    ok(!store.isEvidence(list), 'and so does the case');
  });

  it('hands over a copy when a file system keeps its buffer', async () => {
    let length = 0;
    const { store } = storeWith(async ({ file }) => {
      length = file.kind === 'bytes' ? file.bytes.byteLength : -1;
      return undefined;
    });
    const uri = files.put('/store/kept.json', log);
    await store.analyze([{ uri, named: true }], none);
    equal(length, new TextEncoder().encode(log).length);
    equal(files.readFile(uri).length, length, 'the file system still has its bytes');
  });
});
