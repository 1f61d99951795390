/**
 * `node test/bench/editorThread.mjs`: analyses a corpus with the built worker as the editor does, and prints for how
 * long at most the calling thread, which serves the editor, could do nothing else. `BENCH_EVENTS`: so many events of
 * one input besides, to see what a large result costs.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cacheFolder } from '../host/cache.mjs';
import { makeCloudTrail } from './corpus.mjs';

const MEGABYTES = Number(process.env.BENCH_MEGABYTES ?? 1000);
const EVENTS = Number(process.env.BENCH_EVENTS ?? 0);

const scratch = mkdtempSync(join(tmpdir(), 'snapshot-trail-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

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
      resolveDir: resolve('.'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** One file of `events` snapshots, each an event. */
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

const folder = join(cacheFolder(), 'bench', `cloudtrail-${MEGABYTES}`);
makeCloudTrail(folder, MEGABYTES, 100);
const paths = readdirSync(folder).map((name) => join(folder, name));
if (EVENTS > 0) paths.push(manyEvents(EVENTS));
const { AnalysisJoiner, Caller, DEFAULT_SETTINGS, inSlices, indexing, pause, startThread } = await sources();

const thread = startThread(resolve('dist/worker.node.js'));
const caller = new Caller(thread.port);
const delay = monitorEventLoopDelay({ resolution: 1 });

/** Runs a step and tells how long it took and for how long at most nothing else could run. */
async function step(name, work) {
  await pause();
  delay.reset();
  delay.enable();
  const start = process.hrtime.bigint();
  const result = await work();
  await pause();
  delay.disable();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(
    `${name.padEnd(10)} ${seconds.toFixed(2).padStart(7)} s   blocked at most ${(delay.max / 1e6).toFixed(1).padStart(6)} ms`,
  );
  return result;
}

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
const { totals } = analysis;
console.log(
  `${totals.inputs} inputs, ${totals.records} records, ${totals.events} events, ${head.parts} parts`,
);
thread.dispose();
