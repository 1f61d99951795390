import * as vscode from 'vscode';
import { equal, excludes, includes, ok } from './assert.js';
import { OWNER, prettyLog, type Record_, record, STRANGER, smashAndGrab } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, clear, hoverText, rangeOf } from './trail.js';

describe('hover', () => {
  const files = memoryFs();

  afterEach(clear);

  async function hoverOn(uri: vscode.Uri, text: string, nth = 0): Promise<string> {
    const document = await vscode.workspace.openTextDocument(uri);
    return hoverText(uri, rangeOf(document, text, nth).start.translate(0, 2));
  }

  it('tells the event, its chain and its technique', async () => {
    const uri = files.put('/hover/log.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    await analyze(uri);
    const text = await hoverOn(uri, 'ModifySnapshotAttribute');
    includes(text, STRANGER);
    includes(text, '2023&#45;07&#45;10 12&#58;00&#58;11 UTC');
    includes(text, '198&#46;51&#46;100&#46;7');
    includes(text, 'Step 2 of 4');
    includes(text, 'command:snapshotTrail.revealEvent?');
    includes(text, 'command:snapshotTrail.showTimeline?');
    includes(text, 'https://attack.mitre.org/techniques/');
  });

  it('leaves out what a diagnostic at the same place says', async () => {
    const uri = files.put('/hover/once.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    const trail = await analyze(uri);
    const configuration = vscode.workspace.getConfiguration('snapshotTrail');
    const level = async (value: string | undefined): Promise<void> => {
      await configuration.update('diagnostics.level', value, vscode.ConfigurationTarget.Global);
      await trail.whenIdle();
    };
    const sentence = '**user&#47;alice shared snapshot';
    const finding = 'can copy all of its data';
    try {
      await level('off');
      const whole = await hoverOn(uri, 'ModifySnapshotAttribute');
      includes(whole, sentence);
      includes(whole, finding);
      await level('findings');
      const rest = await hoverOn(uri, 'ModifySnapshotAttribute');
      excludes(rest, sentence);
      excludes(rest, finding);
      includes(rest, 'Step 2 of 4');
      includes(await hoverOn(uri, 'CreateSnapshot'), '**user&#47;alice created snapshot');
    } finally {
      await level(undefined);
    }
  });

  it('may run only the commands that lead to events', async () => {
    const uri = files.put('/hover/trust.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    await analyze(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const position = rangeOf(document, 'CreateSnapshot').start;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
    const trusted = contents.filter(({ isTrusted }) => isTrusted);
    ok(trusted.length > 0, 'links work');
    for (const { isTrusted, supportHtml } of trusted) {
      equal(isTrusted, { enabledCommands: ['snapshotTrail.revealEvent', 'snapshotTrail.showTimeline'] });
      ok(!supportHtml, 'no HTML');
    }
  });

  it('shows hostile text as text', async () => {
    const hostile =
      '[x](command:workbench.action.quit) ![p](http://192.0.2.1/p.png) <img src="http://192.0.2.1/i"> `c` **b**\n# h';
    const fields: Record_ = {
      userIdentity: {
        type: 'IAMUser',
        arn: `arn:aws:iam::${OWNER}:user/${hostile}`,
        accountId: OWNER,
        userName: hostile,
      },
      userAgent: hostile,
      errorCode: hostile,
      requestParameters: { snapshotId: hostile },
    };
    const uri = files.put('/hover/hostile.json', prettyLog([record('DeleteSnapshot', 1, fields)]));
    await analyze(uri);
    const text = await hoverOn(uri, 'DeleteSnapshot');
    includes(text, 'command&#58;workbench');
    for (const part of ['[x](', '![p](', '<img', '`c`', '**b**', '\n# h', 'http://192']) excludes(text, part);
  });

  it('stays short when the log does not', async () => {
    const long = 'A'.repeat(1024 * 1024);
    const fields: Record_ = { userAgent: long, requestParameters: { snapshotId: `snap-${long}` } };
    const uri = files.put('/hover/long.json', prettyLog([record('DeleteSnapshot', 1, fields)]));
    await analyze(uri);
    const text = await hoverOn(uri, 'DeleteSnapshot');
    ok(text.length > 0 && text.length < 20_000, `${text.length} characters`);
  });

  it('says nothing beside operation names, and nothing on files outside the case', async () => {
    const log = prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1'));
    const uri = files.put('/hover/quiet.json', log);
    const other = files.put('/hover/other.md', log);
    await analyze(uri);
    equal(await hoverOn(uri, 'eventVersion'), '');
    equal(await hoverOn(other, 'CreateSnapshot'), '');
  });
});
