import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FromTimeline, TimelineModel } from '../../../src/protocol/timeline.js';
import { ENGLISH_TIMELINE_STRINGS } from '../../../src/protocol/timelineStrings.js';
import { launchBrowser } from './browser.js';
import { Harness, type PageOptions, type TimelinePageDriver } from './harness.js';
import { googleChain, hostileModel, manyChains, modelOf, theftChain } from './models.js';
import { THEMES } from './themes.js';

/** Middle of the first row, below its header. */
const FIRST_ROW = 45;
const GUTTER = 250;
const MARGIN = 0.06;

const THEFT = theftChain();

/** Where a moment of a model shown whole is, from its start (0) to its end (1). */
async function xOf(driver: TimelinePageDriver, part: number): Promise<number> {
  const width = await driver.page.locator('.lanes').evaluate((lanes) => lanes.clientWidth);
  return GUTTER + ((width - GUTTER) * (MARGIN + part)) / (1 + 2 * MARGIN);
}

function activeOption(driver: TimelinePageDriver): Promise<string> {
  return driver.page.evaluate(() => {
    const id = document.querySelector('.lanes')?.getAttribute('aria-activedescendant');
    return document.getElementById(id ?? '')?.textContent ?? '';
  });
}

describe('the timeline page', function () {
  this.timeout(60_000);
  let harness: Harness;
  let driver: TimelinePageDriver;

  before(async function () {
    this.timeout(300_000);
    harness = await Harness.start(await launchBrowser());
  });
  after(() => harness.stop());

  async function open(
    model: TimelineModel | null | undefined,
    options?: PageOptions,
  ): Promise<TimelinePageDriver> {
    driver = await harness.open(options);
    if (model !== undefined) await driver.model(model);
    return driver;
  }

  afterEach(async () => {
    const [violations, broken] = [
      await driver.violations(),
      await driver.page.evaluate(() => window.editor.__broken),
    ];
    const { errors } = driver;
    await driver.close();
    assert.deepEqual({ violations, errors, broken }, { violations: [], errors: [], broken: undefined });
  });

  it('says ready first, and shows nothing before the host answers', async () => {
    await open(undefined);
    assert.deepEqual(await driver.posted(), [{ type: 'ready' }]);
    assert.equal(await driver.page.locator('.lanes canvas').count(), 0);
  });

  it('says in words when nothing was analyzed, and offers to', async () => {
    await open(null);
    assert.match((await driver.page.locator('.empty').textContent()) ?? '', /No logs have been analyzed yet/);
    await driver.page.getByRole('button', { name: 'Analyze' }).click();
    assert.deepEqual(await driver.postedOf('analyze'), [{ type: 'analyze' }]);
  });

  it('says in words when the analysis found nothing, and goes on when a later one does', async () => {
    await open(modelOf([]));
    assert.match((await driver.page.locator('.empty').textContent()) ?? '', /no snapshot events/);
    await driver.model(modelOf([THEFT]));
    assert.ok((await driver.colors()) > 10);
  });

  for (const theme of THEMES) {
    it(`is painted in ${theme}, sharp on a dense screen`, async () => {
      await open(modelOf([THEFT, googleChain()]), { theme, deviceScaleFactor: 2 });
      assert.ok((await driver.colors()) > 10);
      const [width, shown] = await driver.page
        .locator('.lanes canvas')
        .evaluate((canvas) => [(canvas as HTMLCanvasElement).width, canvas.clientWidth]);
      assert.equal(width, (shown ?? 0) * 2);
    });
  }

  it('names the kind of every row, however long its name', async () => {
    await open(undefined);
    await driver.page.evaluate(() => {
      const { fillText } = CanvasRenderingContext2D.prototype;
      const written: [string, number][] = [];
      Object.assign(window, { written });
      CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        written.push([text, x]);
        fillText.call(this, text, x, y);
      };
    });
    const chains = [THEFT, googleChain()];
    await driver.model(modelOf(chains));
    const written = await driver.page.evaluate(
      () => (window as unknown as { written: readonly (readonly [string, number])[] }).written,
    );
    const kinds: readonly string[] = Object.values(ENGLISH_TIMELINE_STRINGS.kinds);
    const rows = chains.flatMap((chain) =>
      chain.rows.map(({ kind }) => ENGLISH_TIMELINE_STRINGS.kinds[kind]),
    );
    assert.deepEqual(
      written
        .filter(([text, x]) => x < GUTTER && kinds.includes(text))
        .map(([text]) => text)
        .slice(0, rows.length),
      rows,
    );
  });

  it('repaints when the theme changes', async () => {
    await open(modelOf([THEFT]));
    const ground = (): Promise<number[]> =>
      driver.page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.lanes canvas');
        return [...(canvas?.getContext('2d')?.getImageData(5, canvas.height - 5, 1, 1).data ?? [])];
      });
    assert.deepEqual(await ground(), [31, 31, 31, 255]);
    await driver.page.evaluate(() => {
      for (const element of [document.documentElement, document.body]) element.className = 'vscode-light';
    });
    await driver.settle();
    assert.deepEqual(await ground(), [255, 255, 255, 255]);
  });

  it('selects by a click, tells the host, and tells the story', async () => {
    await open(modelOf([THEFT]));
    await driver.clickLanes(await xOf(driver, 11 / 36), FIRST_ROW);
    assert.deepEqual(await driver.postedOf('select'), [
      { type: 'select', selection: { chain: THEFT.id, event: THEFT.events[1]?.id } },
    ]);
    const current = driver.page.locator('[aria-current="step"]');
    assert.match((await current.textContent()) ?? '', /Share2023-07-10 12:11:38 UTC.*shared snapshot/);
    const gaps = await driver.page.locator('.gap').allTextContents();
    assert.deepEqual(gaps, ['first step', '+11 s', '+9 s', '+9 s', '+7 s']);
    assert.match(
      (await driver.page.locator('.step-findings').textContent()) ?? '',
      /not in the trusted accounts/,
    );
  });

  it('opens the log line by double click and by the button, and the technique by its link', async () => {
    await open(modelOf([THEFT]));
    await driver.page.locator('.lanes').dblclick({ position: { x: await xOf(driver, 1), y: FIRST_ROW } });
    await driver.page.getByRole('button', { name: 'Open log line' }).click();
    const opened = { type: 'open', event: THEFT.events[4]?.id } as const;
    assert.deepEqual(await driver.postedOf('open'), [opened, opened]);
    await driver.page.locator('.findings').getByRole('button', { name: 'T1537' }).click();
    assert.deepEqual(await driver.postedOf('technique'), [{ type: 'technique', technique: 'T1537' }]);
  });

  it('has a whole keyboard path in one tab stop', async () => {
    await open(modelOf([THEFT, googleChain()]));
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await driver.page.keyboard.press(key);
      await driver.settle();
    };
    await press('Tab', 'Tab');
    assert.equal(await driver.page.evaluate(() => document.activeElement?.getAttribute('role')), 'listbox');
    await press('ArrowDown', 'ArrowDown');
    assert.match(await activeOption(driver), /^Share, high, 2023-07-10 12:11:38 UTC: user\/alice shared/);
    await press('End');
    assert.match(await activeOption(driver), /^Delete, medium/);
    await press('ArrowDown');
    assert.match(await activeOption(driver), /^Create, info, 2023-05-31/);
    await press('ArrowLeft', 'ArrowLeft');
    assert.match(await activeOption(driver), /^Chain 1 of 2: high/);
    await press('ArrowRight');
    assert.match(await activeOption(driver), /^Chain 2 of 2: medium, disk-2 → ds-1/);
    await press('End', 'Enter');
    assert.deepEqual((await driver.postedOf('open')).at(-1), { type: 'open', event: 'g6' });
    await press('Escape', 'Escape', 'Escape');
    assert.deepEqual((await driver.postedOf('select')).at(-1)?.selection, { chain: null, event: null });
    await press('Tab');
    assert.notEqual(
      await driver.page.evaluate(() => document.activeElement?.getAttribute('role')),
      'listbox',
    );
  });

  it('zooms and pans by keys, wheel, buttons and drag, and comes back', async () => {
    await open(modelOf([THEFT]));
    const span = async (): Promise<readonly [number, number] | null> => {
      await driver.page.waitForTimeout(260);
      return ((await driver.state()) as { span: readonly [number, number] | null } | null)?.span ?? null;
    };
    await driver.page.locator('.lanes').focus();
    await driver.page.keyboard.press('+');
    const zoomed = await span();
    assert.ok(zoomed);
    await driver.page.keyboard.press('Shift+ArrowRight');
    assert.ok(((await span())?.[0] ?? 0) > zoomed[0]);
    await driver.page.keyboard.press('0');
    assert.equal(await span(), null);
    await driver.page.locator('.lanes').hover({ position: { x: 600, y: 200 } });
    await driver.page.keyboard.down('Control');
    await driver.page.mouse.wheel(0, -300);
    await driver.page.keyboard.up('Control');
    const wheeled = await span();
    assert.ok(wheeled && wheeled[1] - wheeled[0] < 30_000);
    await driver.page.mouse.down();
    await driver.page.mouse.move(500, 300, { steps: 4 });
    await driver.page.mouse.up();
    assert.notDeepEqual(await span(), wheeled);
    assert.deepEqual(await driver.postedOf('select'), []);
    await driver.page.getByRole('button', { name: 'Fit all' }).click();
    assert.equal(await span(), null);
  });

  it('moves and narrows the view by the brush of the overview', async () => {
    await open(modelOf([THEFT]));
    const brush = driver.page.locator('.brush');
    assert.ok(await brush.isHidden());
    await driver.page.locator('.lanes').focus();
    await driver.page.keyboard.press('+');
    await driver.settle();
    const box = await brush.boundingBox();
    assert.ok(box && box.width > 100);
    const y = box.y + box.height / 2;
    await driver.page.mouse.move(box.x + box.width / 2, y);
    await driver.page.mouse.down();
    await driver.page.mouse.move(box.x + box.width / 2 - 60, y, { steps: 3 });
    await driver.page.mouse.up();
    await driver.settle();
    const moved = await brush.boundingBox();
    assert.ok(moved && Math.abs(moved.x - (box.x - 60)) < 3 && Math.abs(moved.width - box.width) < 3);
    await driver.page.mouse.move(moved.x + moved.width - 1, y);
    await driver.page.mouse.down();
    await driver.page.mouse.move(moved.x + moved.width - 101, y, { steps: 3 });
    await driver.page.mouse.up();
    await driver.settle();
    assert.ok(Math.abs(((await brush.boundingBox())?.width ?? 0) - (moved.width - 100)) < 4);
    await driver.page.locator('.overview-strip').dblclick();
    await driver.settle();
    assert.ok(await brush.isHidden());
  });

  it('glides to a fit where motion is welcome', async () => {
    await open(modelOf([THEFT]), { classes: [] });
    await driver.page.locator('.lanes').focus();
    await driver.page.keyboard.press('+');
    await driver.page.keyboard.press('0');
    await driver.page.locator('.brush').waitFor({ state: 'hidden' });
  });

  it('tells how many acts lie outside the visible time, and goes there by a click', async () => {
    await open(modelOf([THEFT]));
    await driver.page.locator('.lanes').focus();
    for (const key of ['End', '+', '+', '+', '+']) await driver.page.keyboard.press(key);
    await driver.settle();
    await driver.clickLanes(GUTTER + 10, FIRST_ROW);
    assert.equal((await driver.postedOf('select')).at(-1)?.selection.event, THEFT.events[2]?.id);
  });

  it('fits a narrow panel and a very wide one', async () => {
    for (const width of [400, 2400]) {
      await open(modelOf([THEFT, googleChain()]), { width });
      const overflow = await driver.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(overflow, 0);
      assert.ok((await driver.colors()) > 10);
      if (width === 400) await driver.close();
    }
  });

  it('shows what the host selects, says it, and does not echo it', async () => {
    await open(manyChains(60, 6));
    await driver.send({ type: 'select', selection: { chain: null, event: 'c50e2' } });
    assert.match(
      (await driver.page.locator('[aria-current="step"]').textContent()) ?? '',
      /step 2 of chain 50/,
    );
    assert.ok((await driver.page.locator('.lanes').evaluate((lanes) => lanes.scrollTop)) > 1000);
    await driver.page.waitForTimeout(250);
    assert.match((await driver.page.locator('[aria-live]').textContent()) ?? '', /step 2 of chain 50/);
    assert.deepEqual(await driver.postedOf('select'), []);
    await driver.send({ type: 'select', selection: { chain: null, event: null } });
    assert.equal(await driver.page.locator('[aria-current="step"]').count(), 0);
    assert.deepEqual(await driver.postedOf('select'), []);
  });

  it('keeps a selection that comes before its analysis', async () => {
    await open(undefined);
    await driver.send({ type: 'select', selection: { chain: THEFT.id, event: null } });
    await driver.model(modelOf([THEFT]));
    assert.match((await driver.page.locator('.details h2').textContent()) ?? '', /snap-0a1b2c3d4e5f67890/);
    assert.deepEqual(await driver.postedOf('select'), []);
  });

  it('comes back after a reload as it was left', async () => {
    const model = manyChains(60, 6);
    await open(model);
    await driver.send({ type: 'select', selection: { chain: 'chain-40', event: 'c40e3' } });
    await driver.page.getByRole('button', { name: 'Fit chain' }).click();
    await driver.page.waitForTimeout(300);
    const state = await driver.state();
    await driver.close();
    await open(model, { state: state as never });
    await driver.page.waitForTimeout(300);
    assert.deepEqual(await driver.state(), state);
    assert.match(
      (await driver.page.locator('[aria-current="step"]').textContent()) ?? '',
      /step 3 of chain 40/,
    );
    assert.deepEqual(
      (await driver.posted()).map(({ type }: FromTimeline) => type),
      ['ready'],
    );
  });

  it('shows hostile log text as text', async () => {
    const model = hostileModel();
    await open(model);
    for (const chain of model.chains) {
      await driver.send({
        type: 'select',
        selection: { chain: chain.id, event: chain.events[0]?.id ?? null },
      });
      const text = (await driver.page.locator('.details').textContent()) ?? '';
      assert.ok(text.includes(chain.title.slice(0, 5)) && !text.includes('\u202E') && text.length < 20_000);
    }
    assert.equal(await driver.page.locator('img, script:not([nonce]), [onmouseover], [onerror]').count(), 0);
  });

  for (const theme of THEMES) {
    it(`has no accessibility fault that axe can see in ${theme}`, async () => {
      await open(modelOf([THEFT, googleChain()]), { theme });
      await driver.send({
        type: 'select',
        selection: { chain: THEFT.id, event: THEFT.events[1]?.id ?? null },
      });
      await driver.page.getByRole('button', { name: 'Legend' }).click();
      const axe = readFileSync(join(process.cwd(), 'node_modules/axe-core/axe.min.js'), 'utf8');
      await driver.page.evaluate(axe);
      const faults = await driver.page.evaluate(async () => {
        const { axe: runner } = window as unknown as {
          axe: {
            run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        };
        const { violations } = await runner.run();
        return violations.map(
          ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        );
      });
      assert.deepEqual(faults, []);
    });
  }

  it('stays smooth with 2,000 chains and 20,000 events', async () => {
    await open(manyChains(2000, 10));
    const frames = await driver.page.evaluate(async () => {
      const lanes = document.querySelector('.lanes');
      const times: number[] = [];
      for (let i = 0; i < 60; i++) {
        const began = performance.now();
        if (lanes) lanes.scrollTop += 40;
        lanes?.dispatchEvent(new WheelEvent('wheel', { deltaX: 12, bubbles: true, cancelable: true }));
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b);
    });
    const at = (part: number): string => (frames[Math.floor(frames.length * part)] ?? 0).toFixed(1);
    console.log(`      panning 20,000 events: ${at(0.5)} ms a frame, ${at(0.95)} ms at the 95th percentile`);
    assert.ok((await driver.colors()) > 5);
  });
});
