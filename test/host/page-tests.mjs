/** Runs a test suite inside the extension host of a workbench in a browser page. */
import { launchBrowser } from './browser.mjs';

const suiteTimeout = 7 * 60_000;

/**
 * Opens the workbench of a host that was started with a test suite; the workbench runs it and reports.
 * @param {import('./hosts.mjs').RunningHost} host
 * @param {(line: string) => void} print receives what the suite prints
 * @returns {Promise<number>} the exit code of the suite
 */
export async function runPageTests(host, print) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    /** @type {Promise<number>} */
    const ended = new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`The suite did not end within ${suiteTimeout / 60_000} min.`)),
        suiteTimeout,
      );
      page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
        clearTimeout(timer);
        resolve(code);
      });
      page.on('crash', () => reject(new Error('The page of the workbench crashed.')));
      browser.on('disconnected', () => reject(new Error('The browser ended before the suite did.')));
    });
    ended.catch(() => undefined);
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
        print(args.map(String).join(' '));
      },
    );
    await host.preparePage?.(page);
    await page.goto(host.address);
    return await ended;
  } finally {
    await browser.close();
  }
}
