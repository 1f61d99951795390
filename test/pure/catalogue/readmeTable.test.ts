import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';

const MODULE = pathToFileURL('test/catalogue/readmeTable.mjs').href;

describe('the table of services for the README', function () {
  this.timeout(20_000);
  let fragment = '';

  const evaluate = (script: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });

  before(() => {
    fragment = evaluate(
      `import { catalogueFragment } from ${JSON.stringify(MODULE)}; process.stdout.write(await catalogueFragment());`,
    );
  });

  it('has every service, with the number of its operations', () => {
    const { operations } = loadCatalogue();
    for (const service of new Set(operations.map((row) => row.service))) {
      const count = operations.filter((row) => row.service === service).length;
      const name = service.replace(/\.(?:amazonaws|googleapis)\.com$/, '');
      assert.ok(fragment.includes(`${name} (${count})`), name);
    }
    assert.ok(fragment.startsWith(`${operations.length} operations`));
  });
});
