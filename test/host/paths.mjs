/** Where things are in the checkout. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder above this module with a manifest, also when the module was bundled into `out/`. */
function findRoot() {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The checkout of Snapshot Trail was not found.');
    folder = parent;
  }
  return folder;
}

export const root = findRoot();

/** The extension that the hosts load: the checkout, unless the machinery itself is being tried on another. */
export const extensionFolder = process.env['SNAPSHOT_TRAIL_EXTENSION'] || root;

/** The folder that is opened when none is named. */
export const samplesFolder = join(root, 'test', 'samples');

/** Compiled tests. */
export const compiledTests = join(extensionFolder, 'out', 'test');

export const screenshotsFolder = join(root, 'out', 'screenshots');
