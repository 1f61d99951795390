import { gzipSync } from 'fflate';
import * as vscode from 'vscode';
import { readableUri } from '../../src/editor/readableUri.js';
import { equal, eventually, includes, ok } from './assert.js';
import { oneLineLog, smashAndGrab, unrelated } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, clear, hoverText, ours } from './trail.js';

describe('readable view', () => {
  const files = memoryFs();
  const log = oneLineLog([
    ...Array.from({ length: 30 }, (_, second) => unrelated(second)),
    ...smashAndGrab('snap-0aaaaaaaaaaaaaaa1', 40),
  ]);

  afterEach(clear);

  function activeUri(): string | undefined {
    return vscode.window.activeTextEditor?.document.uri.toString();
  }

  it('shows a gzipped log with its diagnostics and hovers', async () => {
    const uri = files.put('/readable/log.json.gz', gzipSync(new TextEncoder().encode(log)));
    const trail = await analyze(uri);
    equal(trail.index().analysis.totals.events, 4);
    equal(ours(uri).length, 0, 'the packed bytes carry none');
    await vscode.commands.executeCommand('snapshotTrail.openReadable', uri);
    const view = readableUri(uri.toString());
    await eventually(() => activeUri() === view.toString(), 'the view is open');
    await trail.whenIdle();
    const document = await vscode.workspace.openTextDocument(view);
    const texts = ours(view).map(({ range }) => document.getText(range));
    equal(texts.sort(), [
      'CreateSnapshot',
      'DeleteSnapshot',
      'ModifySnapshotAttribute',
      'ModifySnapshotAttribute',
    ]);
    const [first] = ours(view);
    ok(first, 'a diagnostic');
    includes(await hoverText(view, first.range.start), 'snapshotTrail.revealEvent');
    ok(document.lineCount > 34, 'pretty-printed');
  });

  it('is where events of packed and of very long lines are revealed', async () => {
    const packed = files.put('/readable/reveal.json.gz', gzipSync(new TextEncoder().encode(log)));
    const long = files.put(
      '/readable/long.json',
      log
        .replaceAll('snap-0aaaaaaaaaaaaaaa1', 'snap-0bbbbbbbbbbbbbbb2')
        .replaceAll('"10000000-', '"20000000-'),
    );
    const trail = await analyze(packed, long);
    for (const [uri, snapshot] of [
      [packed, 'snap-0aaaaaaaaaaaaaaa1'],
      [long, 'snap-0bbbbbbbbbbbbbbb2'],
    ] as const) {
      const event = trail
        .index()
        .analysis.events.find(
          ({ action, resources }) => action === 'delete' && resources.some(({ id }) => id.includes(snapshot)),
        );
      ok(event, `the delete of ${snapshot}`);
      await vscode.commands.executeCommand('snapshotTrail.revealEvent', event.id);
      await eventually(
        () => activeUri() === readableUri(uri.toString()).toString(),
        `the view of ${uri.path}`,
      );
      const editor = vscode.window.activeTextEditor;
      await eventually(
        () => editor && editor.document.getText(editor.selection) === 'DeleteSnapshot',
        'the name is selected',
      );
    }
  });

  it('reveals a short line in the log itself', async () => {
    const uri = files.put('/readable/plain.json', oneLineLog(smashAndGrab('snap-0ccccccccccccccc3')));
    const trail = await analyze(uri);
    const event = trail.index().analysis.events[0];
    ok(event, 'an event');
    await vscode.commands.executeCommand('snapshotTrail.revealEvent', event.id);
    await eventually(() => activeUri() === uri.toString(), 'the log is open');
  });
});
