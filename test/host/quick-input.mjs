/** The box at the top of the workbench in which commands and other things are chosen by typing. */
import { waitFor } from './waiting.mjs';

const box = '.quick-input-widget';
const labels = `${box} .monaco-list-row :is(.quick-input-list-label-name, .label-name)`;
const patience = 45_000;
/** The list of an open box does not follow what becomes possible meanwhile, so it is opened anew. */
const patiencePerTry = 4_000;

/**
 * Chooses an entry by typing.
 * @param {import('playwright-core').Page} page
 * @param {string} text typed into the open box
 * @param {string} label of the entry to take, exactly
 * @param {number} [timeout]
 */
export async function choose(page, text, label, timeout = patience) {
  await page.locator(`${box} input[type="text"]:visible`).first().fill(text);
  await page.locator(labels).getByText(label, { exact: true }).first().click({ timeout });
  await leavePointer(page);
}

/**
 * Opens the box and chooses an entry; again and again, until the entry is there.
 * @param {import('playwright-core').Page} page
 * @param {string} text typed into the box
 * @param {string} label of the entry to take, exactly
 */
export async function chooseAnew(page, text, label) {
  await waitFor(
    `"${label}" to be offered`,
    async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await page.locator(box).waitFor({ state: 'visible', timeout: patiencePerTry });
      await choose(page, text, label, patiencePerTry);
      return true;
    },
    { timeout: patience },
  );
}

/**
 * Runs a command through the palette.
 * @param {import('playwright-core').Page} page
 * @param {string} title as the palette shows it, with its category
 */
export async function runCommand(page, title) {
  await chooseAnew(page, `>${title}`, title);
}

/**
 * Puts the pointer where it hovers over nothing.
 * @param {import('playwright-core').Page} page
 */
async function leavePointer(page) {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(width / 2, height - 1);
}
