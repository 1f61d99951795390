/** What is measured, ourselves first: for each corpus the command to run. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../host/ending.mjs';
import { root } from '../host/paths.mjs';
import { DUCKDB_VERSION, duckdb, onPath, ripgrep } from './tools.mjs';

/** @typedef {import('./measure.mjs').Command} Command */
/** @typedef {Awaited<ReturnType<typeof import('./corpora.mjs').onDisk>>} Corpus */

/**
 * @typedef {object} Rival
 * @property {string} id
 * @property {string} title for the table
 * @property {number} [most] rounds are enough of a slow one
 * @property {string} [missing] why it cannot be measured here
 * @property {(corpus: Corpus) => Command | null} command `null`: it does not fit this corpus
 * @property {(corpus: Corpus, output: string) => void} [check] throws when it did not find what is there
 */

const script = (name) => fileURLToPath(new URL(`rivals/${name}.mjs`, import.meta.url));
const report = join(temporaryFolder('bench-report').path, 'report.json');

/** A word that stands in the records that make a snapshot, once or several times. */
const WORD = {
  cloudtrail: 'CreateSnapshot',
  lines: 'CreateSnapshot',
  azure: 'sourceUniqueId',
  gcp: 'compute.disks.createSnapshot',
};

const SELECT = {
  cloudtrail: '.Records[] | select(.eventName == "CreateSnapshot")',
  lines: 'select(.eventName == "CreateSnapshot")',
  azure:
    'if type == "array" then .[] else . end | select((.operationName | if type == "object" then .value else . end | ascii_downcase) == "microsoft.compute/snapshots/write")',
  gcp: 'select(.protoPayload.methodName | endswith("compute.disks.createSnapshot"))',
};

/** @param {Corpus} corpus records, not acts: Azure and Google tell an act twice */
const snapshotRecords = ({ shape, events }) => (shape === 'azure' || shape === 'gcp' ? events * 2 : events);

/** @param {Corpus} corpus @param {number} found */
function expectRecords(corpus, found) {
  const expected = snapshotRecords(corpus);
  if (found !== expected) throw new Error(`found ${found} records in ${corpus.name}; there are ${expected}`);
}

/** @returns {Promise<readonly Rival[]>} */
export async function allRivals() {
  return [ours, decompressing, countingWord(), zcat(), await duckdbQuery(), parsing, jq()];
}

/** @type {Rival} */
const ours = {
  id: 'snapshot-trail',
  title: '**Snapshot Trail**, the whole analysis',
  command: ({ folder }) => {
    rmSync(report, { force: true });
    const args = [join(root, 'dist', 'cli.js'), 'analyze', folder, '--format', 'json', '--output', report];
    return { command: process.execPath, args };
  },
  check: (corpus) => {
    const { totals } = JSON.parse(readFileSync(report, 'utf8'));
    for (const name of /** @type {const} */ (['records', 'events']))
      if (totals[name] !== corpus[name])
        throw new Error(
          `the analysis reports ${totals[name]} ${name} in ${corpus.name}; there are ${corpus[name]}`,
        );
    if (totals.skipped !== 0 || totals.duplicates !== 0)
      throw new Error(
        `the analysis skipped ${totals.skipped} stretches of ${corpus.name}, merged ${totals.duplicates}`,
      );
  },
};

/** @type {Rival} */
const decompressing = {
  id: 'decompress',
  title: 'Node merely decompressing or reading, a thread a core',
  command: ({ folder }) => ({ command: process.execPath, args: [script('decompress'), folder] }),
};

/** @type {Rival} */
const parsing = {
  id: 'json-parse',
  title: '`JSON.parse` of everything, a thread a core',
  most: 3,
  command: ({ folder, shape }) => ({
    command: process.execPath,
    args: [script('parse'), folder, shape],
    keep: true,
  }),
  check: (corpus, output) => expectRecords(corpus, Number(output)),
};

/** @returns {Rival} */
function countingWord() {
  const rg = ripgrep();
  return {
    id: 'rg',
    title: '`rg -z`, counting one word',
    ...(rg === null ? { missing: 'not installed' } : {}),
    command: ({ folder, shape }) => ({
      command: rg ?? '',
      args: ['-z', '--count-matches', '--fixed-strings', WORD[shape], folder],
    }),
  };
}

/** @returns {Rival} */
function zcat() {
  const path = onPath('zcat');
  return {
    id: 'zcat',
    title: '`zcat` to nowhere',
    ...(path === null ? { missing: 'not installed' } : {}),
    command: ({ files }) => {
      const packed = files.filter((file) => file.endsWith('.gz'));
      return packed.length === files.length ? { command: path ?? '', args: packed } : null;
    },
  };
}

/** @returns {Promise<Rival>} */
async function duckdbQuery() {
  const modules = await duckdb();
  return {
    id: 'duckdb',
    title: `DuckDB ${DUCKDB_VERSION.replace(/-r.*/, '')}, reading the same columns`,
    ...(modules === null ? { missing: 'not installed' } : {}),
    command: ({ folder, shape }) => ({
      command: process.execPath,
      args: [script('duckdb'), modules ?? '', folder, shape],
      keep: true,
    }),
    check: (corpus, output) => expectRecords(corpus, Number(output)),
  };
}

/** @returns {Rival} */
function jq() {
  const path = onPath('jq');
  const shell = onPath('sh');
  const installed = path !== null && shell !== null && onPath('zcat') !== null;
  return {
    id: 'jq',
    title: '`jq`, selecting the same records',
    most: 1,
    ...(installed ? {} : { missing: 'not installed' }),
    command: ({ files, shape }) => ({
      command: shell ?? '',
      // `zcat -f` hands on what is not compressed as it is.
      args: ['-c', 'filter=$1; shift; zcat -f "$@" | jq -c "$filter"', 'sh', SELECT[shape], ...files],
      keep: true,
    }),
    check: (corpus, output) => expectRecords(corpus, output.split('\n').length - 1),
  };
}
