/** The editors that tests run in, behind one interface. */
import { startNodeServer } from './node-server.mjs';
import { startWebServer } from './web-server.mjs';

/** @typedef {import('./versions.mjs').NodeHost | 'web'} Host */

/**
 * What a workbench opens.
 * @typedef {object} WorkbenchPage
 * @property {string} folder the workspace
 * @property {string} extension the folder of the extension under development
 * @property {string} [tests] a module whose `run()` the extension host calls
 */

/** @typedef {WorkbenchPage & { settings: Record<string, unknown>, env?: NodeJS.ProcessEnv }} HostOptions */

/**
 * @typedef {object} RunningHost
 * @property {string} version of VS Code
 * @property {string} address of the workbench
 * @property {(page: import('playwright-core').Page) => Promise<void>} [preparePage] to be called before going there
 * @property {Promise<void>} ended resolves when the server has ended, for whatever reason
 * @property {() => void} close
 */

/**
 * @param {Host} host
 * @param {HostOptions} options
 * @returns {Promise<RunningHost>}
 */
export function startHost(host, options) {
  return host === 'web' ? startWebServer(options) : startNodeServer(host, options);
}
