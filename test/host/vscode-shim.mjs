#!/usr/bin/env node
/**
 * Stands in for the program of a desktop VS Code where `@vscode/test-electron` starts one: takes the same flags, runs
 * the suite in a VS Code server from npm (which one is said by `SNAPSHOT_TRAIL_HOST`), ends with the suite's exit code.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWithParent } from './ending.mjs';
import { runInPageSuite } from './in-page-suite.mjs';
import { quietSettings } from './settings.mjs';

/** @param {string} name */
function flag(name) {
  const start = `--${name}=`;
  return process.argv.find((arg) => arg.startsWith(start))?.slice(start.length);
}

/** @param {string | undefined} profile the folder of `--user-data-dir` */
function userSettings(profile) {
  const file = join(profile ?? '', 'User', 'settings.json');
  return profile && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

const folder = process.argv.slice(2).find((arg) => !arg.startsWith('-'));
const [extension, tests] = [flag('extensionDevelopmentPath'), flag('extensionTestsPath')];
if (!folder || !extension || !tests)
  throw new Error('A folder, an extension and its tests have to be named.');

endWithParent();
const host = process.env['SNAPSHOT_TRAIL_HOST'] === 'oldest' ? 'oldest' : 'current';
const settings = { ...quietSettings, ...userSettings(flag('user-data-dir')) };
try {
  process.exitCode = await runInPageSuite(host, { folder, extension, tests, settings });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
