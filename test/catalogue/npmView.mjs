/** Asks npm for the newest version of a package. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @param {string} name */
export async function runNpmView(name) {
  const { stdout } = await run('npm', ['view', name, 'version'], { shell: process.platform === 'win32' });
  return stdout.trim();
}
