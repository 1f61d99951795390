/**
 * How long the thread that serves the editor is blocked while a worker analyses.
 *
 * `blockedWhile(work)` watches any function: call it in the thread that is to stay free. Run as a program
 * (`node test/bench/eventLoop.mjs`, after `npm run build`) it does what the editor does with a gigabyte: starts
 * `dist/worker.node.js`, hands it every file by the calls of `src/protocol/analyzer.ts`, and takes the analysis; it
 * prints one line of JSON.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { root } from '../host/paths.mjs';
import { gigabyte, onDisk } from './corpora.mjs';

/** How often the watch looks, in ms; it counts this time as delay, so it is taken off again. */
const RESOLUTION = 1;

/**
 * Runs `work` and tells how long the event loop of this thread was kept from turning meanwhile.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, seconds: number, longest: number, p99: number, mean: number }>} the latter in ms
 */
export async function blockedWhile(work) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  // A block is only seen when the watch's timer fires after it: before the first and after the last turn.
  await wait(10 * RESOLUTION);
  delay.reset();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  await wait(10 * RESOLUTION);
  delay.disable();
  const milliseconds = (nanoseconds) => Math.max(nanoseconds / 1e6 - RESOLUTION, 0);
  return {
    result,
    seconds,
    longest: milliseconds(delay.max),
    p99: milliseconds(delay.percentile(99)),
    mean: milliseconds(delay.mean),
  };
}

/**
 * The calls of the protocol to a worker that is started for them.
 * @returns {Promise<{ call: (method: string, argument: unknown, transfer?: ArrayBuffer[]) => Promise<any>, end: () => Promise<number> }>}
 */
export async function startAnalyzer() {
  const { outputFiles } = await build({
    stdin: { contents: "export { Caller } from './src/protocol/rpc.ts';", resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { Caller } = await import(`data:text/javascript;base64,${code}`);
  const worker = new Worker(join(root, 'dist', 'worker.node.js'));
  const caller = new Caller({
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => worker.on('message', listener),
  });
  worker.on('error', (error) => caller.fail(error));
  return {
    call: (method, argument, transfer) => caller.call(method, argument, transfer),
    end: () => worker.terminate(),
  };
}

/** The settings that a case without any is judged by. */
async function defaultSettings() {
  const { outputFiles } = await build({
    stdin: { contents: "export { DEFAULT_SETTINGS } from './src/core/settings.ts';", resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    mainFields: ['module', 'main'],
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).DEFAULT_SETTINGS;
}

/**
 * What the editor does with files: reads them, hands their bytes over, and takes the analysis.
 * @param {readonly string[]} files
 */
async function analyseAsEditor(files) {
  const settings = await defaultSettings();
  const analyzer = await startAnalyzer();
  const watched = await blockedWhile(async () => {
    for (const path of files) {
      const bytes = new Uint8Array(await readFile(path));
      await analyzer.call('readInput', { uri: pathToFileURL(path).href, bytes }, [bytes.buffer]);
    }
    return analyzer.call('conclude', settings);
  });
  await analyzer.end();
  return watched;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const corpus = await onDisk(gigabyte);
  const { result, ...blocked } = await analyseAsEditor(corpus.files);
  const { records, events } = result.totals;
  if (records !== corpus.records || events !== corpus.events)
    throw new Error(
      `found ${records} records and ${events} events; there are ${corpus.records} and ${corpus.events}`,
    );
  console.log(JSON.stringify({ megabytes: corpus.megabytes, ...blocked }));
}
