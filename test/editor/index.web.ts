/** Entry point of the in-editor suite in a web extension host. */
import 'mocha/mocha.js';
import { mochaOptions, print, runAll } from './run.js';

export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = print;
  mocha.setup({ ...mochaOptions, reporter: Mocha.reporters.Spec });
  await import('all-tests');
  await runAll(mocha);
}
