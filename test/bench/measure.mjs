/** Runs a command as a process of its own: how long it takes from start to end, and how much memory it holds at most. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../host/ending.mjs';
import { onPath } from './tools.mjs';

/**
 * `peak` is in bytes: of the process and those it started, the one that held most at a time (what the system
 * counts as maximum resident set). `null` where nothing tells it: a foreign program on a system without GNU or BSD `time`.
 * @typedef {{ readonly seconds: number, readonly peak: number | null, readonly output: string }} Measured
 */

/** @typedef {{ readonly command: string, readonly args: readonly string[], readonly keep?: boolean }} Command */

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));
const notes = temporaryFolder('bench');
const note = join(notes.path, 'peak');
const MOST_OUTPUT = 2 ** 30;

/**
 * @param {Command} command standard output is kept only with `keep`; else it goes nowhere
 * @returns {Measured}
 * @throws when the command cannot be run or ends with another code than 0
 */
export function measure({ command, args, keep = false }) {
  rmSync(note, { force: true });
  const meter = meterFor(command);
  const start = process.hrtime.bigint();
  const { status, stdout, error } = spawnSync(meter.command, [...meter.args, ...args], {
    stdio: ['ignore', keep ? 'pipe' : 'ignore', 'inherit'],
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
    env: { ...process.env, BENCH_PEAK_NOTE: note },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
  return { seconds, peak: meter.peak(), output: stdout ?? '' };
}

/**
 * What is put before a command to learn its peak: the system's `time`, or for our own Node a module that notes it.
 * @param {string} command
 */
function meterFor(command) {
  const { gnu, bsd } = systemTime();
  const read = () => (existsSync(note) ? readFileSync(note, 'utf8') : '');
  if (gnu) {
    const args = ['-f', '%M', '-o', note, command];
    return { command: gnu, args, peak: () => Number(read()) * 1024 };
  }
  if (bsd) {
    // In bytes, among other figures, where GNU's prints KiB.
    const args = ['-l', '-o', note, command];
    return {
      command: bsd,
      args,
      peak: () => Number(/(\d+)\s+maximum resident set size/.exec(read())?.[1] ?? Number.NaN) || null,
    };
  }
  if (command === process.execPath)
    return { command, args: ['--require', probe], peak: () => Number(read()) * 1024 };
  return { command, args: [], peak: () => null };
}

/** @type {{ gnu: string | null, bsd: string | null } | undefined} */
let found;

function systemTime() {
  if (found) return found;
  const time = onPath('time');
  const ends = (...args) => time !== null && spawnSync(time, args, { stdio: 'ignore' }).status === 0;
  const gnu = ends('-f', '%M', '-o', note, process.execPath, '--version') ? time : null;
  const bsd = gnu === null && ends('-l', '-o', note, process.execPath, '--version') ? time : null;
  found = { gnu, bsd };
  return found;
}
