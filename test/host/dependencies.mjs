/** Installs what the lock file says, when it is not there yet. Uses only what Node itself has. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';
import { root } from './paths.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} LockedPackages */

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Whether npm's record of what is installed agrees with the lock file. Packages for other platforms may be missing. */
function installedAsLocked() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesIn(record);
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) => {
      const found = installed[path];
      return path === '' || (found ? found.version === version : optional || devOptional);
    },
  );
}

export async function ensureDependencies() {
  if (installedAsLocked()) return;
  console.log('Installing the packages that package-lock.json names…');
  await runNpm(['ci', '--ignore-scripts'], { cwd: root, purpose: 'install the development packages' });
}
