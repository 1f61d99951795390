/** Runs npm, using only what Node itself has: this also works before anything is installed. */
import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** npm says first what is wrong, and then much else. */
const shownLines = 30;

/** npm's own program when npm started us, so that the same npm is used on; else the one on the PATH. */
function npmCommand() {
  const program = process.env['npm_execpath'];
  if (program && basename(program).startsWith('npm'))
    return { command: process.execPath, first: [program], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/** The environment without what an outer `npm run` says about its own package. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle)_|^npm_config_(local_prefix|prefix|global)$|^INIT_CWD$/i.test(name),
  );
  return Object.fromEntries(kept);
}

/**
 * Runs npm quietly in a folder; what it printed is shown only when it fails.
 * @param {readonly string[]} args
 * @param {{ cwd: string, purpose: string }} options `purpose` completes "npm could not …"
 */
export async function runNpm(args, { cwd, purpose }) {
  const { command, first, shell } = npmCommand();
  const child = spawn(command, [...first, ...args, '--no-audit', '--no-fund'], {
    cwd,
    env: cleanEnvironment(),
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new Error(`npm could not be started (${error.message}). Is it on the PATH?`)),
    );
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(
      `npm could not ${purpose}: "npm ${args.join(' ')}" ended with code ${code}.\n` +
        'The npm registry has to be reachable for this step, or its packages in the npm cache.\n' +
        output.trim().split('\n', shownLines).join('\n'),
    );
  }
}
