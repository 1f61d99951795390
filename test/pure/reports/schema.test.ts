import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import schema from '../../../src/core/reports/report.schema.json';

/** The published schema against what the command line really prints. */
describe('JSON report', () => {
  const root = resolve('.');
  let validate: ValidateFunction;

  before(() => {
    validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
  });

  const report = (...paths: string[]): Record<string, unknown> => {
    const run = spawnSync(
      process.execPath,
      [join(root, 'dist/cli.js'), 'analyze', ...paths, '--format', 'json'],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      },
    );
    return JSON.parse(run.stdout) as Record<string, unknown>;
  };
  const check = (value: unknown) => {
    assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 3), null, 2));
  };

  it('of the sample logs obeys the schema', () => check(report(join(root, 'test/samples'))));

  it('of inputs that cannot be read obeys the schema', () =>
    check(report(join(root, 'package.json'), join(root, 'no/such/file'), join(root, 'media/icon.png'))));

  it('of real logs obeys the schema', function () {
    const logs = join(root, '../shared/logs');
    if (!existsSync(logs)) return this.skip();
    check(report(...readdirSync(logs).map((name) => join(logs, name))));
  });

  it('with a renamed or missing field does not obey the schema', () => {
    const good = report(join(root, 'test/samples'));
    const { totals, ...without } = good;
    assert.ok(totals);
    assert.equal(validate(without), false);
    assert.equal(validate({ ...good, schemaVersion: 2 }), false);
    assert.equal(validate({ ...good, extra: true }), false);
  });
});
