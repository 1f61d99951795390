import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

/** The test hosts' own browser; loaded where it stands, for it finds the checkout by its own place. */
export async function launchBrowser(): Promise<Browser> {
  const finder: { launchBrowser(): Promise<Browser> } = await import(
    pathToFileURL(join(process.cwd(), 'test', 'host', 'browser.mjs')).href
  );
  return finder.launchBrowser();
}
