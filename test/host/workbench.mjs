/** A real VS Code in a browser page, for tests of what a user sees. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { startHost } from './hosts.mjs';
import { extensionFolder, screenshotsFolder } from './paths.mjs';
import { choose, chooseAnew, runCommand } from './quick-input.mjs';
import { quietSettings } from './settings.mjs';
import { themes } from './themes.mjs';
import { webviewFrame } from './webview-frame.mjs';
import { workspaceCopy } from './workspace.mjs';

/** @typedef {import('./themes.mjs').Theme} Theme */
/** @typedef {import('./hosts.mjs').Host} Host */

const startPatience = 120_000;

/** What something opens meanwhile shall not close the box that a test types into. */
const steadySettings = { 'workbench.quickOpen.closeOnFocusLost': false };

/**
 * @typedef {object} WorkbenchOptions
 * @property {Host} [host] `current` if not said
 * @property {string} [folder] opened as it is; a temporary copy of the samples if not said
 * @property {Record<string, unknown>} [settings] on top of the quiet ones
 * @property {Theme} [theme] `dark` if not said
 * @property {{ width: number, height: number }} [viewport]
 */

/**
 * Starts an editor with the extension and waits until it can be used. It takes seconds: one for a group of tests.
 * @param {WorkbenchOptions} [options]
 */
export async function openWorkbench({
  host = 'current',
  folder = workspaceCopy(),
  settings = {},
  theme = 'dark',
  viewport = { width: 1280, height: 800 },
} = {}) {
  const running = await startHost(host, {
    folder,
    extension: extensionFolder,
    settings: {
      ...quietSettings,
      ...steadySettings,
      'workbench.colorTheme': themes[theme].setting,
      ...settings,
    },
  });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    running.close();
  };
  try {
    const page = await browser.newPage({ viewport });
    await running.preparePage?.(page);
    await page.goto(running.address);
    await untilReady(page);
    return new Workbench(page, folder, running.version, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {import('playwright-core').Page} page */
async function untilReady(page) {
  await page
    .locator('.monaco-workbench .part.statusbar .statusbar-item')
    .first()
    .waitFor({ timeout: startPatience });
  await page.evaluate(async () => {
    /** @type {unknown} */
    const driver = Reflect.get(globalThis, 'driver');
    if (typeof driver === 'object' && driver && 'whenWorkbenchRestored' in driver) {
      await /** @type {{ whenWorkbenchRestored(): Promise<void> }} */ (driver).whenWorkbenchRestored();
    }
  });
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor({ timeout: startPatience });
}

export class Workbench {
  #close;

  /**
   * @param {import('playwright-core').Page} page
   * @param {string} folder
   * @param {string} version
   * @param {() => Promise<void>} close
   */
  constructor(page, folder, version, close) {
    this.page = page;
    this.folder = folder;
    /** The version of VS Code. */
    this.version = version;
    this.#close = close;
  }

  /** Ends the browser and the server, and removes what they wrote. */
  async close() {
    await this.#close();
  }

  /**
   * Runs a command through the palette; waits for the command to be there, not for it to be done.
   * @param {string} title as the palette shows it, with its category: `Snapshot Trail: Show timeline`
   */
  async runCommand(title) {
    await runCommand(this.page, title);
  }

  /**
   * Opens a file of the workspace in the editor. Not on the `web` host, which has no file search.
   * @param {string} name a file name that is unique in the workspace
   */
  async openFile(name) {
    await chooseAnew(this.page, name, name);
    await this.page.locator('.tab.active').getByText(name, { exact: true }).first().waitFor();
  }

  /** @param {Theme} theme */
  async setTheme(theme) {
    const { label, workbenchClass } = themes[theme];
    await runCommand(this.page, 'Preferences: Color Theme');
    await choose(this.page, label, label);
    await this.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
  }

  /**
   * Waits for something inside a webview, and gives the frame that holds it.
   * @param {Parameters<typeof webviewFrame>[1]} wanted a selector, or a question to the frame
   * @param {{ timeout?: number }} [options]
   */
  async webviewFrame(wanted, options) {
    return await webviewFrame(this.page, wanted, options);
  }

  /**
   * Keeps a picture of the page in `out/screenshots/`.
   * @param {string} name without ending
   * @returns {Promise<string>} the path
   */
  async screenshot(name) {
    mkdirSync(screenshotsFolder, { recursive: true });
    const path = join(screenshotsFolder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}
