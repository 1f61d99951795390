/**
 * `npm run fuzz -- COUNT [SEED]`: breaks logs in COUNT ways and holds the analysis to what must be true of
 * any input. A failing case is named by its seed and can be run again alone: `npm run fuzz -- 1 SEED`.
 */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as esbuild from 'esbuild';

const count = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
const outfile = resolve('out/test/fuzz.cjs');
await esbuild.build({
  entryPoints: ['test/fuzz/fuzzCase.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: 'inline',
  logLevel: 'warning',
  define: { SNAPSHOT_TRAIL_VERSION: '"0"' },
});
const { fuzzCase } = createRequire(import.meta.url)(outfile);

const started = Date.now();
let slowest = { ms: 0, seed: 0 };
let failed = 0;
const totals = { bytes: 0, records: 0, events: 0, skipped: 0, chains: 0, findings: 0 };
for (let index = 0; index < count; index++) {
  const before = performance.now();
  try {
    const told = await fuzzCase(seed + index);
    for (const name of Object.keys(totals)) totals[name] += told[name];
  } catch (error) {
    failed++;
    console.error(`seed ${seed + index}: ${error instanceof Error ? error.stack : error}`);
    if (failed >= 10) break;
  }
  const ms = performance.now() - before;
  if (ms > slowest.ms) slowest = { ms, seed: seed + index };
}
const told = Object.entries(totals).map(([name, total]) => `${total.toLocaleString('en-US')} ${name}`);
console.log(
  `${told.join(', ')} in ${((Date.now() - started) / 1000).toFixed(1)} s; slowest case ${slowest.ms.toFixed(0)} ms (seed ${slowest.seed})`,
);
console.log(`${count - failed} passed, ${failed} failed (seeds from ${seed})`);
process.exitCode = failed > 0 ? 1 : 0;
