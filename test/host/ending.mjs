/** What must not outlive this process: child processes and temporary folders, however the process ends. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const windows = process.platform === 'win32';
const signals = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });

/** @type {Set<() => void>} */
const endings = new Set();

/**
 * Has `end` run once: when the returned function is called, or at the latest when this process ends.
 * @param {() => void} end
 */
export function atEnd(end) {
  listen();
  const once = () => {
    if (endings.delete(once)) end();
  };
  endings.add(once);
  return once;
}

let listening = false;

function listen() {
  if (listening) return;
  listening = true;
  process.on('exit', endAll);
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => process.exit(code));
}

function endAll() {
  for (const end of [...endings].reverse()) {
    try {
      end();
    } catch (error) {
      console.error(error);
    }
  }
}

/**
 * A temporary folder and the function that removes it.
 * @param {string} purpose
 */
export function temporaryFolder(purpose) {
  const path = mkdtempSync(join(tmpdir(), `snapshot-trail-${purpose}-`));
  const remove = atEnd(() => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return { path, remove };
}

/**
 * Starts a process as the head of its own group, so that whatever it starts ends with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: 'SIGKILL' | 'SIGTERM' }} [options] `signal` ends the
 *   group; SIGTERM lets our own programs clean up after themselves
 */
export function startGroup(
  command,
  args,
  { env = process.env, cwd = process.cwd(), signal = 'SIGKILL' } = {},
) {
  const child = spawn(command, args, { env, cwd, detached: !windows, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = atEnd(() => {
    if (child.pid !== undefined) endGroup(child.pid, signal);
  });
  return { child, end };
}

/**
 * @param {number} pid
 * @param {'SIGKILL' | 'SIGTERM'} signal
 */
function endGroup(pid, signal) {
  if (windows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
export function whenEnded(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
  });
}

/** Ends this process soon after the one that started it, even if that was killed. */
export function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 500).unref();
}
