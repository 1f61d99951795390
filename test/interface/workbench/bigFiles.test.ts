import { strict as assert } from 'node:assert';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../../host/ending.mjs';
import { openWorkbench, type Workbench } from '../../host/workbench.mjs';
import { createSnapshot, type Json, STRANGER, share } from '../../support/cloudTrail.js';

/** Above what the editor hands to extensions (50 MiB). */
const PLAIN_BYTES = 60 * 1024 * 1024;
/** Laid out, this is more than a view shows whole. */
const PACKED_BYTES = 24 * 1024 * 1024;

const quiet = (at: number): Json => ({
  ...createSnapshot('', '', '09:00:00'),
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  eventID: `quiet-${at}`,
  requestParameters: { roleArn: `arn:aws:iam::111122223333:role/${'application'.repeat(20)}` },
  responseElements: null,
});

/** Logs larger than the editor itself handles, in a real VS Code. */
describe('Big files', () => {
  let bench: Workbench;
  let page: Page;
  let story: readonly Json[];

  before(async function () {
    this.timeout(300_000);
    const { path: folder } = temporaryFolder('big-files');
    mkdirSync(folder, { recursive: true });
    story = [
      createSnapshot('snap-0big', 'vol-0big', '10:00:00'),
      share('snap-0big', { userId: STRANGER }, '10:01:00'),
    ];
    const line = `${JSON.stringify(quiet(0))}\n`;
    const many = line.repeat(Math.ceil((1024 * 1024) / line.length));
    const plain = openSync(join(folder, 'plain.jsonl'), 'w');
    for (let written = 0; written < PLAIN_BYTES; written += many.length) writeSync(plain, many);
    for (const record of story) writeSync(plain, `${JSON.stringify(record)}\n`);
    closeSync(plain);
    const records = [
      ...Array.from({ length: Math.ceil(PACKED_BYTES / line.length) }, (_, at) => quiet(at)),
      createSnapshot('snap-0packed', 'vol-0packed', '11:00:00'),
      share('snap-0packed', { userId: STRANGER }, '11:01:00'),
    ];
    writeFileSync(join(folder, 'packed.json.gz'), gzipSync(JSON.stringify({ Records: records })));
    bench = await openWorkbench({
      folder,
      viewport: { width: 1500, height: 950 },
      settings: { 'workbench.editorLargeFileConfirmation': 4096 },
    });
    page = bench.page;
    await bench.runCommand('Snapshot Trail: Analyze snapshots');
    await page
      .locator('.pane', { has: page.locator('.pane-header', { hasText: 'Chains' }) })
      .locator('.monaco-list-row')
      .nth(1)
      .waitFor();
    await bench.runCommand('Problems: Focus on Problems View');
  });
  after(() => bench?.close());

  const problem = (text: string) => page.locator('.markers-panel .monaco-list-row', { hasText: text });

  it('lists the findings of a plain log of 60 MB, and leads to their line', async () => {
    await problem('plain.jsonl').first().waitFor();
    await problem('snap-0big').first().waitFor();
    await bench.screenshot('big-file-problems');
    await problem('snap-0big').first().dblclick();
    await page.locator('.tab.active', { hasText: 'plain.jsonl' }).waitFor();
    await page.locator('.squiggly-warning, .squiggly-info').first().waitFor();
    await bench.screenshot('big-file-place');
    const shown = await page.locator('.monaco-editor .view-lines').first().innerText();
    assert.match(shown.replaceAll('\u00a0', ' '), /snap-0big|ModifySnapshotAttribute/);
  });

  it('shows of a packed log that is too large to be laid out whole the records with events, and says so', async () => {
    await problem('snap-0packed').first().waitFor();
    await problem('snap-0packed').first().dblclick();
    await page.locator('.tab.active', { hasText: 'packed.readable.jsonl' }).waitFor();
    await page.locator('.squiggly-warning, .squiggly-info').first().waitFor();
    await page.keyboard.press('Control+Home');
    await page.locator('.view-line', { hasText: 'too large to be laid out whole' }).first().waitFor();
    await bench.screenshot('big-file-readable');
  });
});
