import * as vscode from 'vscode';
import { MAX_DIAGNOSTICS_PER_FILE } from '../../src/editor/buildDiagnostics.js';
import { equal, includes, ok } from './assert.js';
import { oneLineLog, prettyLog, record, STRANGER, smashAndGrab } from './cloudTrail.js';
import { memoryFs } from './memoryFs.js';
import { analyze, clear, ours } from './trail.js';

const { DiagnosticSeverity } = vscode;

describe('diagnostics', () => {
  const files = memoryFs();

  afterEach(clear);

  for (const [shape, print] of [
    ['pretty', prettyLog],
    ['one-line', oneLineLog],
  ] as const) {
    it(`stand on the operation names of a ${shape} log`, async () => {
      const uri = files.put(
        `/diagnostics/${shape}.json`,
        `\ufeff${print(smashAndGrab('snap-0aaaaaaaaaaaaaaa1'))}`,
      );
      await analyze(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      const texts = ours(uri).map(({ range }) => document.getText(range));
      equal(texts.sort(), [
        'CreateSnapshot',
        'DeleteSnapshot',
        'ModifySnapshotAttribute',
        'ModifySnapshotAttribute',
      ]);
    });
  }

  it('tell the event, its technique and the other steps; never as errors', async () => {
    const uri = files.put('/diagnostics/told.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    const trail = await analyze(uri);
    const diagnostics = ours(uri);
    equal(
      diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error),
      [],
    );
    const worst = diagnostics[0];
    ok(worst, 'a diagnostic');
    equal(worst.severity, DiagnosticSeverity.Warning);
    ok(trail.index().analysis.findings.length > 0, 'findings');
    includes(worst.message, 'user/alice');
    ok(worst.code !== undefined && typeof worst.code === 'object', 'a code with a target');
    ok(/^T\d{4}/.test(String(worst.code.value)), 'the code is a technique');
    includes(worst.code.target.toString(), 'https://attack.mitre.org/techniques/T');
    const related = worst.relatedInformation ?? [];
    equal(related.length, 3);
    ok(
      related.every(({ location }) => location.uri.toString() === uri.toString()),
      'steps in this file',
    );
    ok(
      related.every(({ location }) => !location.range.isEqual(worst.range)),
      'other steps',
    );
  });

  it('name the steps before and after in their order', async () => {
    const uri = files.put('/diagnostics/steps.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    await analyze(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const related = ours(uri)
      .filter(({ range }) => document.getText(range) === 'DeleteSnapshot')
      .flatMap(({ relatedInformation = [] }) => relatedInformation);
    equal(
      related.map(({ message }) => message),
      [
        'Step 1: create snapshot · 2023-07-10 12:00:00 UTC',
        `Step 2: share with ${STRANGER} · 2023-07-10 12:00:11 UTC`,
        `Step 3: unshare from ${STRANGER} · 2023-07-10 12:00:30 UTC`,
      ],
    );
  });

  it('say what a finding says only once, and never on one event what another was', async () => {
    const uri = files.put('/diagnostics/once.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    await analyze(uri);
    const messages = [...ours(uri)]
      .sort((a, b) => a.range.start.line - b.range.start.line)
      .map(({ message }) => message);
    equal(
      messages.map((message) => message.split('user/alice created ').length - 1),
      [1, 0, 0, 0],
    );
    equal(
      messages.map((message) => message.split('user/alice shared ').length - 1),
      [0, 1, 0, 0],
    );
    includes(messages[1] ?? '', 'can copy all of its data');
    ok(messages[2]?.startsWith('user/alice took back the access '), 'the taking back says so itself');
    ok(messages[3]?.startsWith('user/alice deleted snapshot '), 'so does the delete');
    equal((messages[3] ?? '').split('user/alice deleted snapshot ').length - 1, 1);
  });

  it('stop before the editor does, worst first, and say how many are left', async () => {
    const many = Array.from({ length: 600 }, (_, second) =>
      record('DescribeSnapshots', second, { readOnly: true, requestParameters: {}, responseElements: null }),
    );
    const uri = files.put(
      '/diagnostics/many.json',
      prettyLog([...many, ...smashAndGrab('snap-0aaaaaaaaaaaaaaa1', 700)]),
    );
    await analyze(uri);
    const diagnostics = ours(uri);
    equal(diagnostics.length, MAX_DIAGNOSTICS_PER_FILE + 1);
    const document = await vscode.workspace.openTextDocument(uri);
    const shown = diagnostics.map(({ range }) => document.getText(range));
    for (const name of ['CreateSnapshot', 'ModifySnapshotAttribute', 'DeleteSnapshot']) {
      ok(shown.includes(name), `${name} comes before the rest`);
    }
    ok(
      diagnostics.some(({ message }) => message.includes('154')),
      'the remainder is told',
    );
  });

  it('follow the settings at once', async () => {
    const uri = files.put('/diagnostics/settings.json', prettyLog(smashAndGrab('snap-0aaaaaaaaaaaaaaa1')));
    const trail = await analyze(uri);
    const configuration = vscode.workspace.getConfiguration('snapshotTrail');
    const set = async (key: string, value: unknown): Promise<void> => {
      await configuration.update(key, value, vscode.ConfigurationTarget.Global);
      await trail.whenIdle();
    };
    try {
      await set('diagnostics.level', 'off');
      equal(ours(uri).length, 0);
      await set('diagnostics.level', 'hint');
      ok(ours(uri).length > 0, 'shown again');
      const external = (): readonly (string | null)[] =>
        trail
          .index()
          .analysis.findings.filter(({ rule }) => rule === 'snapshot.shared.external')
          .map(({ suppressed }) => suppressed);
      ok(external().includes(null), 'an open finding');
      await set('trustedAccounts', ['012345678912']);
      ok(!external().includes(null), 'sharing with a trusted account is expected');
    } finally {
      await set('trustedAccounts', undefined);
      await set('diagnostics.level', undefined);
    }
  });
});
