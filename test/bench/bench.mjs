/**
 * `npm run bench`: the whole analysis, as a process, beside other programs on corpora that it makes (once, in the
 * cache folder). Every program runs in turn, again and again, so that a busy moment of the machine hits all alike;
 * what counts is the median. What the analysis reports is compared with what the corpora hold: fast and wrong fails.
 *
 * `npm run bench -- --write` keeps the figures in `results.json`, whence the README has its table.
 * `--only NAME,…` takes some corpora, or `chains`: linking and judging alone, of growing numbers of events. `BENCH_RUNS` is the number of rounds (other corpora and slow programs take fewer);
 * `BENCH_LARGE=1` adds corpora of 4 and 5 GB, which take minutes to make and to measure.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, platform, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureChains, SIZES } from './chains.mjs';
import { corpora, largeCorpora, onDisk } from './corpora.mjs';
import { measure } from './measure.mjs';
import { allRivals } from './rivals.mjs';
import { benchTable } from './table.mjs';

const RUNS = Number(process.env['BENCH_RUNS'] ?? 5);
const LARGE = process.env['BENCH_LARGE'] === '1';
/** The first corpus carries the targets; the others, and what takes long, get along with fewer. */
const RUNS_ON_OTHERS = Math.min(RUNS, 3);
/** On a large corpus these would take many minutes and say nothing new. */
const NOT_ON_LARGE = new Set(['json-parse', 'jq']);

const { values } = parseArgs({ options: { write: { type: 'boolean' }, only: { type: 'string' } } });
const resultsFile = fileURLToPath(new URL('results.json', import.meta.url));
const eventLoop = fileURLToPath(new URL('eventLoop.mjs', import.meta.url));

const machine = {
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  system: `${platform()} ${release().split('-')[0]}`,
  /** What else ran when we began; figures of a busy machine say little beyond their order. */
  load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
};

/** @param {readonly number[]} list */
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

/** @param {readonly string[]} files so that the first program does not pay for the disk */
async function warm(files) {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  for (const path of files) {
    const file = await open(path);
    while ((await file.read(buffer)).bytesRead > 0);
    await file.close();
  }
}

/**
 * @param {import('./corpora.mjs').Corpus} wanted
 * @param {readonly import('./rivals.mjs').Rival[]} rivals
 * @returns {Promise<import('./table.mjs').CorpusResult>}
 */
async function measureOn(wanted, rivals) {
  const corpus = await onDisk(wanted);
  const large = largeCorpora.includes(wanted);
  await warm(corpus.files);
  /** @type {Map<string, import('./measure.mjs').Measured[]>} */
  const runs = new Map();
  /** @type {Record<string, import('./table.mjs').Figure>} */
  const figures = {};
  const rounds = wanted === corpora[0] ? RUNS : RUNS_ON_OTHERS;
  for (let round = 0; round < rounds; round++) {
    for (const { id, most = rounds, missing, command, check } of rivals) {
      if (large && NOT_ON_LARGE.has(id)) continue;
      if (missing !== undefined) {
        figures[id] = { missing };
        continue;
      }
      if (round >= most) continue;
      const run = command(corpus);
      if (run === null) continue;
      const measured = measure(run);
      try {
        check?.(corpus, measured.output);
        runs.set(id, [...(runs.get(id) ?? []), measured]);
      } catch (error) {
        failures.push(`${id}: ${error instanceof Error ? error.message : error}`);
        figures[id] = { missing: 'wrong result' };
      }
    }
  }
  for (const [id, list] of runs) {
    const seconds = list.map((one) => one.seconds);
    const peaks = list.flatMap(({ peak }) => (peak === null ? [] : [peak]));
    const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`;
    console.error(
      `${corpus.name}  ${id.padEnd(15)} ${median(seconds).toFixed(2)} s  (${list.length} runs, ${range})`,
    );
    figures[id] ??= {
      seconds: rounded(median(seconds)),
      fastest: rounded(Math.min(...seconds)),
      runs: list.length,
      peak: peaks.length > 0 ? median(peaks) : null,
    };
  }
  tellRatios(corpus.name, runs);
  const { name, title, megabytes, records } = corpus;
  return { name, title, megabytes, records, machine, figures };
}

/**
 * How we compare, round by round: a busy moment slows both alike.
 * @param {string} name
 * @param {ReadonlyMap<string, readonly import('./measure.mjs').Measured[]>} runs
 */
function tellRatios(name, runs) {
  for (const rival of ['decompress', 'rg']) {
    const theirs = runs.get(rival) ?? [];
    const ratios = (runs.get('snapshot-trail') ?? []).flatMap(({ seconds }, round) => {
      const other = theirs[round];
      return other === undefined ? [] : [seconds / other.seconds];
    });
    if (ratios.length > 0)
      console.error(`${name}  we take ${median(ratios).toFixed(2)} times as long as ${rival}`);
  }
}

/** @param {number} value */
const rounded = (value) => Math.round(value * 1000) / 1000;

/** @returns {import('./table.mjs').Blocked} */
function measureBlocking() {
  const { status, stdout } = spawnSync(process.execPath, [eventLoop], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${eventLoop} ended with ${status}`);
  const { megabytes, longest, seconds } = JSON.parse(stdout);
  return { machine, megabytes, longest: rounded(longest), seconds: rounded(seconds) };
}

/** What was measured before and not now stays, each with the machine it was measured on. */
function withEarlier(results) {
  const earlier = JSON.parse(readFileSync(resultsFile, 'utf8'));
  const known = new Map([...earlier.corpora, ...results.corpora].map((one) => [one.name, one]));
  const inOrder = [...corpora, ...largeCorpora].flatMap(({ name }) => known.get(name) ?? []);
  return { ...earlier, ...results, corpora: inOrder };
}

const known = [...corpora, ...largeCorpora];
const CHAINS = 'chains';
const names = [...known.map(({ name }) => name), CHAINS];
const only = values.only?.split(',');
for (const name of only ?? [])
  if (!names.includes(name)) throw new Error(`No such corpus: ${name}. There are ${names.join(', ')}.`);
const chosen = only
  ? known.filter(({ name }) => only.includes(name))
  : [...corpora, ...(LARGE ? largeCorpora : [])];

/** Wrong results: with one of them nothing is written, and the bench fails. @type {string[]} */
const failures = [];
const rivals = await allRivals();
const measured = [];
for (const corpus of chosen) measured.push(await measureOn(corpus, rivals));
const results = {
  rivals: rivals.map(({ id, title }) => ({ id, title })),
  corpora: measured,
  ...(only ? {} : { blocked: measureBlocking() }),
  ...(only?.includes(CHAINS) === false ? {} : { growth: { machine, sizes: await measureChains(SIZES) } }),
};
console.log(benchTable(results));
if (failures.length > 0) {
  console.error([...new Set(failures)].join('\n'));
  process.exitCode = 1;
} else if (values.write) writeFileSync(resultsFile, `${JSON.stringify(withEarlier(results), null, 2)}\n`);
