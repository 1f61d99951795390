import * as vscode from 'vscode';
import { isFromTimeline } from '../../src/editor/timelineMessages.js';
import { equal, eventually } from './assert.js';
import { prettyLog, smashAndGrab } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, clear } from './trail.js';

function timelines(): number {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.includes('snapshotTrail.timeline'),
    ).length;
}

describe('timeline panel', () => {
  const files = memoryFs();

  afterEach(clear);

  it('opens once', async () => {
    await analyze(files.put('/timeline/log.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1'))));
    await vscode.commands.executeCommand('snapshotTrail.showTimeline');
    await eventually(() => timelines() === 1, 'a tab');
    await vscode.commands.executeCommand('snapshotTrail.showTimeline');
    equal(timelines(), 1);
  });

  it('lets only known messages in', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'analyze' },
      { type: 'open', event: 'e' },
      { type: 'technique', technique: 'T1537' },
      { type: 'select', selection: { chain: null, event: 'e' } },
    ]) {
      equal(isFromTimeline(message), true, JSON.stringify(message));
    }
    for (const message of [
      null,
      'ready',
      {},
      { type: 'open' },
      { type: 'open', event: 1 },
      { type: 'select', selection: { chain: 1, event: null } },
      { type: 'command', command: 'workbench.action.quit' },
    ]) {
      equal(isFromTimeline(message), false, JSON.stringify(message));
    }
  });
});
