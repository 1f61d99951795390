/** `node test/host/run-mocha.mjs FOLDER [--grep TEXT]`: runs the compiled tests below a folder in Node. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { resultLine } from './result-line.mjs';
import { testFilesIn } from './test-files.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, timeout: { type: 'string', default: '20000' } },
});
const [folder] = positionals;
if (!folder) throw new Error('Which folder?');

const mocha = new Mocha({
  reporter: 'spec',
  timeout: Number(values.timeout),
  ...(values.grep === undefined ? {} : { grep: values.grep }),
});
mocha.files = existsSync(folder)
  ? testFilesIn(folder, '.test.js').concat(testFilesIn(folder, '.test.mjs'))
  : [];
await mocha.loadFilesAsync();

const runner = mocha.run(() => {
  const { passes = 0, failures = 0 } = runner.stats ?? {};
  if (passes + failures === 0) console.log(`No test ran in ${folder}.`);
  console.log(resultLine({ passed: passes, failed: failures }));
  process.exit(failures > 0 || passes === 0 ? 1 : 0);
});
