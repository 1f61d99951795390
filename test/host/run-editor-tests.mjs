/**
 * `node test/host/run-editor-tests.mjs current|oldest|web`: runs the compiled in-editor suite in a real VS Code.
 * `current` takes a desktop VS Code where there is one with a display (or `SNAPSHOT_TRAIL_VSCODE`).
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { desktopEditor } from './desktop.mjs';
import { temporaryFolder } from './ending.mjs';
import { runInPageSuite } from './in-page-suite.mjs';
import { compiledTests, extensionFolder } from './paths.mjs';
import { quietSettings } from './settings.mjs';
import { workspaceCopy } from './workspace.mjs';

const hosts = /** @type {const} */ (['current', 'oldest', 'web']);

/** @param {string} file */
function compiledSuite(file) {
  const path = join(compiledTests, 'editor', file);
  if (!existsSync(path)) throw new Error('The tests are not built: node esbuild.config.mjs --tests');
  return path;
}

/** A user profile that holds the settings of the tests. */
function profile() {
  const { path } = temporaryFolder('profile');
  mkdirSync(join(path, 'User'));
  writeFileSync(join(path, 'User', 'settings.json'), JSON.stringify(quietSettings));
  return path;
}

/** @param {'current' | 'oldest'} host */
async function runNodeHost(host) {
  const shim = join(
    dirname(fileURLToPath(import.meta.url)),
    `vscode-shim.${process.platform === 'win32' ? 'cmd' : 'mjs'}`,
  );
  const desktop = host === 'current' ? desktopEditor() : undefined;
  return await runTests({
    vscodeExecutablePath: desktop ?? shim,
    extensionDevelopmentPath: extensionFolder,
    extensionTestsPath: compiledSuite('index.js'),
    launchArgs: [workspaceCopy(), `--user-data-dir=${profile()}`, '--disable-extensions'],
    extensionTestsEnv: { SNAPSHOT_TRAIL_HOST: host },
  });
}

async function runWebHost() {
  return await runInPageSuite('web', {
    folder: workspaceCopy(),
    extension: extensionFolder,
    tests: compiledSuite('index.web.js'),
    settings: quietSettings,
  });
}

const host = hosts.find((name) => name === process.argv[2]);
if (!host) {
  console.error(`Which host? ${hosts.join(', ')}`);
  process.exit(2);
}
try {
  process.exit(host === 'web' ? await runWebHost() : await runNodeHost(host));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
