/** Runs one part of `npm test` in a process of its own. */
import { createInterface } from 'node:readline';
import { startGroup } from './ending.mjs';
import { root } from './paths.mjs';
import { outcomeIn } from './result-line.mjs';

const timeout = 15 * 60_000;

/** @typedef {import('./result-line.mjs').Outcome & { name: string, seconds: number }} PartOutcome */

/**
 * @param {import('./test-parts.mjs').Part} part
 * @returns {Promise<PartOutcome>}
 */
export async function runPart({ name, command, suite = false }) {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const start = Date.now();
  const { child, end } = startGroup(process.execPath, command, { cwd: root, signal: 'SIGTERM' });
  const timer = setTimeout(() => {
    console.log(`${name} is ended after ${timeout / 60_000} min.`);
    end();
  }, timeout);
  /** @type {import('./result-line.mjs').Outcome | undefined} */
  let told;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const outcome = outcomeIn(line);
      if (outcome) told = outcome;
      else console.log(line);
    });
  }
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(-1));
    child.on('close', resolve);
  });
  clearTimeout(timer);
  end();
  return { name, seconds: (Date.now() - start) / 1000, ...judged(suite ? told : single(code), code) };
}

/** @param {number | null} code */
const single = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });

/**
 * A part that crashed, ran no test or ended badly without a failed test counts as one failed test more.
 * @param {import('./result-line.mjs').Outcome | undefined} outcome
 * @param {number | null} code
 */
function judged(outcome, code) {
  const { passed, failed } = outcome ?? { passed: 0, failed: 0 };
  const wrong = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: wrong ? 1 : failed };
}
