/**
 * `npm run fuzz -- COUNT [SEED]`: breaks logs in COUNT ways and holds the reading and the analysis to what must be true
 * of any input, on all processors. A failing case is named by its seed and can be run again alone:
 * `npm run fuzz -- 1 SEED`. A case that takes more than ten seconds of processor time is a hang, one that ends its
 * process a crash; both are told like other failures, and the rest goes on.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as esbuild from 'esbuild';

const MAX_FAILURES = 20;

const count = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  throw new Error('npm run fuzz -- COUNT [SEED]');
}
const outfile = resolve('out/fuzz/fuzzCase.cjs');
await esbuild.build({
  entryPoints: ['test/fuzz/fuzzCase.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: true,
  logLevel: 'warning',
  define: { SNAPSHOT_TRAIL_VERSION: '"0.0.0"' },
});

const started = Date.now();
const end = seed + count;
/** @type {Record<string, number>} */
const totals = {};
let slowest = { ms: 0, seed };
let passed = 0;
/** @type {number[]} */
const failed = [];

/**
 * @param {number} at
 * @param {string} reason
 */
function fail(at, reason) {
  failed.push(at);
  console.error(`seed ${at}: ${reason}`);
}

/** @param {string} line */
function note(line) {
  const { passes, told, slow, failure } = JSON.parse(line);
  if (failure !== undefined) return fail(failure.seed, failure.reason);
  passed += passes;
  for (const [name, value] of Object.entries(told)) totals[name] = (totals[name] ?? 0) + value;
  if (slow.ms > slowest.ms) slowest = slow;
}

/**
 * Runs the seeds from `from` on, each `step`-th, in a process of their own; answers with the one that ended it.
 * @param {number} from
 * @param {number} step
 * @returns {Promise<number | null>}
 */
async function run(from, step) {
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      resolve('test/fuzz/fuzzRun.mjs'),
      outfile,
      String(from),
      String(end),
      String(step),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let current = from;
  let reason = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('>')) current = Number(line.slice(1));
    else if (line.startsWith('!')) reason = line.slice(1);
    else note(line);
    if (failed.length >= MAX_FAILURES) child.kill();
  });
  const ended = await new Promise((done) => child.on('close', (code, signal) => done(code ?? signal)));
  if (ended === 0 || failed.length >= MAX_FAILURES) return null;
  fail(current, reason || `the process ended with ${ended}`);
  return current;
}

/**
 * @param {number} from
 * @param {number} step
 */
async function stripe(from, step) {
  for (let next = from; next < end && failed.length < MAX_FAILURES; ) {
    const dead = await run(next, step);
    if (dead === null) return;
    next = dead + step;
  }
}

const processes = Math.min(count, availableParallelism());
await Promise.all(Array.from({ length: processes }, (_, index) => stripe(seed + index, processes)));

const told = Object.entries(totals).map(([name, total]) => `${total.toLocaleString('en-US')} ${name}`);
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `${told.join(', ')} in ${seconds} s; slowest case ${slowest.ms} ms of processor time (seed ${slowest.seed})`,
);
console.log(`${passed} passed, ${failed.length} failed (seeds from ${seed})`);
if (failed.length >= MAX_FAILURES) console.log(`The rest was not run: ${MAX_FAILURES} failures are enough.`);
process.exitCode = failed.length > 0 ? 1 : 0;
