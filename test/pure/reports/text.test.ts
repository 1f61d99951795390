import { strict as assert } from 'node:assert';
import { printable } from '../../../src/core/reports/printable.js';
import { textReport } from '../../../src/core/reports/textReport.js';
import { analyse, analyseRecords } from '../../support/analyse.js';
import {
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  STRANGER,
  share,
  user,
} from '../../support/cloudTrail.js';

describe('text report', () => {
  it('tells chains worst first, each event with its place, findings, and what was not read', async () => {
    const analysis = await analyse({
      'a.json': [createSnapshot('snap-0f', 'vol-0f', '09:00:00')],
      'b.json': [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        share('snap-0a', { userId: STRANGER }, '10:00:18'),
        deleteSnapshot('snap-0a', '10:05:00'),
      ],
      'c.txt': 'no log',
    });
    const lines = textReport(analysis).split('\n');
    assert.equal(lines[0], '3 inputs, 4 records, 4 snapshot events, 2 chains, 2 findings');
    assert.equal(lines[1], 'Records from 2024-03-05 09:00:00 UTC to 2024-03-05 10:05:00 UTC');
    assert.deepEqual(
      analysis.inputs.map(({ from, to }) => [from, to]),
      [
        ['2024-03-05T09:00:00.000Z', '2024-03-05T09:00:00.000Z'],
        ['2024-03-05T10:00:00.000Z', '2024-03-05T10:05:00.000Z'],
        [null, null],
      ],
    );
    const heads = lines.filter((line) => line.startsWith('['));
    assert.match(
      heads[0] ?? '',
      /^\[high\] aws snapshot snap-0a: create → share 444455556666 → delete · 5 min · user\/mallory$/,
    );
    assert.match(heads[1] ?? '', /^\[info\] aws snapshot snap-0f: create/);
    assert.ok(
      lines.some((line) =>
        /2024-03-05 10:00:18 UTC {2}user\/mallory shared snapshot snap-0a with account 444455556666, 18 s after .*file:\/\/\/b\.json:2:\d+/.test(
          line,
        ),
      ),
    );
    assert.equal(lines.filter((line) => /^ {2}! high snapshot\./.test(line)).length, 2);
    assert.ok(lines.some((line) => line.includes('file:///c.txt: not an audit log: not JSON')));
  });

  it('says in the title of a chain what failed', async () => {
    const shared = (time: string) => share('snap-0a', { userId: STRANGER }, time);
    const title = async (...records: Json[]) =>
      textReport(await analyseRecords(records))
        .split('\n')
        .find((line) => line.startsWith('['));
    assert.match(
      (await title(denied(shared('10:00:00')))) ?? '',
      /snap-0a: share 444455556666 \(failed\) · /,
    );
    assert.match(
      (await title(denied(shared('10:00:00')), denied(shared('10:01:00')), shared('10:05:00'))) ?? '',
      /snap-0a: share 444455556666 \(failed\) ×2 → share 444455556666 · /,
    );
  });

  it('says in the title of a chain what was deleted, where the snapshot is still there', async () => {
    const deleted = (volumeId: string, time: string) => ec2('DeleteVolume', time, { volumeId });
    const records = [
      createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
      createVolume('vol-0b', 'snap-0a', '10:01:00'),
      deleted('vol-0b', '10:02:00'),
    ];
    const report = textReport(await analyseRecords(records));
    assert.match(report, /snap-0a: create → restore → delete volume · 2 min · /);
    const more = textReport(
      await analyseRecords([
        ...records,
        copySnapshot('snap-0a', 'snap-0c', '10:03:00'),
        deleteSnapshot('snap-0c', '10:04:00'),
        deleteSnapshot('snap-0a', '10:05:00'),
      ]),
    );
    assert.match(more, /snap-0a: create → restore → delete volume → copy → delete ×2 · 5 min · /);
    assert.match(more, /1 min after the previous step \(delete volume\)\./);
  });

  it('tells findings that belong to no chain', async () => {
    const report = textReport(
      await analyseRecords([
        ec2('CreateInstanceExportTask', '10:00:00', {
          instanceId: 'i-0a',
          exportToS3: { s3Bucket: 'bucket-one' },
        }),
      ]),
    );
    assert.match(
      report,
      /Findings of no single chain\n {2}! high snapshot\.exported \[T1537\] user\/mallory exported machine i-0a to bucket bucket-one.*\n {4}2\S+ 10:00:00 UTC {2}user\/mallory exported machine i-0a to bucket bucket-one\. {2}\(\S+:\d+:\d+\)\n/,
    );
  });

  it('names the first events of a finding that belongs to no chain, and counts the others', async () => {
    const report = textReport(
      await analyseRecords(
        Array.from({ length: 12 }, (_, number) =>
          createSnapshot(`snap-0${number}`, `vol-0${number}`, `10:00:${String(number + 10)}`),
        ),
      ),
    );
    const loose = report.slice(report.indexOf('Findings of no single chain'));
    assert.match(
      loose,
      /snapshot\.burst\.create.*\n( {4}\S+ 10:00:1\d UTC {2}user\/mallory created .*\n){10} {4}and 2 more events\n/,
    );
  });

  it('cuts names that no cloud allows, and keeps them whole in the fields', async () => {
    const name = 'm'.repeat(200_000);
    const analysis = await analyseRecords([
      createSnapshot(`snap-0${'a'.repeat(200_000)}`, 'vol-0a', '10:00:00', { userIdentity: user(name) }),
    ]);
    assert.ok(textReport(analysis).length < 10_000);
    assert.equal(analysis.events[0]?.actor.name, `user/${name}`);
  });

  it('of nothing is short', async () => {
    assert.equal(
      textReport(await analyse({})).trim(),
      '0 inputs, 0 records, 0 snapshot events, 0 chains, 0 findings',
    );
  });

  it('shows every control character as a replacement, and nothing else', () => {
    assert.equal(
      printable('a\u001b[1m\tb\r\nc\u202ed\u2066e\u0085f\u200fg'),
      'a\ufffd[1m\ufffdb\ufffd\ufffdc\ufffdd\ufffde\ufffdf\ufffdg',
    );
    assert.equal(printable('→ é 𝒳 日本 “x”'), '→ é 𝒳 日本 “x”');
  });

  it('holds as many findings of no single chain as there are', async () => {
    const analysis = await analyseRecords([share('snap-0a', { userId: STRANGER }, '10:00:00')]);
    const [finding] = analysis.findings;
    assert.ok(finding);
    const findings = new Array<typeof finding>(150_000).fill({ ...finding, chain: null });
    const lines = textReport({ ...analysis, findings }).split('\n');
    assert.equal(lines.filter((line) => line.startsWith('  ! high')).length, findings.length);
  });

  it('holds as many events of a chain as there are', async () => {
    const analysis = await analyseRecords([share('snap-0a', { userId: STRANGER }, '10:00:00')]);
    const [chain] = analysis.chains;
    const events = new Array<string>(150_000).fill(chain?.events[0] ?? '');
    const lines = textReport({
      ...analysis,
      chains: analysis.chains.map((one) => ({ ...one, events })),
    }).split('\n');
    assert.equal(lines.filter((line) => line.startsWith('    2024-')).length, events.length);
  });
});
