/**
 * `npm run bench`: makes a corpus once (in the cache folder), runs the command line on it as a whole
 * process, and prints wall time, records a second and peak memory: the median of some runs.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../host/cache.mjs';
import { makeCloudTrail } from './corpus.mjs';

const MEGABYTES = Number(process.env.BENCH_MEGABYTES ?? 400);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);

/** Runs the command line in a child that tells its own peak memory when it ends. */
function run(folder) {
  const probe = `process.on('exit',()=>require('fs').writeSync(3,String(process.resourceUsage().maxRSS)))`;
  const start = process.hrtime.bigint();
  const { status, output } = spawnSync(
    process.execPath,
    [
      '-e',
      `${probe};process.argv.splice(1,0,'cli');require(${JSON.stringify(join(process.cwd(), 'dist/cli.js'))})`,
      'analyze',
      folder,
      '--format',
      'json',
      '--output',
      process.platform === 'win32' ? 'NUL' : '/dev/null',
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  if (status !== 0) throw new Error(`the command line ended with ${status}`);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: Number(output[3]) / 1024 };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const folder = join(cacheFolder(), 'bench', `cloudtrail-${MEGABYTES}`);
makeCloudTrail(folder, MEGABYTES, 100);
const { records } = JSON.parse(readFileSync(`${folder}.json`, 'utf8'));
run(folder);
const runs = Array.from({ length: RUNS }, () => run(folder));
const seconds = median(runs.map((one) => one.seconds));
console.log(
  `${MEGABYTES} MB of CloudTrail in 100 gzip files, ${records.toLocaleString('en-US')} records, ${RUNS} runs`,
);
console.log(`wall time    ${seconds.toFixed(2)} s`);
console.log(`records/s    ${Math.round(records / seconds).toLocaleString('en-US')}`);
console.log(`peak memory  ${Math.round(median(runs.map((one) => one.megabytes)))} MB`);
