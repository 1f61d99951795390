import * as vscode from 'vscode';
import { equal } from './assert.js';
import { prettyLog, smashAndGrab } from './cloudTrail.js';
import { MemoryFs } from './memoryFs.js';
import { analyze, ours } from './trail.js';

// Named to come last: there is no way back.
describe('dispose', () => {
  it('takes back everything that was registered', async () => {
    const files = new MemoryFs();
    const registration = files.register();
    const uri = files.put('/dispose/log.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    const trail = await analyze(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await vscode.commands.executeCommand('snapshotTrail.showTimeline');
    trail.dispose();
    trail.dispose();
    await trail.whenIdle();
    const commands = (await vscode.commands.getCommands(true)).filter((command) =>
      /^snapshotTrail\.\w+$/.test(command),
    );
    equal(commands, []);
    equal(ours(uri).length, 0);
    const position = new vscode.Position(0, 0);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    equal(hovers.length, 0);
    registration.dispose();
  });
});
