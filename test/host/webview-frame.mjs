/** Finds what a webview shows: a frame within a frame of the workbench. */
import { waitFor } from './waiting.mjs';

const outerFrame = /\/webview\/browser\/pre\//;
const patience = 45_000;

/**
 * Waits for a webview that is really alive, and gives its content's frame.
 * @param {import('playwright-core').Page} page
 * @param {string | ((frame: import('playwright-core').Frame) => Promise<boolean>)} wanted a selector of something
 *   visible in it, or a question to it
 * @param {{ timeout?: number }} [options]
 * @returns {Promise<import('playwright-core').Frame>}
 */
export function webviewFrame(page, wanted, { timeout = patience } = {}) {
  const isWanted =
    typeof wanted === 'string'
      ? async (/** @type {import('playwright-core').Frame} */ frame) =>
          (await frame.locator(wanted).filter({ visible: true }).count()) > 0
      : wanted;
  return waitFor(
    `a webview with ${typeof wanted === 'string' ? wanted : 'what the test asks for'}`,
    async () => {
      for (const frame of page.frames()) {
        const content = outerFrame.test(frame.parentFrame()?.url() ?? '');
        if (content && (await isWanted(frame))) return frame;
      }
      return undefined;
    },
    { timeout },
  );
}
