import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { RULES } from '../../src/core/detections/rules.js';

describe('README', () => {
  it('has fresh generated parts, and the settings of rules have fresh texts', () => {
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

  it('names every value of a setting that has few', () => {
    const readme = readFileSync('README.md', 'utf8').split('\n');
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { enum?: readonly string[] }> }[] };
    };
    const chosen = manifest.contributes.configuration.flatMap(({ properties }) =>
      Object.entries(properties).filter(([, setting]) => setting.enum !== undefined),
    );
    assert.ok(chosen.length > 0);
    for (const [name, { enum: values = [] }] of chosen) {
      const row = readme.find((line) => line.startsWith('|') && line.includes(`\`${name}\``)) ?? '';
      for (const value of values) assert.ok(row.includes(`\`${value}\``), `${name}: ${value}`);
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
