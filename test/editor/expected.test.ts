import * as vscode from 'vscode';
import type { Finding } from '../../src/core/model.js';
import { EXPECT_COMMAND, type ExpectPrompts, expect } from '../../src/editor/expectCommand.js';
import { equal, excludes, includes, ok } from './assert.js';
import { OWNER, prettyLog, record, STRANGER, smashAndGrab } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, api, clear, ours } from './trail.js';

const EXTERNAL = 'snapshot.shared.external';
const configuration = () => vscode.workspace.getConfiguration('snapshotTrail');

/** Answers as a user would; what was asked can be looked at. */
class Answers implements ExpectPrompts {
  readonly asked: string[] = [];
  readonly #picks: RegExp[];
  readonly #button: string | undefined;

  constructor(button: string | undefined, ...picks: RegExp[]) {
    this.#picks = picks;
    this.#button = button;
  }

  pick<T extends vscode.QuickPickItem>(items: readonly T[], title: string): Thenable<T | undefined> {
    this.asked.push(title, ...items.map(({ label }) => label));
    const wanted = this.#picks.shift();
    return Promise.resolve(items.find(({ label }) => wanted?.test(label)));
  }

  confirm(message: string, detail: string, buttons: readonly string[]): Thenable<string | undefined> {
    this.asked.push(message, detail, ...buttons);
    return Promise.resolve(buttons.find((button) => button === this.#button));
  }
}

describe('What is expected', () => {
  const files = memoryFs();
  let log: vscode.Uri;

  beforeEach(async () => {
    log = files.put('/expected/log.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    await analyze(log);
  });

  afterEach(async () => {
    for (const target of [vscode.ConfigurationTarget.Global, vscode.ConfigurationTarget.Workspace]) {
      for (const key of ['trustedAccounts', 'trustedPrincipals', 'severities']) {
        await configuration().update(key, undefined, target);
      }
    }
    await clear();
  });

  async function finding(rule = EXTERNAL): Promise<Finding> {
    const found = (await api()).index().analysis.findings.find((one) => one.rule === rule);
    ok(found, rule);
    return found;
  }

  async function store() {
    return { index: (await api()).index() };
  }

  const fixesAt = async (range: vscode.Range): Promise<readonly vscode.CodeAction[]> => {
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      log,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    return found.filter(({ command }) => command?.command === EXPECT_COMMAND);
  };

  it('is offered as quick fixes on the diagnostics of findings', async () => {
    const document = await vscode.workspace.openTextDocument(log);
    const shared = ours(log).find(
      ({ range, message }) =>
        document.getText(range) === 'ModifySnapshotAttribute' && message.includes(STRANGER),
    );
    ok(shared, 'a diagnostic of the share');
    const titles = (await fixesAt(shared.range)).map(({ title }) => title);
    for (const title of [
      `Treat account ${STRANGER} as trusted`,
      `Treat principal arn:aws:iam::${OWNER}:user/alice as expected`,
      'Treat network 198.51.100.7 as expected',
      `Set the severity of ${EXTERNAL}…`,
    ]) {
      ok(titles.includes(title), `${title} in ${titles.join('; ')}`);
    }
    equal(new Set(titles).size, titles.length, 'each once');
  });

  it('is not offered where no finding is', async () => {
    const quiet = files.put(
      '/expected/quiet.json',
      prettyLog([
        record('DescribeSnapshots', 0, { readOnly: true, requestParameters: {}, responseElements: null }),
      ]),
    );
    await analyze(quiet);
    log = quiet;
    await vscode.workspace.openTextDocument(quiet);
    const [only] = ours(quiet);
    ok(only, 'a diagnostic');
    equal((await fixesAt(only.range)).length, 0);
  });

  it('shows what it writes, then writes it and judges again', async () => {
    const change = { kind: 'add', setting: 'trustedAccounts', value: STRANGER };
    const answers = new Answers('User Settings');
    await expect({ finding: (await finding()).id, change }, await store(), answers);
    includes(answers.asked.join('\n'), 'snapshotTrail.trustedAccounts');
    includes(answers.asked.join('\n'), `add "${STRANGER}"`);
    await (await api()).whenIdle();
    equal(configuration().inspect('trustedAccounts')?.globalValue, [STRANGER]);
    ok((await finding()).suppressed, 'expected now, and still there');
  });

  it('writes nothing when it is not confirmed', async () => {
    const change = { kind: 'add', setting: 'trustedAccounts', value: STRANGER };
    await expect({ finding: (await finding()).id, change }, await store(), new Answers(undefined));
    equal(configuration().inspect('trustedAccounts')?.globalValue, undefined);
  });

  it('keeps what the settings hold, and what the user’s do when the workspace begins its own', async () => {
    await configuration().update('trustedAccounts', ['000000000001'], vscode.ConfigurationTarget.Global);
    await (await api()).whenIdle();
    const change = { kind: 'add', setting: 'trustedAccounts', value: STRANGER };
    const argument = async () => ({ finding: (await finding()).id, change });
    await expect(await argument(), await store(), new Answers('Workspace Settings'));
    equal(configuration().inspect('trustedAccounts')?.workspaceValue, ['000000000001', STRANGER]);
    await (await api()).whenIdle();
    ok((await finding()).suppressed, 'expected');
    // The list of the workspace hides the user's: writing there would change nothing.
    await configuration().update('trustedAccounts', [], vscode.ConfigurationTarget.Workspace);
    await (await api()).whenIdle();
    const answers = new Answers(undefined);
    await expect(await argument(), await store(), answers);
    excludes(answers.asked.join('\n'), 'User Settings');
    includes(answers.asked.join('\n'), 'Workspace Settings');
  });

  it('is chosen from the findings view, down to the severity of the rule', async () => {
    const node = { kind: 'finding', group: 'g', finding: await finding() };
    const answers = new Answers('User Settings', /^Set the severity/, /^Off$/);
    await expect(node, await store(), answers);
    includes(answers.asked.join('\n'), `Treat account ${STRANGER} as trusted`);
    await (await api()).whenIdle();
    equal(configuration().inspect('severities')?.globalValue, { [EXTERNAL]: 'off' });
    equal((await api()).index().analysis.findings.filter(({ rule }) => rule === EXTERNAL).length, 0);
  });

  it('takes no change that the finding does not suggest', async () => {
    const id = (await finding()).id;
    for (const argument of [
      undefined,
      'x',
      { finding: 'none', change: null },
      { finding: id, change: { kind: 'add', setting: 'trustedAccounts', value: '999999999999' } },
      { finding: id, change: { kind: 'add', setting: 'trustedPrincipals', value: '*' } },
      { finding: id, change: { kind: 'add', setting: 'changeTickets', value: 'CHG-*' } },
      { finding: id, change: { kind: 'severity', rule: 'snapshot.shared.public', severity: 'off' } },
    ]) {
      const answers = new Answers('User Settings');
      await expect(argument, await store(), answers);
      equal(answers.asked, [], JSON.stringify(argument) ?? 'undefined');
    }
  });
});
