import * as vscode from 'vscode';
import { equal, eventually, ok } from './assert.js';
import { oneLineLog, smashAndGrab, unrelated } from './cloudTrail.js';
import { analyze, api, clear, extension } from './trail.js';

/** Larger than what an editor hands to extensions. */
const MEGABYTES = 60;

describe('a file that is read by its path', () => {
  let folder: vscode.Uri;

  before(async function () {
    folder = vscode.Uri.joinPath(extension().extensionUri, 'out', 'big-files');
    // A browser has no paths.
    if (folder.scheme !== 'file') this.skip();
    await vscode.workspace.fs.createDirectory(folder);
  });
  afterEach(clear);
  after(async () => {
    if (folder.scheme === 'file') await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  async function write(name: string, content: Uint8Array): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, content);
    return uri;
  }

  /** Lines without a snapshot, as many as fit. */
  function quiet(): Uint8Array {
    const line = new TextEncoder().encode(`${JSON.stringify(unrelated(1))}\n`);
    const bytes = new Uint8Array(MEGABYTES * 1024 * 1024).fill(0x20);
    for (let at = 0; at + line.length <= bytes.length; at += line.length) bytes.set(line, at);
    return bytes;
  }

  it('leaves nothing of itself in the case when the run ends before it is read, and readers free', async () => {
    const big = await write('cancelled.log', quiet());
    const small = await write(
      'small.json',
      new TextEncoder().encode(oneLineLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1'))),
    );
    const trail = await api();
    const run = vscode.commands.executeCommand('snapshotTrail.analyze', big, [big]);
    await eventually(() => trail.state() === 'reading', 'the file is being read');
    await vscode.commands.executeCommand('snapshotTrail.clearCase');
    await run;
    await trail.whenIdle();
    equal(trail.index().analysis.inputs.length, 0);
    await analyze(small);
    equal(
      trail.index().analysis.inputs.map(({ uri }) => uri),
      [small.toString()],
    );
    equal(trail.index().analysis.totals.events, 4);
  });

  it('is refused with the reason when it is no file', async () => {
    const trail = await analyze(vscode.Uri.joinPath(folder, 'missing.json'));
    const [input] = trail.index().analysis.inputs;
    ok(input?.error, 'a reason');
  });
});
