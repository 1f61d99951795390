/**
 * `npm start [-- FOLDER]`: opens a real VS Code with the extension on a folder, the samples if none is named.
 * Works on a fresh clone: until the packages are installed it uses only what Node itself has.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { root, samplesFolder } from './paths.mjs';

process.on('SIGINT', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));

/** @param {string | undefined} argument */
function folderToOpen(argument) {
  if (argument === undefined) return samplesFolder;
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), argument);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`There is no folder ${folder}.`);
  return folder;
}

function build() {
  const { status } = spawnSync(process.execPath, ['esbuild.config.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The extension could not be built.');
}

try {
  const folder = folderToOpen(process.argv[2]);
  await ensureDependencies();
  build();
  const { openEditor } = await import('./open-editor.mjs');
  await openEditor(folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
