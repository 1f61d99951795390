/** Puts a VS Code server that runs without any compiled module into the cache. */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cachedPackages } from './cache.mjs';
import { runNpm } from './npm.mjs';
import { root } from './paths.mjs';

/** Raised when what is done to a fetched server changes, so that caches are filled anew. */
const revision = 1;

const standIns = join(root, 'test', 'host', 'stand-ins');

/**
 * Newer packages that come with ready-made binaries for what an old server expects to compile or download:
 * watching folders, and the search behind `workspace.findFiles`.
 */
const readyMade = ['@parcel/watcher@2.5.6', '@vscode/ripgrep-universal@1.18.0'];

/**
 * The folder of the server, ready to run.
 * @param {string} version of code-server
 */
export async function serverPackage(version) {
  const name = `code-server-${version}-r${revision}`;
  const modules = await cachedPackages(name, [`code-server@${version}`], (fetched) =>
    complete(fetched, version),
  );
  return serverIn(modules);
}

/** @param {string} modules */
const serverIn = (modules) => join(modules, 'code-server', 'lib', 'vscode');

/**
 * @param {string} fetched
 * @param {string} version
 */
async function complete(fetched, version) {
  const server = serverIn(fetched);
  await runNpm(['install', '--ignore-scripts', '--omit=dev', '--legacy-peer-deps', ...readyMade], {
    cwd: server,
    purpose: `fetch what the server of code-server ${version} needs`,
  });
  const modules = join(server, 'node_modules');
  copyFileSync(join(standIns, 'spdlog.js'), join(modules, '@vscode', 'spdlog', 'index.js'));
  for (const watchdog of ['native-watchdog', '@vscode/native-watchdog']) {
    if (existsSync(join(modules, watchdog))) {
      copyFileSync(join(standIns, 'native-watchdog.js'), join(modules, watchdog, 'index.js'));
    }
  }
  if (existsSync(join(modules, '@vscode', 'ripgrep'))) placeRipgrep(modules);
}

/** @param {string} modules */
function placeRipgrep(modules) {
  const binary = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const source = join(
    modules,
    '@vscode',
    'ripgrep-universal',
    'bin',
    `${process.platform}-${process.arch}`,
    binary,
  );
  const folder = join(modules, '@vscode', 'ripgrep', 'bin');
  if (!existsSync(source)) return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(source, join(folder, binary));
  chmodSync(join(folder, binary), 0o755);
}
