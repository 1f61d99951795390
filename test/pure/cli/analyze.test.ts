import { strict as assert } from 'node:assert';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openFile } from '../../../src/entry/openFile.node.js';
import { builtCli, Folder, report, run } from '../../support/cli.js';
import {
  createSnapshot,
  deleteSnapshot,
  type Json,
  PARTNER,
  STRANGER,
  share,
} from '../../support/cloudTrail.js';
import { CONTROLS } from '../../support/controls.js';

const RECORDS = [
  createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
  share('snap-0a', { userId: STRANGER }, '10:01:00'),
];
const envelope = (records: readonly Json[]) => JSON.stringify({ Records: records });

describe('command line', () => {
  let folder: Folder;
  let log: string;

  before(() => {
    folder = new Folder();
    log = folder.write('log.json', envelope(RECORDS));
  });
  after(() => folder.remove());

  it('prints the report as JSON, and its totals add up', async () => {
    const ran = await run(log, '--format', 'json');
    const { totals, inputs, events, chains, findings, schemaVersion, tool } = report(ran);
    assert.deepEqual([ran.code, ran.warnings], [0, []]);
    assert.deepEqual([schemaVersion, tool.name], [1, 'snapshot-trail']);
    assert.deepEqual(totals, {
      inputs: 1,
      records: 2,
      events: 2,
      duplicates: 0,
      skipped: 0,
      chains: 1,
      findings: 1,
    });
    assert.deepEqual([inputs.length, events.length, chains.length, findings.length], [1, 2, 1, 1]);
    assert.deepEqual(
      inputs.map(({ format, container, records }) => [format, container, records]),
      [['cloudtrail-records', 'plain', 2]],
    );
    const [location] = events[0]?.locations ?? [];
    const bytes = readFileSync(log);
    const { offset = 0, length = 0, column = 0 } = location ?? {};
    assert.equal(JSON.parse(bytes.subarray(offset, offset + length).toString()).eventName, 'CreateSnapshot');
    assert.equal(bytes.toString().slice(column - 1, column + 13), 'CreateSnapshot');
  });

  it('ends with 1 on a finding at or above --fail-on, unless it is expected', async () => {
    const trusted = folder.write('trusted.config.json', JSON.stringify({ trustedAccounts: [STRANGER] }));
    assert.equal((await run(log, '--fail-on', 'high')).code, 1);
    assert.equal((await run(log, '--fail-on', 'info')).code, 1);
    assert.equal((await run(log, '--fail-on', 'critical')).code, 0);
    assert.equal((await run(log, '--fail-on', 'info', '--config', trusted)).code, 0);
  });

  it('ends with 2 on wrong usage', async () => {
    for (const args of [
      [],
      [log, '--format', 'pdf'],
      [log, '--fail-on', 'worst'],
      [log, '--nonsense'],
      [log, '--output'],
      [log, '--config', join(folder.path, 'none')],
    ]) {
      const ran = await run(...args);
      assert.deepEqual([ran.code, ran.out], [2, ''], args.join(' '));
      assert.equal(ran.warnings.length, 1);
    }
  });

  it('ends with 2 when nothing is readable, and still reports why', async () => {
    const nothing = {
      'empty.json': '',
      'readme.txt': 'Nothing to see here.\n',
      'other.json': '{"name":"x","version":"1.0.0"}',
      'picture.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0),
    };
    for (const [name, content] of Object.entries(nothing)) {
      const ran = await run(folder.write(`nothing/${name}`, content), '--format', 'json');
      assert.equal(ran.code, 2, name);
      assert.equal(ran.warnings.length, 2, 'the reason, and that nothing was readable');
      const [input] = report(ran).inputs;
      assert.ok(input?.error, name);
      assert.equal(input?.format, null);
    }
    assert.equal((await run(join(folder.path, 'nothing'))).code, 2);
    assert.equal((await run(join(folder.path, 'missing.json'))).code, 2);
  });

  it('passes what is broken among good inputs, says so, and keeps the rest', async () => {
    const mixed = new Folder();
    try {
      mixed.write('a/good.json', envelope(RECORDS));
      mixed.write('a/notes.txt', 'no log');
      mixed.write('b/cut.json', envelope(RECORDS).slice(0, -200));
      symlinkSync(mixed.path, join(mixed.path, 'a/loop'));
      symlinkSync(join(mixed.path, 'a/good.json'), join(mixed.path, 'b/same.json'));
      symlinkSync('nowhere', join(mixed.path, 'b/dangling'));
      symlinkSync('itself', join(mixed.path, 'b/itself'));
      const ran = await run(mixed.path, join(mixed.path, 'missing.json'), '--format', 'json');
      assert.equal(ran.code, 0);
      const { inputs, totals } = report(ran);
      assert.deepEqual(
        inputs.map(({ uri, records, error }) => [
          uri.split('/').slice(-2).join('/'),
          records,
          error !== null,
        ]),
        [
          ['a/good.json', 2, false],
          ['a/notes.txt', 0, true],
          ['b/cut.json', 1, true],
          ['b/dangling', 0, true],
          ['b/itself', 0, true],
          [`${mixed.path.split('/').at(-1)}/missing.json`, 0, true],
        ],
      );
      assert.deepEqual([totals.records, totals.duplicates, totals.events], [3, 1, 2]);
      assert.ok(ran.warnings.some((line) => line.includes('cut.json')));
      assert.ok(ran.warnings.some((line) => line.includes('missing.json')));
      assert.ok(ran.warnings.some((line) => line.includes('3 files')));
    } finally {
      mixed.remove();
    }
  });

  it('says when a file may not be read', async function () {
    const isRoot = process.getuid?.() === 0;
    if (process.platform === 'win32' || (isRoot && process.platform !== 'linux')) this.skip();
    const secret = folder.write('secret.json', '{}');
    chmodSync(secret, 0);
    // Nothing is forbidden to root, but what the system makes up has no size to be read to.
    const ran = await run(isRoot ? '/proc/self/mem' : secret, log);
    assert.equal(ran.code, 0);
    assert.match(ran.warnings.join(), isRoot ? /mem: the system makes it up/ : /no permission/);
    assert.doesNotMatch(ran.warnings.join(), /Error| {4}at /);
  });

  it('refuses what is no file, also by a name that leads to it, and does not wait for it', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const [path, reason] of [
      [pipe, 'a pipe, which cannot be read again: write it to a file first'],
      ['/dev/zero', 'neither a file nor a folder'],
    ] as const) {
      const ran = await run(path, log, '--format', 'json');
      assert.equal(ran.code, 0);
      assert.deepEqual(ran.warnings, [`${path}: ${reason}`]);
    }
    await assert.rejects(openFile({ kind: 'path', path: pipe }), /neither a file nor a folder/);
    // Like what a shell hands over for `<(…)`: a link to something that has no name.
    const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
    try {
      const nameless = `/proc/${child.pid}/fd/0`;
      if (!lstatSync(nameless, { throwIfNoEntry: false })) return;
      assert.deepEqual((await run(nameless)).warnings, [
        `${nameless}: neither a file nor a folder`,
        'Nothing readable: no audit log record was found in any input.',
      ]);
    } finally {
      child.kill();
    }
  });

  it('reads files whose names are no UTF-8', async function () {
    if (process.platform !== 'linux') this.skip();
    const odd = new Folder();
    try {
      const name = Buffer.concat([Buffer.from(`${odd.path}/caf`), Buffer.of(0xe9), Buffer.from(' 1.json')]);
      writeFileSync(name, envelope(RECORDS));
      const ran = await run(odd.path, '--format', 'json');
      const [input] = report(ran).inputs;
      assert.equal(input?.records, 2);
      assert.match(input?.uri ?? '', /\/caf%E9%201\.json$/);
      writeFileSync(name, envelope(RECORDS).slice(0, -200));
      assert.match((await run(odd.path)).warnings.join(), /caf\ufffd 1\.json: /);
    } finally {
      odd.remove();
    }
  });

  it('reads gzip: several members, a cut member, damage in the middle', async () => {
    const many = Array.from({ length: 400 }, (_, index) => deleteSnapshot(`snap-0${index}`, '10:00:00'));
    const lines = (records: readonly Json[]) =>
      records.map((record) => `${JSON.stringify(record)}\n`).join('');
    const members = Buffer.concat([gzipSync(lines(many.slice(0, 200))), gzipSync(lines(many.slice(200)))]);
    const whole = report(await run(folder.write('whole.json.gz', members), '--format', 'json'));
    assert.deepEqual(
      [whole.totals.records, whole.inputs[0]?.container, whole.inputs[0]?.error],
      [400, 'gzip', null],
    );

    const cut = await run(
      folder.write('cut.json.gz', members.subarray(0, members.length - 2000)),
      '--format',
      'json',
    );
    const { totals, inputs } = report(cut);

    assert.ok(totals.records > 250 && totals.records < 400, `${totals.records} records of a cut file`);
    assert.ok(inputs[0]?.error);
    assert.equal(cut.warnings.length, 1);

    const broken = Buffer.from(members);
    broken.fill(0xff, broken.length - 2000, broken.length - 1990);
    const damaged = report(await run(folder.write('broken.json.gz', broken), '--format', 'json'));

    assert.ok(damaged.totals.records > 250, `${damaged.totals.records} records before the damage`);
    assert.ok(damaged.inputs[0]?.error);
    assert.ok(
      damaged.events.every(({ locations }) => (locations[0]?.offset ?? 0) < (damaged.inputs[0]?.bytes ?? 0)),
    );
  });

  it('writes the report to a file and nothing to standard output', async () => {
    const output = join(folder.path, 'report.out');
    const ran = await run(log, '--format', 'json', '--output', output);
    assert.deepEqual([ran.code, ran.out], [0, '']);
    assert.deepEqual(JSON.parse(readFileSync(output, 'utf8')), report(await run(log, '--format', 'json')));
    assert.equal((await run(log, '--output', folder.path)).code, 2);
  });

  it('never writes a report over the evidence', async () => {
    const evidence = folder.write('evidence/log.json', envelope(RECORDS));
    const link = join(folder.path, 'link.json');
    symlinkSync(evidence, link);
    const hard = join(folder.path, 'hard.json');
    linkSync(evidence, hard);
    for (const output of [evidence, link, hard, join(folder.path, 'evidence/../evidence/log.json')]) {
      const ran = await run(join(folder.path, 'evidence'), '--output', output);
      assert.equal(ran.code, 2, output);
      assert.equal(readFileSync(evidence, 'utf8'), envelope(RECORDS));
    }
  });

  it('nor over its own settings', async () => {
    const settings = folder.write('own.config.json', '{}');
    assert.equal((await run(log, '--config', settings, '--output', settings)).code, 2);
    assert.equal(readFileSync(settings, 'utf8'), '{}');
  });

  it('escapes in JSON what drives a terminal or is not seen', async () => {
    const hostile = folder.write(
      'hostile.json',
      envelope([createSnapshot('snap-0a', 'vol-\u009b31m\u202e\u200b', '10:00:00')]),
    );
    const ran = await run(hostile, '--format', 'json');
    assert.doesNotMatch(ran.out, /[\u0080-\u009f\u200b\u202e]/);
    assert.equal(report(ran).events[0]?.resources[1]?.id, 'vol-\u009b31m\u202e\u200b');
  });

  it('reads a gzip of nothing to its end and says what it is', async () => {
    const bomb = folder.write('bomb.gz', gzipSync(new Uint8Array(50_000_000)));
    const ran = await run(bomb, log, '--format', 'json');
    assert.equal(ran.code, 0);
    const input = report(ran).inputs.find(({ uri }) => uri.endsWith('bomb.gz'));
    assert.equal(input?.bytes, 50_000_000);
    assert.equal(input?.error, 'not an audit log: binary data');
  });

  it('reads UTF-16 text without a byte order mark as the same log', async () => {
    const text = folder.write('utf16.json', Buffer.from(envelope(RECORDS), 'utf16le'));
    const events = async (path: string) =>
      report(await run(path, '--format', 'json')).events.map(({ id }) => id);
    assert.deepEqual(await events(text), await events(log));
  });

  describe('--config', () => {
    const config = (content: string) => folder.write('some.config.json', content);

    it('takes settings, with comments and a byte order mark', async () => {
      const path = config(`\ufeff{ // ours\n "trustedAccounts": ["${STRANGER}", "${PARTNER}",], }`);
      const ran = await run(log, '--format', 'json', '--config', path);
      assert.deepEqual(ran.warnings, []);
      assert.ok(report(ran).findings[0]?.suppressed);
    });

    it('is told everything that was not understood, in one line', async () => {
      const ran = await run(log, '--config', config('{"trustedAccounts":"1","burst":5}'));
      assert.equal(ran.warnings.length, 1);
      assert.match(ran.warnings[0] ?? '', /not a list; burst is not an object/);
    });

    it('that is no JSON is wrong usage', async () => {
      for (const content of ['{', '', '{"trustedAccounts": [}', '{} {}'])
        assert.equal((await run(log, '--config', config(content))).code, 2, content);
      const ran = await run(log, '--config', config('{\n  "trustedAccounts": [}'));
      assert.match(ran.warnings[0] ?? '', /: no JSON, line 2, column 23 /);
    });

    it('that is not understood is wrong usage: a setting that is not heard would change the verdict', async () => {
      const cases: [string, RegExp][] = [
        ['{"trustedAcounts":[]}', /unknown setting "trustedAcounts"/],
        ['{"trustedAccounts":"1"}', /not a list/],
        ['{"trustedAccounts":[12345]}', /12345/],
        ['{"severities":{"snapshot.exported":"worst"}}', /snapshot\.exported/],
        ['{"severities":{"snapshot.exportd":"off"}}', /snapshot\.exportd/],
        ['{"severities":[]}', /severities/],
        ['{"burst":5}', /burst/],
        ['{"burst":{"count":1}}', /burst\.count/],
        ['{"burst":{"minuts":5}}', /minuts/],
        ['[]', /not an object/],
      ];
      for (const [content, warning] of cases) {
        const ran = await run(log, '--config', config(content));
        assert.equal(ran.code, 2, content);
        assert.equal(ran.out, '', content);
        assert.match(ran.warnings.join('\n'), warning);
      }
    });
  });

  describe('as a process', function () {
    this.timeout(20_000);
    let cli: ReturnType<typeof builtCli>;

    before(() => {
      cli = builtCli(folder);
    });

    it('keeps standard output for the report and standard error for the rest', () => {
      const broken = folder.write('broken.json', `${envelope(RECORDS).slice(0, -100)}`);
      const { code, out, err } = cli('analyze', broken, '--format', 'json', '--fail-on', 'info');
      assert.equal(code, 0, 'no finding is left of the whole record');
      assert.equal(JSON.parse(out).totals.records, 1);
      assert.match(err, /^snapshot-trail: .*broken\.json: the input is cut off/);
      const failing = cli('analyze', log, '--fail-on', 'high');
      assert.deepEqual([failing.code, failing.err], [1, '']);
    });

    it('reads in threads what it reads in one, and tells it in the same order', async () => {
      const many = new Folder();
      try {
        for (let at = 0; at < 40; at++) {
          const time = `10:${String(at).padStart(2, '0')}:00`;
          const text = envelope([createSnapshot(`snap-0${at}`, 'vol-0a', time), ...RECORDS]);
          many.write(`${at % 3}/${at}.json`, at % 7 === 0 ? text.slice(0, -50) : text);
        }
        const { code, out, err } = cli('analyze', many.path, '--format', 'json');
        const here = await run(many.path, '--format', 'json');
        assert.equal(code, 0);
        assert.deepEqual({ ...JSON.parse(out), tool: null }, { ...report(here), tool: null });
        assert.deepEqual(
          err.trim().split('\n'),
          here.warnings.map((warning) => `snapshot-trail: ${warning}`),
        );
        assert.equal(here.warnings.length, 6);
      } finally {
        many.remove();
      }
    });

    it('answers help and version, and wrong usage with a sentence on standard error', () => {
      assert.match(cli('--help').out, /^snapshot-trail analyze PATH/);
      assert.equal(cli('--version').out, '1.2.3\n');
      const wrong = cli('analyse', log);
      assert.deepEqual([wrong.code, wrong.out], [2, '']);
      assert.match(wrong.err, /unknown command "analyse"\nSee snapshot-trail --help\.\n$/);
      assert.equal(
        cli('analyze', log, '--bogus').err,
        "snapshot-trail: Unknown option '--bogus'\nSee snapshot-trail --help.\n",
      );
      const config = cli('analyze', log, '--config', folder.write('odd.json', '{"odd": true}'));
      assert.equal(config.code, 2);
      assert.match(config.err, /odd/);
      assert.doesNotMatch(config.err, /--fail-on/, 'a file that is not understood needs no usage');
    });

    it('lets no text of a log or a file name drive the terminal', () => {
      const hostile = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\r\nforged: all is well\b';
      const name = folder.write('na\u001b[31mme.txt', 'no log');
      mkdirSync(join(folder.path, 'hostile'), { recursive: true });
      const path = folder.write('hostile/log.json', [
        {
          ...createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
          userIdentity: { type: 'IAMUser', userName: hostile, arn: hostile, accountId: hostile },
        },
        share('snap-0a', { userId: hostile }, '10:01:00'),
        { ...deleteSnapshot(hostile, '10:02:00'), errorCode: `AccessDenied${hostile}` },
      ]);
      const { out, err } = cli('analyze', path, name);
      assert.doesNotMatch(out, CONTROLS);
      assert.doesNotMatch(err, CONTROLS);
      assert.match(out, /owned/, 'the text itself is there');
      assert.doesNotMatch(out, /^forged/m, 'no line of the report is the log’s own');
    });
  });
});
