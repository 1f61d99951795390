import { gzipSync } from 'fflate';
import * as vscode from 'vscode';
import { equal, excludes, includes, ok } from './assert.js';
import { OWNER, prettyLog, record, smashAndGrab } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, clear, extension } from './trail.js';

const SNAPSHOT = 'snap-0aaaaaaaaaaaaaaa1';

describe('baseline', () => {
  const files = memoryFs();
  const listed = (id: string) => ({
    SnapshotId: id,
    VolumeId: 'vol-0aaaaaaaaaaaaaaa1',
    OwnerId: OWNER,
    StartTime: '2023-07-10T12:00:00.000Z',
    State: 'completed',
    Encrypted: false,
  });
  const list = JSON.stringify({ Snapshots: [listed(SNAPSHOT)] });
  const compare = (uri: vscode.Uri, asOf: string): Thenable<unknown> =>
    vscode.commands.executeCommand('snapshotTrail.compareBaseline', uri, asOf);
  const rules = (trail: Awaited<ReturnType<typeof analyze>>): readonly string[] =>
    trail
      .index()
      .analysis.findings.map(({ rule }) => rule)
      .filter((rule) => rule.startsWith('snapshot.baseline.'));

  afterEach(clear);

  it('shows what differs as findings, until the case is cleared', async () => {
    const log = files.put('/baseline/log.json', prettyLog(smashAndGrab(SNAPSHOT)));
    const trail = await analyze(log);
    equal(rules(trail), []);
    await compare(files.put('/baseline/list.json', list), '2023-07-10T12:00:05Z');
    equal([...rules(trail)].sort(), ['snapshot.baseline.deleted', 'snapshot.baseline.permission']);
    const finding = trail.index().analysis.findings.find(({ rule }) => rule === 'snapshot.baseline.deleted');
    equal(finding?.chain, trail.index().analysis.chains[0]?.id);
    equal(
      trail.index().analysis.baselines?.map(({ asOf }) => asOf?.from),
      ['told'],
    );

    files.put('/baseline/log.json', prettyLog(smashAndGrab(SNAPSHOT).slice(0, 1)));
    await analyze(log);
    equal(rules(trail), [], 'the changed log is compared, too');
    equal(trail.index().analysis.baselines?.length, 1);

    await clear();
    await analyze(log);
    equal(trail.index().analysis.baselines, undefined);
  });

  it('hears what the worker found in packed and encoded lists', async () => {
    const log = files.put('/baseline/log5.json', prettyLog(smashAndGrab(SNAPSHOT)));
    const trail = await analyze(log);
    const utf16 = new Uint8Array(
      new Uint16Array([0xfeff, ...Array.from(list, (one) => one.charCodeAt(0))]).buffer,
    );
    const gz = gzipSync(new TextEncoder().encode(list));
    for (const [name, content] of [
      ['list.json.gz', gz],
      ['utf16.json', utf16],
    ] as const) {
      await compare(files.put(`/baseline/${name}`, content), '2023-07-10T12:00:05Z');
      const found = trail.index().analysis.baselines?.find(({ uri }) => uri.endsWith(name));
      equal([found?.kind, found?.entries, found?.notes], ['aws-ebs-snapshots', 1, []]);
    }
    equal([...rules(trail)].sort(), ['snapshot.baseline.deleted', 'snapshot.baseline.permission']);
  });

  it('is told as a list where it is taken for a log', async () => {
    const trail = await analyze(files.put('/baseline/list-as-log.json', list));
    includes(trail.index().analysis.inputs[0]?.error ?? '', 'give it as a baseline');
  });

  it('leaves the case as it was when the file is no list', async () => {
    const log = files.put('/baseline/log2.json', prettyLog(smashAndGrab(SNAPSHOT)));
    const trail = await analyze(log);
    const before = trail.index().analysis.findings.length;
    // The message stays open and is not waited for.
    await compare(files.put('/baseline/no.json', '{"no":"list"}'), '');
    await compare(files.uri('/baseline/missing.json'), '');
    equal(trail.index().analysis.baselines, undefined);
    equal(trail.index().analysis.findings.length, before);
  });

  it('saves what exists, and does not differ from it', async () => {
    const log = files.put(
      '/baseline/log3.json',
      prettyLog([
        ...smashAndGrab('snap-0bbbbbbbbbbbbbbb2'),
        ...smashAndGrab(SNAPSHOT, 60).slice(0, 2),
        record('DescribeSnapshots', 120),
      ]),
    );
    const trail = await analyze(log);
    const saved = files.uri('/baseline/saved.json');
    await vscode.commands.executeCommand('snapshotTrail.saveBaseline', saved);
    const text = new TextDecoder().decode(files.readFile(saved));
    includes(text, `"id": "${SNAPSHOT}"`);
    excludes(text, 'snap-0bbbbbbbbbbbbbbb2');
    await compare(saved, '');
    equal(rules(trail), []);
    equal(
      trail.index().analysis.baselines?.map(({ kind, entries }) => [kind, entries]),
      [['saved-baseline', 1]],
    );
  });

  it('reads lists by their paths where there are any, and saves over none of what the case rests on', async function () {
    const folder = vscode.Uri.joinPath(extension().extensionUri, 'out', 'baselines');
    // A browser has no paths.
    if (folder.scheme !== 'file') this.skip();
    const write = async (name: string, text: string): Promise<vscode.Uri> => {
      const uri = vscode.Uri.joinPath(folder, name);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return uri;
    };
    const text = async (uri: vscode.Uri): Promise<string> =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    try {
      const log = await write('log.json', prettyLog(smashAndGrab(SNAPSHOT)));
      const listed = await write('list.json', list);
      const trail = await analyze(log);
      await compare(listed, '2023-07-10T12:00:05Z');
      equal([...rules(trail)].sort(), ['snapshot.baseline.deleted', 'snapshot.baseline.permission']);
      for (const uri of [log, listed]) {
        const before = await text(uri);
        await vscode.commands.executeCommand('snapshotTrail.saveBaseline', uri);
        equal(await text(uri), before);
      }
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('never saves over an input', async () => {
    const log = files.put('/baseline/log4.json', prettyLog(smashAndGrab(SNAPSHOT)));
    await analyze(log);
    const before = files.readFile(log);
    await vscode.commands.executeCommand('snapshotTrail.saveBaseline', log);
    ok(files.readFile(log) === before, 'the log is untouched');
  });
});
