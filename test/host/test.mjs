/**
 * `npm test [-- --only PART,PART]`: everything that tells whether Snapshot Trail works, ended by one line with the
 * sums. Works on a fresh clone: until the packages are installed it uses only what Node itself has.
 */
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { runPart } from './run-part.mjs';
import { chosenParts } from './test-parts.mjs';

/** @typedef {import('./run-part.mjs').PartOutcome} PartOutcome */

/** @param {readonly import('./test-parts.mjs').Part[]} parts */
async function runAll(parts) {
  /** @type {PartOutcome[]} */
  const outcomes = [];
  for (const part of parts) {
    const unbuilt = part.needsBuild && outcomes.some(({ name, failed }) => name === 'build' && failed > 0);
    outcomes.push(unbuilt ? { name: part.name, passed: 0, failed: 1, seconds: 0 } : await runPart(part));
  }
  return outcomes;
}

/** @param {readonly PartOutcome[]} outcomes */
function printTable(outcomes) {
  /** @param {readonly string[]} cells */
  const row = ([name = '', ...numbers]) =>
    name.padEnd(16) + numbers.map((number) => number.padStart(9)).join('');
  console.log(`\n${row(['Part', 'passed', 'failed', 'seconds'])}`);
  for (const { name, passed, failed, seconds } of outcomes) {
    console.log(row([name, String(passed), String(failed), seconds.toFixed(1)]));
  }
}

/** @returns {Promise<PartOutcome[]>} */
async function test() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    const parts = chosenParts(values.only?.split(','));
    await ensureDependencies();
    return await runAll(parts);
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return [{ name: 'preparation', passed: 0, failed: 1, seconds: 0 }];
  }
}

const outcomes = await test();
printTable(outcomes);
/** @param {'passed' | 'failed'} key */
const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
