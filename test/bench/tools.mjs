/** Where the programs are that we are measured against. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cachedPackages, cacheFolder } from '../host/cache.mjs';

const windows = process.platform === 'win32';

/**
 * The path of a program that the PATH leads to, or `null`.
 * @param {string} name
 */
export function onPath(name) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, windows ? `${name}.exe` : name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: the next folder may have it.
    }
  }
  return null;
}

/** ripgrep: the system's, or the one inside a VS Code that the tests have fetched; `null` when there is neither. */
export function ripgrep() {
  return onPath('rg') ?? fetchedRipgrep();
}

function fetchedRipgrep() {
  const binary = windows ? 'rg.exe' : 'rg';
  if (!existsSync(cacheFolder())) return null;
  for (const entry of readdirSync(cacheFolder())) {
    if (!entry.startsWith('code-server-')) continue;
    const modules = join(
      cacheFolder(),
      entry,
      'node_modules',
      'code-server',
      'lib',
      'vscode',
      'node_modules',
    );
    const places = [
      join(modules, '@vscode', 'ripgrep', 'bin', binary),
      join(modules, '@vscode', 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`, binary),
    ];
    const place = places.find((path) => existsSync(path));
    if (place !== undefined) return place;
  }
  return null;
}

/** The exact version that is measured; its binaries do not exist for every platform, so it is no dependency. */
const DUCKDB = '@duckdb/node-api@1.5.6-r.1';

/** The folder with DuckDB for Node, fetched on first use; `null` with a warning where it cannot be had. */
export async function duckdb() {
  try {
    return await cachedPackages(`duckdb-${DUCKDB.slice(DUCKDB.lastIndexOf('@') + 1)}`, [DUCKDB]);
  } catch (error) {
    console.error(`DuckDB is left out: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

export const DUCKDB_VERSION = DUCKDB.slice(DUCKDB.lastIndexOf('@') + 1);
