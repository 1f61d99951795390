import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { RULES } from '../../src/core/detections/rules.js';

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

describe('Manifest', () => {
  it('has a severity setting for every rule, and for no other', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: {
        configuration: { properties: Record<string, { properties?: Record<string, unknown> }> }[];
      };
    };
    const setting = manifest.contributes.configuration
      .map(({ properties }) => properties['snapshotTrail.severities'])
      .find((found) => found !== undefined);
    assert.deepEqual(Object.keys(setting?.properties ?? {}).sort(), RULES.map(({ id }) => id).sort());
  });
});
