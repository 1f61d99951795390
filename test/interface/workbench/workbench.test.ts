import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.mjs';

const viewport = { width: 1500, height: 950 };

/** The rows of a view of the side bar, by its title. */
const rowsOf = (page: Page, view: string): Locator =>
  page.locator('.pane', { has: page.locator('.pane-header', { hasText: view }) }).locator('.monaco-list-row');

/** What a user sees of the sample logs, in a real VS Code. */
describe('Workbench', () => {
  let bench: Workbench;
  let page: Page;

  before(async () => {
    bench = await openWorkbench({ viewport });
    page = bench.page;
    await bench.runCommand('Snapshot Trail: Analyze snapshots');
    await rowsOf(page, 'Chains').first().waitFor();
  });
  after(() => bench?.close());

  it('lists the chains worst first, and counts the grave ones on the icon', async () => {
    const labels = await rowsOf(page, 'Chains').allInnerTexts();
    assert.equal(labels.length, 8);
    assert.match(labels[0] ?? '', /create → share 999988887777 → copy/);
    const icon = page.locator('.activitybar .action-item', { has: page.locator('.badge-content:visible') });
    await icon.locator('a[aria-label$="4 chains of high or critical severity"]').waitFor();
    assert.equal(await icon.locator('.badge-content').innerText(), '4');
  });

  it('opens a chain by keyboard alone and leads from a step to its line', async () => {
    await rowsOf(page, 'Chains').first().click();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const step = rowsOf(page, 'Chains').nth(1);
    await step.filter({ hasText: 'create snapshot' }).filter({ hasText: 'CreateSnapshot' }).waitFor();
    await rowsOf(page, 'Chains')
      .filter({ hasText: /share with 999988887777/ })
      .first()
      .waitFor();
    await rowsOf(page, 'Chains')
      .filter({ hasText: /unshare from 999988887777/ })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    // The step stands in a file of one long line, so that the readable view opens.
    await page.locator('.tab.active', { hasText: 'delivered-20240514T1210Z' }).waitFor();
    await page.locator('.view-lines .squiggly-warning, .squiggly-warning, .squiggly-info').first().waitFor();
    await bench.screenshot('workbench-step');
  });

  it('marks operations in a log, and explains them in a hover', async () => {
    await bench.openFile('activity.json');
    const mark = page.locator('.squiggly-warning').first();
    await mark.waitFor();
    const box = await mark.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const hover = page.locator('.monaco-hover:visible');
    await hover.getByText('Step 3 of 3', { exact: false }).first().waitFor();
    const text = await hover.first().innerText();
    assert.match(text, /deleted snapshot ledger-copy/);
    assert.equal(text.split('deleted snapshot ledger-copy').length, 2, 'said once');
    assert.match(text, /T1578 Modify Cloud Compute Infrastructure/);
    await bench.screenshot('workbench-hover');
    await page.keyboard.press('Escape');
  });

  it('says in the status bar what the file is', async () => {
    const item = page
      .locator('.statusbar-item[id="status.languageStatus"], .statusbar-item:has-text("Azure")')
      .first();
    await item.waitFor();
  });

  it('lists problems with a link to the technique', async () => {
    await bench.runCommand('Problems: Focus on Problems View');
    await page
      .locator('.markers-panel .monaco-list-row a', { hasText: /^T\d{4}/ })
      .first()
      .waitFor();
    await bench.screenshot('workbench-problems');
    await bench.runCommand('View: Hide Panel');
  });

  for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
    it(`paints the timeline (${theme})`, async () => {
      await bench.setTheme(theme);
      await bench.runCommand('Snapshot Trail: Show timeline');
      const frame = await bench.webviewFrame('canvas');
      const colours = await frame.locator('canvas').evaluateAll((canvases) => {
        const counts = canvases.map((canvas) => {
          const { width, height } = canvas as HTMLCanvasElement;
          const context = (canvas as HTMLCanvasElement).getContext('2d');
          const pixels = new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? []);
          return new Set(pixels).size;
        });
        return Math.max(...counts);
      });
      assert.ok(colours > 20, `only ${colours} colours on the canvas`);
      await bench.screenshot(`workbench-timeline-${theme}`);
    });
  }

  it('follows a selection from the side view into the timeline', async () => {
    await rowsOf(page, 'Chains').filter({ hasText: 'snapshot ledger-copy' }).first().click();
    const frame = await bench.webviewFrame('canvas');
    await frame.getByRole('heading', { name: 'ledger_OsDisk_1 → ledger-copy' }).waitFor();
    const grounds = await frame
      .locator('.finding code')
      .evaluateAll((names) => names.map((name) => getComputedStyle(name).backgroundColor));
    assert.deepEqual(new Set(grounds), new Set(['rgba(0, 0, 0, 0)']), 'the names of rules can be read');
    await bench.screenshot('workbench-selected');
  });

  it('brings the timeline back after a reload', async () => {
    await page.reload();
    const frame = await bench.webviewFrame('canvas');
    await frame
      .getByText(/8 chains/)
      .first()
      .waitFor();
  });
});

/** The same on logs of others, where they lie beside the checkout: for the eye. */
describe('Workbench on real logs', () => {
  for (const [name, path] of [
    ['splunk', '../shared/logs/aws/splunk-security-content'],
    ['dftimewolf', '../shared/logs/gcp/dftimewolf'],
  ] as const) {
    it(`shows ${name}`, async function () {
      const folder = resolve(path);
      if (!existsSync(folder)) return this.skip();
      const bench = await openWorkbench({ folder, viewport, theme: 'light' });
      try {
        await bench.runCommand('Snapshot Trail: Analyze snapshots');
        await rowsOf(bench.page, 'Chains').first().waitFor();
        for (const theme of ['light', 'dark', 'highContrast'] as const) {
          await bench.setTheme(theme);
          await bench.runCommand('Snapshot Trail: Show timeline');
          await bench.webviewFrame('canvas');
          await rowsOf(bench.page, 'Chains').first().click();
          await bench.screenshot(`real-${name}-${theme}`);
        }
      } finally {
        await bench.close();
      }
    });
  }
});
