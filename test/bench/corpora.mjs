/** The corpora that are measured on: made once, in the cache folder, the same bytes on every machine. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../host/cache.mjs';
import { azureExports } from './corpora/azure.mjs';
import { cloudTrailLines, deliveredCloudTrail } from './corpora/cloudTrail.mjs';
import { googleBucket } from './corpora/gcp.mjs';

/**
 * What a generator knows of what it made: the analysis has to find the same.
 * @typedef {{ readonly records: number, readonly events: number }} Made
 */

/**
 * @typedef {object} Corpus
 * @property {string} name
 * @property {string} title for the table
 * @property {'cloudtrail' | 'lines' | 'azure' | 'gcp'} shape
 * @property {number} megabytes before compression
 * @property {(folder: string) => Promise<Made>} make
 */

/** @type {readonly Corpus[]} */
export const corpora = [
  delivered('cloudtrail-400', 'CloudTrail, 100 gzip files', 400),
  {
    name: 'azure-400',
    title: 'Azure, 60 gzip and 20 plain files',
    shape: 'azure',
    megabytes: 400,
    make: (folder) => azureExports(folder, 400),
  },
  {
    name: 'gcp-400',
    title: 'Google Cloud, 60 plain files',
    shape: 'gcp',
    megabytes: 400,
    make: (folder) => googleBucket(folder, 400),
  },
  lines('ndjson-400', 'CloudTrail, one NDJSON file', 400),
];

/** Only on request: they take minutes and many gigabytes. */
export const largeCorpora = [
  delivered('cloudtrail-4000', 'CloudTrail, 1000 gzip files, 4 GB', 4000),
  lines('ndjson-5000', 'CloudTrail, one NDJSON file, 5 GB', 5000),
];

/** What the event loop is watched over. */
export const gigabyte = delivered('cloudtrail-1000', 'CloudTrail, 250 gzip files, 1 GB', 1000);

/**
 * @param {string} name
 * @param {string} title
 * @param {number} megabytes
 * @returns {Corpus}
 */
function delivered(name, title, megabytes) {
  const make = (folder) => deliveredCloudTrail(folder, megabytes, megabytes / 4);
  return { name, title, shape: 'cloudtrail', megabytes, make };
}

/**
 * @param {string} name
 * @param {string} title
 * @param {number} megabytes
 * @returns {Corpus}
 */
function lines(name, title, megabytes) {
  return { name, title, shape: 'lines', megabytes, make: (folder) => cloudTrailLines(folder, megabytes) };
}

/** Raised when a generator changes what it writes, so that corpora are made anew. */
const revision = 1;

/**
 * The corpus on disk, made on first use.
 * @param {Corpus} corpus
 * @returns {Promise<Corpus & Made & { folder: string, files: string[] }>}
 */
export async function onDisk(corpus) {
  const folder = join(cacheFolder(), 'bench', corpus.name);
  const note = `${folder}.r${revision}.json`;
  if (!existsSync(note)) {
    console.error(`Making ${corpus.name} (once)…`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(note, JSON.stringify(await corpus.make(folder)));
  }
  return { ...corpus, ...JSON.parse(readFileSync(note, 'utf8')), folder, files: filesIn(folder) };
}

/** @param {string} folder */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .sort();
}
