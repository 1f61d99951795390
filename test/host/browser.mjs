/** Finds a browser and starts it for Playwright. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { npmChromium } from './npm-chromium.mjs';

/**
 * @typedef {object} BrowserProgram
 * @property {string} path
 * @property {readonly string[]} [flags] that this browser needs on top of the usual ones
 * @property {NodeJS.ProcessEnv} [env]
 * @property {() => void} [prepare] to be called before each start
 */

const usualFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const namesOnPath = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
];

/** Paths below the places where a platform keeps its programs. */
const usualPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Browsers installed on this machine, the likeliest first. */
export function installedBrowsers() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name)));
  const elsewhere =
    process.platform === 'darwin' || process.platform === 'win32' ? usualPlaces[process.platform] : [];
  return [...elsewhere, ...onPath].filter(isExecutable);
}

/** Starts a headless browser with a new profile: the one named by the user, an installed one, or the one from npm. */
export async function launchBrowser() {
  const named = process.env['SNAPSHOT_TRAIL_BROWSER'];
  if (named) return await launch({ path: named });
  for (const path of installedBrowsers()) {
    try {
      return await launch({ path });
    } catch (error) {
      console.log(`${path} did not start; trying another browser. ${firstLine(error)}`);
    }
  }
  return await launch(await npmChromium());
}

/** @param {BrowserProgram} program */
function launch({ path, flags = [], env = {}, prepare }) {
  prepare?.();
  return chromium.launch({
    executablePath: path,
    args: [...usualFlags, ...flags],
    env: definedOnly({ ...process.env, ...env }),
    // Signals are handled in `ending.mjs`; the browser ends with this process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function definedOnly(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0];
}
