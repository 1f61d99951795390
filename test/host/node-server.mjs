/** VS Code's own server, as npm's `code-server` carries it: extensions run in a Node extension host. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startGroup, temporaryFolder, whenEnded } from './ending.mjs';
import { nodeBinary } from './node-binary.mjs';
import { serverPackage } from './server-package.mjs';
import { servers } from './versions.mjs';
import { within } from './waiting.mjs';

const startTimeout = 90_000;
const keptLog = 8000;

/** On plain `localhost` webviews stay blank: their service worker would count as third-party. */
const hostName = 'vscode.localhost';

/**
 * Starts a server with an empty user profile.
 * @param {import('./versions.mjs').NodeHost} host
 * @param {import('./hosts.mjs').HostOptions} options
 * @returns {Promise<import('./hosts.mjs').RunningHost>}
 */
export async function startNodeServer(host, { settings, env = {}, ...page }) {
  const { codeServer, vscode, needsNode } = servers[host];
  const [folder, node] = [await serverPackage(codeServer), await nodeBinary(needsNode)];
  const data = temporaryFolder('server');
  const userFolder = join(data.path, 'data', 'User');
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, 'settings.json'), JSON.stringify(settings));

  const { child, end } = startGroup(
    node,
    [join(folder, 'out', 'server-main.js'), ...serverFlags(data.path)],
    {
      env: { ...process.env, ...env, EXTENSIONS_GALLERY: '{}' },
    },
  );
  const close = () => {
    end();
    data.remove();
  };
  try {
    const port = await within(`The start of VS Code ${vscode}`, startTimeout, listeningPort(child));
    return { version: vscode, address: pageAddress(port, page), ended: whenEnded(child), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** @param {string} dataFolder */
function serverFlags(dataFolder) {
  return [
    ...['--host', '127.0.0.1', '--port', '0'],
    '--without-connection-token',
    '--accept-server-license-terms',
    ...['--server-data-dir', dataFolder],
    '--disable-workspace-trust',
    '--disable-telemetry',
    // Without it a current build ignores the payload of the address.
    '--enable-smoke-test-driver',
  ];
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function listeningPort(child) {
  let log = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        log = (log + chunk).slice(-keptLog);
        const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
        if (port) resolve(Number(port));
      });
    }
    child.on('error', reject);
    child.on('exit', (code) =>
      reject(new Error(`VS Code's server ended with code ${code} while starting.\n${log.trim()}`)),
    );
  });
}

/**
 * @param {number} port
 * @param {import('./hosts.mjs').WorkbenchPage} page
 */
function pageAddress(port, { folder, extension, tests }) {
  const authority = `${hostName}:${port}`;
  /** @param {string} path */
  const remote = (path) => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
  const payload = [['extensionDevelopmentPath', remote(extension)]];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const address = new URL(`http://${authority}/`);
  address.searchParams.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
