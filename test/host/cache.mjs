/**
 * The cache of pinned npm packages that are too large for the checkout: editors, a browser, a newer Node.
 * An entry appears by one rename once it is complete, so interrupted or simultaneous runs do no harm.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './ending.mjs';
import { runNpm } from './npm.mjs';

const marker = '.complete';
const temporaryPrefix = '.new-';
const abandonedAfter = 24 * 3600 * 1000;

/** `SNAPSHOT_TRAIL_CACHE`, or the user's cache folder. */
export function cacheFolder() {
  const { SNAPSHOT_TRAIL_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (own) return own;
  const base = xdg || (process.platform === 'win32' && local) || join(homedir(), '.cache');
  return join(base, 'snapshot-trail', 'hosts');
}

/**
 * The folder of a cache entry, made on first use.
 * @param {string} name names the content exactly, versions included
 * @param {(folder: string) => Promise<void>} fill puts the content into an empty folder
 */
export async function cached(name, fill) {
  const entry = join(cacheFolder(), name);
  if (existsSync(join(entry, marker))) return entry;
  mkdirSync(cacheFolder(), { recursive: true });
  removeAbandoned();
  console.log(`Fetching ${name} from the npm registry (once)…`);
  const fresh = await mkdtemp(join(cacheFolder(), temporaryPrefix));
  const discard = atEnd(() => rmSync(fresh, { recursive: true, force: true }));
  try {
    await fill(fresh);
    writeFileSync(join(fresh, marker), '');
    publish(fresh, entry);
  } finally {
    discard();
  }
  return entry;
}

/**
 * A cache entry with npm packages, installed without running their scripts.
 * @param {string} name
 * @param {readonly string[]} packages each with its exact version
 * @param {(modules: string) => Promise<void>} [finish] further steps; is given the `node_modules` folder
 * @returns {Promise<string>} the `node_modules` folder
 */
export async function cachedPackages(name, packages, finish) {
  const entry = await cached(name, async (folder) => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    await runNpm(['install', '--ignore-scripts', '--omit=dev', ...packages], {
      cwd: folder,
      purpose: `fetch ${packages.join(', ')}`,
    });
    await finish?.(join(folder, 'node_modules'));
  });
  return join(entry, 'node_modules');
}

/**
 * @param {string} fresh
 * @param {string} entry
 */
function publish(fresh, entry) {
  if (existsSync(entry) && !existsSync(join(entry, marker))) rmSync(entry, { recursive: true, force: true });
  try {
    renameSync(fresh, entry);
  } catch (error) {
    const otherRunWasFirst = existsSync(join(entry, marker));
    if (!otherRunWasFirst) throw error;
  }
}

function removeAbandoned() {
  for (const name of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), name);
    if (name.startsWith(temporaryPrefix) && Date.now() - statSync(path).mtimeMs > abandonedAfter) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
