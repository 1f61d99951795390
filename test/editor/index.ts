/** Entry point of the in-editor suite in a Node extension host. */
import Mocha from 'mocha';
import { mochaOptions, print, runAll } from './run.js';

export async function run(): Promise<void> {
  const mocha = new Mocha(mochaOptions);
  Mocha.reporters.Base.consoleLog = print;
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('all-tests');
  await runAll(mocha);
}
