import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

describe('README', () => {
  it('has fresh generated parts', () => {
    const { status, stderr } = spawnSync(process.execPath, ['test/docs/readme.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('names every setting of the manifest', () => {
    const readme = readFileSync('README.md', 'utf8');
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, unknown> }[] };
    };
    for (const { properties } of manifest.contributes.configuration) {
      for (const name of Object.keys(properties)) assert.ok(readme.includes(`\`${name}\``), name);
    }
  });
});
