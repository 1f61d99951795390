import { gzipSync } from 'fflate';
import * as vscode from 'vscode';
import { equal, eventually, includes, ok } from './assert.js';
import { oneLineLog, prettyLog, smashAndGrab, unrelated } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, api, clear, ours } from './trail.js';

describe('Analyze snapshots', () => {
  const files = memoryFs();
  const [create, ...rest] = smashAndGrab('snap-0aaaaaaaaaaaaaaa1');

  afterEach(clear);

  it('joins the steps of a chain over files, plain and gzipped, chosen by their content', async () => {
    ok(create, 'a first step');
    files.put('/case/a/first.txt', prettyLog([create, unrelated(1)]));
    files.put('/case/b/rest.json.gz', gzipSync(new TextEncoder().encode(oneLineLog(rest))));
    files.put('/case/package.json', '{ "name": "no log", "Records": 3 }');
    files.put('/case/node_modules/x/log.json', prettyLog(smashAndGrab('snap-0bbbbbbbbbbbbbbb2')));
    const { analysis } = (await analyze(files.uri('/case'))).index();
    equal(
      analysis.inputs
        .map(({ uri, container, format }) => [vscode.Uri.parse(uri).path, container, format])
        .sort(),
      [
        ['/case/a/first.txt', 'plain', 'cloudtrail-records'],
        ['/case/b/rest.json.gz', 'gzip', 'cloudtrail-records'],
      ],
    );
    equal(analysis.totals.records, 5);
    equal(
      analysis.chains.map((chain) => chain.actions),
      [['create', 'share', 'unshare', 'delete']],
    );
  });

  it('reads again only what changed, and forgets what is gone', async () => {
    ok(create, 'a first step');
    files.put('/again/a.json', prettyLog([create]));
    files.put('/again/b.json', prettyLog(rest));
    files.put('/again/c.json', '{"no":"log"}');
    await analyze(files.uri('/again'));
    files.reads.clear();
    await analyze(files.uri('/again'));
    equal([...files.reads], [], 'nothing changed');

    files.put('/again/a.json', prettyLog([create, unrelated(2)]));
    files.reads.clear();
    files.delete(files.uri('/again/b.json'));
    const { analysis } = (await analyze(files.uri('/again'))).index();
    equal([...files.reads.keys()], ['/again/a.json']);
    equal(analysis.totals.inputs, 1);
    equal(analysis.totals.records, 2);
  });

  it('tells what could not be read and goes on', async () => {
    files.put('/broken/locked/x.json', '{}');
    files.put('/broken/good.json', prettyLog(rest));
    files.put('/broken/secret.json', prettyLog(rest));
    files.forbidden.add('/broken/locked').add('/broken/secret.json');
    const { analysis } = (await analyze(files.uri('/broken'))).index();
    const errors = analysis.inputs
      .filter(({ error }) => error !== null)
      .map(({ uri }) => vscode.Uri.parse(uri).path);
    equal(errors.sort(), ['/broken/locked', '/broken/secret.json']);
    equal(analysis.totals.records, 3);
  });

  it('lists a file that the user named even when it is no log', async () => {
    const uri = files.put('/named/readme.md', '# nothing');
    const { analysis } = (await analyze(uri)).index();
    equal(analysis.inputs.length, 1);
    ok(analysis.inputs[0]?.error, 'with an error');
  });

  it('takes in a log when it is opened, and follows its changes', async () => {
    ok(create, 'a first step');
    const uri = files.put('/open/log.json', prettyLog([create]));
    const trail = await api();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await eventually(() => trail.index().analysis.totals.records === 1, 'the open log is read');
    files.put('/open/log.json', prettyLog([create, ...rest]));
    await eventually(() => trail.index().analysis.totals.records === 4, 'the change is read');
  });

  it('leaves other JSON alone', async () => {
    const uri = files.put('/open/settings.json', '{ "editor.fontSize": 12, "eventName": "CreateSnapshot" }');
    const trail = await api();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await trail.whenIdle();
    equal(trail.index().analysis.totals.inputs, 0);
    equal(ours(uri).length, 0);
  });

  it('clears the case with everything that it showed', async () => {
    const uri = files.put('/clear/log.json', prettyLog(smashAndGrab('snap-0ccccccccccccccc3')));
    const trail = await analyze(uri);
    ok(ours(uri).length > 0, 'diagnostics before');
    await clear();
    equal(trail.index().analysis.totals.events, 0);
    equal(ours(uri).length, 0);
    equal(trail.index().analysis.inputs.length, 0);
  });

  it('writes the uris of inputs as the editor does', async () => {
    const uri = files.put('/odd/ü & (1) #2.json', prettyLog(rest));
    const trail = await analyze(uri);
    includes(trail.index().analysis.inputs[0]?.uri ?? '', uri.toString());
    equal(ours(uri).length > 0, true, 'diagnostics find their way back');
  });
});
