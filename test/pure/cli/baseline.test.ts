import { strict as assert } from 'node:assert';
import { linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import baselineSchema from '../../../src/core/reports/baseline.schema.json';
import reportSchema from '../../../src/core/reports/report.schema.json';
import { zipBytes } from '../../support/archives.js';
import { Folder, report, run } from '../../support/cli.js';
import { createSnapshot, deleteSnapshot } from '../../support/cloudTrail.js';
import { CONTROLS } from '../../support/controls.js';
import { ebs, ebsPermissions } from '../../support/inventories.js';

describe('command line with a baseline', () => {
  let folder: Folder;
  let log: string;
  let list: string;

  before(() => {
    folder = new Folder();
    log = folder.write('log.json', [
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createSnapshot('snap-0b', 'vol-0b', '10:05:00'),
      deleteSnapshot('snap-0a', '10:10:00'),
    ]);
    list = folder.write('list.json', JSON.stringify({ Snapshots: [ebs('snap-0a')] }));
  });
  after(() => folder.remove());

  it('adds what differs to the findings, and says with what it compared', async () => {
    const ran = await run(log, '--baseline', list, '--format', 'json');
    const found = report(ran);
    assert.deepEqual(
      found.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('snapshot.baseline.')),
      ['snapshot.baseline.added', 'snapshot.baseline.deleted'],
    );
    assert.deepEqual(
      found.baselines?.map(({ kind, entries, asOf }) => [kind, entries, asOf?.from]),
      [['aws-ebs-snapshots', 1, 'newest']],
    );
    assert.match(
      ran.warnings.join('\n'),
      /list\.json \(aws ec2 describe-snapshots\): it does not say when it was taken/,
    );
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(reportSchema);
    assert.ok(validate(found), JSON.stringify(validate.errors));
    assert.equal((await run(log, '--baseline', list, '--fail-on', 'medium')).code, 1);
    assert.equal((await run(log, '--fail-on', 'medium')).code, 0);
  });

  it('takes several lists, and the time of those that do not say it', async () => {
    const other = folder.write('permissions.json', JSON.stringify(ebsPermissions('snap-0b', [])));
    const ran = await run(
      log,
      '--baseline',
      list,
      '--baseline',
      other,
      '--baseline-time',
      '2024-03-05T10:20:00Z',
      '--format',
      'json',
    );
    assert.deepEqual(
      report(ran).baselines?.map(({ asOf }) => asOf?.time),
      ['2024-03-05T10:20:00.000Z', '2024-03-05T10:20:00.000Z'],
    );
    assert.deepEqual(
      report(ran).findings.map(({ rule }) => rule),
      ['snapshot.shortLived', 'snapshot.baseline.unexplained', 'snapshot.baseline.unexplained'],
      'listed in spite of its delete, and missing from the list',
    );
  });

  it('saves a baseline that obeys its schema, twice the same, from which the same logs do not differ', async () => {
    const first = join(folder.path, 'first.json');
    const second = join(folder.path, 'second.json');
    assert.equal((await run(log, '--save-baseline', first)).code, 0);
    assert.equal((await run(log, '--save-baseline', second)).code, 0);
    const text = readFileSync(first, 'utf8');
    assert.equal(readFileSync(second, 'utf8'), text);
    assert.ok(!CONTROLS.test(text.replaceAll('\n', '')));
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(baselineSchema);
    assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    const ran = report(await run(log, '--baseline', first, '--format', 'json'));
    assert.deepEqual(ran.findings, report(await run(log, '--format', 'json')).findings);
  });

  it('reads packed lists and names their members, in the text report as well', async () => {
    const zip = folder.write(
      'lists.zip',
      zipBytes([
        { name: 'a/list.json', packed: readFileSync(list) },
        { name: 'notes.txt', packed: Buffer.from('mine') },
      ]),
    );
    const ran = await run(log, '--baseline', zip);
    assert.match(
      ran.warnings.join('\n'),
      /lists\.zip: a\/list\.json \(aws ec2.*passed: notes\.txt: not JSON/,
    );
    assert.match(
      ran.out,
      /Compared with\n {2}file:.*lists\.zip#a\/list\.json: the list \(aws ec2 describe-snapshots\) of .* or later, 1 entry\n {4}passed/,
    );
    assert.doesNotMatch((await run(log)).out, /Compared with/);
  });

  it('does not write what would hold nothing, and says when it does hold nothing', async () => {
    const old = folder.write('old.json', '{"precious":1}');
    const none = folder.write('quiet.json', '{"no":"log"}');
    const ran = await run(none, '--save-baseline', old);
    assert.equal(ran.code, 2);
    assert.match(ran.warnings.join(), /old\.json: not written/);
    assert.equal(readFileSync(old, 'utf8'), '{"precious":1}');
    const gone = folder.write('gone.json', [deleteSnapshot('snap-0a', '10:10:00')]);
    const empty = await run(gone, '--save-baseline', join(folder.path, 'empty.json'));
    assert.equal(empty.code, 0);
    assert.match(empty.warnings.join(), /holds nothing/);
    assert.deepEqual(
      report(
        await run(gone, '--baseline', join(folder.path, 'empty.json'), '--format', 'json'),
      ).baselines?.map(({ entries }) => entries),
      [0],
    );
  });

  it('shows what a hostile list says without what drives a terminal', async () => {
    const hostile = folder.write(
      'hostile.json',
      JSON.stringify({
        Snapshots: [
          { SnapshotId: 'snap-0a\u001b[2J', OwnerId: '\u202e', StartTime: '\u0007', State: {}, VolumeId: [] },
          {
            SnapshotId: '__proto__',
            OwnerId: '111122223333',
            KmsKeyId: '\u001b]0;x\u0007',
            Encrypted: 'yes',
          },
          { SnapshotId: 'x'.repeat(100_000) },
          ['snap-0a'],
        ],
      }),
    );
    for (const format of ['text', 'json']) {
      const ran = await run(
        log,
        '--baseline',
        hostile,
        '--baseline-time',
        '2024-03-05T11:00:00Z',
        '--format',
        format,
      );
      assert.equal(ran.code, 0);
      assert.ok(!CONTROLS.test(ran.out.replaceAll('\n', '')));
      assert.match(ran.warnings.join('\n'), /1 of 4 entries not read \(first: entry 4\)/);
    }
  });

  it('never writes a baseline over an input, a list or the report', async () => {
    const link = join(folder.path, 'link.json');
    linkSync(log, link);
    const before = [readFileSync(log, 'utf8'), readFileSync(list, 'utf8')];
    const report = join(folder.path, 'report.txt');
    for (const args of [
      [log, '--save-baseline', log],
      [log, '--save-baseline', link],
      [log, '--baseline', list, '--save-baseline', list],
      [log, '--baseline', list, '--output', list],
      [log, '--output', report, '--save-baseline', report],
    ])
      assert.equal((await run(...args)).code, 2, args.join(' '));
    assert.deepEqual([readFileSync(log, 'utf8'), readFileSync(list, 'utf8')], before);
  });

  it('ends with 2 and the reason when a baseline is none', async () => {
    for (const [path, reason] of [
      [log, /an audit log/],
      [join(folder.path, 'none.json'), /no such file/],
      [folder.path, /a folder/],
      [folder.write('list.yaml', 'Snapshots: []'), /--output json/],
    ] as const) {
      const ran = await run(log, '--baseline', path);
      assert.deepEqual([ran.code, ran.out], [2, '']);
      assert.match(ran.warnings.join(), reason);
    }
    assert.equal((await run(log, '--baseline', list, '--baseline-time', 'yesterday')).code, 2);
    assert.equal((await run(log, '--baseline-time', '2024-03-05T11:00:00Z')).code, 2);
  });
});
