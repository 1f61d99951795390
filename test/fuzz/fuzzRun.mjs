/**
 * `fuzzRun.mjs BUNDLE FROM END STEP`: one process of `fuzz.mjs`. Writes `>SEED` before each case, so that it is known
 * which one ended the process, `!REASON` before it ends itself, and what came of cases as lines of JSON.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const MAX_CASE_SECONDS = 10;
const CASES_A_LINE = 100;

/** Processor time of this process with all its threads, in milliseconds. */
const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Only another thread can tell that this one hangs. */
function watch() {
  const startedAt = new Float64Array(workerData);
  setInterval(() => {
    if (processorTime() - (startedAt[0] ?? 0) < MAX_CASE_SECONDS * 1000) return;
    writeSync(1, `!a hang: more than ${MAX_CASE_SECONDS} s of processor time\n`);
    process.kill(process.pid, 'SIGKILL');
  }, 500);
}

async function run() {
  const [bundle = '', from, end, step] = process.argv.slice(2);
  const { fuzzCase } = createRequire(import.meta.url)(bundle);
  const shared = new SharedArrayBuffer(8);
  const startedAt = new Float64Array(shared);
  startedAt[0] = processorTime();
  const watchdog = new Worker(new URL(import.meta.url), { workerData: shared });
  watchdog.unref();

  let line = {
    passes: 0,
    told: /** @type {Record<string, number>} */ ({}),
    slow: { ms: 0, seed: Number(from) },
  };
  const tell = () => {
    writeSync(1, `${JSON.stringify(line)}\n`);
    line = { ...line, passes: 0, told: {} };
  };
  for (let seed = Number(from); seed < Number(end); seed += Number(step)) {
    writeSync(1, `>${seed}\n`);
    const before = processorTime();
    startedAt[0] = before;
    try {
      for (const [name, value] of Object.entries(await fuzzCase(seed))) {
        line.told[name] = (line.told[name] ?? 0) + value;
      }
      line.passes++;
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      writeSync(1, `${JSON.stringify({ failure: { seed, reason } })}\n`);
    }
    const ms = Math.round(processorTime() - before);
    if (ms > line.slow.ms) line.slow = { ms, seed };
    if (line.passes >= CASES_A_LINE) tell();
  }
  tell();
}

if (isMainThread) await run();
else watch();
