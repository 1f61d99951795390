/**
 * How long the thread that serves the editor is blocked while a gigabyte is analysed: with the built worker, by the
 * calls and the code that the editor itself uses. `node test/bench/eventLoop.mjs` (after `npm run build`) prints one
 * line of JSON: `longest` is the longest block in ms, `steps` the same for each step with its seconds.
 *
 * `BENCH_EVENTS`: so many snapshot events of one input besides, to see what a large result costs.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { temporaryFolder } from '../host/ending.mjs';
import { root } from '../host/paths.mjs';
import { gigabyte, onDisk } from './corpora.mjs';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 0);
/** How often the watch looks, in ms; it counts this time as delay, so it is taken off again. */
const RESOLUTION = 1;

const scratch = temporaryFolder('bench-loop').path;

/** What the editor uses of the sources, as one module. */
async function sources() {
  const outfile = join(scratch, 'sources.mjs');
  await build({
    stdin: {
      contents: `export { Caller } from './src/protocol/rpc.js';
        export { AnalysisJoiner } from './src/protocol/analysisParts.js';
        export { indexing } from './src/core/analysis/analysisIndex.js';
        export { inSlices, pause } from './src/editor/slices.js';
        export { startThread } from './src/entry/thread.node.js';
        export { DEFAULT_SETTINGS } from './src/core/settings.js';`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** One file of `events` snapshots, each made and deleted. @param {number} events */
function manyEvents(events) {
  const path = join(scratch, 'events.json');
  const lines = Array.from({ length: events }, (_, at) =>
    JSON.stringify({
      eventVersion: '1.09',
      userIdentity: { type: 'IAMUser', userName: `user-${at % 40}`, accountId: '111122223333' },
      eventTime: new Date(Date.UTC(2024, 4, 14) + at * 1000).toISOString().replace(/\.\d+Z/, 'Z'),
      eventSource: 'ec2.amazonaws.com',
      eventName: at % 2 === 0 ? 'CreateSnapshot' : 'DeleteSnapshot',
      awsRegion: 'eu-central-1',
      sourceIPAddress: '198.51.100.7',
      requestParameters: at % 2 === 0 ? { volumeId: `vol-0${at}` } : { snapshotId: `snap-0${at - 1}` },
      responseElements: at % 2 === 0 ? { snapshotId: `snap-0${at}` } : null,
      eventID: `10000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    }),
  );
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** @type {Record<string, { seconds: number, longest: number }>} */
const steps = {};

/**
 * Runs a step and notes how long it took and for how long at most nothing else could run.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
async function step(name, work) {
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
  steps[name] = { seconds, longest: Math.max(delay.max / 1e6 - RESOLUTION, 0) };
  return result;
}

const corpus = await onDisk(gigabyte);
const paths = EVENTS > 0 ? [...corpus.files, manyEvents(EVENTS)] : corpus.files;
const { AnalysisJoiner, Caller, DEFAULT_SETTINGS, inSlices, indexing, pause, startThread } = await sources();
const thread = startThread(join(root, 'dist', 'worker.node.js'));
const caller = new Caller(thread.port);

await step('read', () =>
  Promise.all(
    paths.map((path) =>
      caller.call('readInput', {
        uri: pathToFileURL(path).href,
        file: { kind: 'path', path },
        named: true,
        size: statSync(path).size,
      }),
    ),
  ),
);
const head = await step('conclude', () => caller.call('conclude', DEFAULT_SETTINGS));
const analysis = await step('fetch', async () => {
  const joiner = new AnalysisJoiner();
  for (let part = 0; part < head.parts; part++) {
    joiner.add(await caller.call('concluded', part));
    await pause();
  }
  return joiner.join(head);
});
await step('index', () => inSlices(indexing(analysis)));
thread.dispose();

const { records, events } = analysis.totals;
if (EVENTS === 0 && (records !== corpus.records || events !== corpus.events))
  throw new Error(
    `found ${records} records and ${events} events; there are ${corpus.records} and ${corpus.events}`,
  );
const all = Object.values(steps);
console.log(
  JSON.stringify({
    megabytes: corpus.megabytes,
    events,
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    longest: Math.max(...all.map(({ longest }) => longest)),
    steps,
  }),
);
