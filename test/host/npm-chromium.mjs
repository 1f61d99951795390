/** The headless Chromium inside npm's `@sparticuz/chromium`, for a Linux machine without a browser, even without fonts. */
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cachedPackages } from './cache.mjs';
import { browserPackages } from './versions.mjs';

const flags = ['--no-zygote', '--in-process-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/**
 * Fetches and unpacks it on first use.
 * @returns {Promise<import('./browser.mjs').BrowserProgram>}
 */
export async function npmChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No browser was found. Install Chrome, Chromium or Edge, or name one in SNAPSHOT_TRAIL_BROWSER ' +
        '(npm carries a browser for x86-64 Linux only).',
    );
  }
  const { chromium, fonts } = browserPackages;
  const packages = [`@sparticuz/chromium@${chromium}`, `dejavu-fonts-ttf@${fonts}`];
  const modules = await cachedPackages(`chromium-${chromium}-dejavu-${fonts}`, packages, unpack);
  const folder = join(modules, 'chromium');
  const fontSettings = join(folder, 'fonts.conf');
  return {
    path: join(folder, 'chrome'),
    flags,
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: fontSettings },
    prepare: () => writeFileSync(fontSettings, fontConfiguration(folder)),
  };
}

/** @param {string} modules */
async function unpack(modules) {
  const { extract } = await import('tar');
  const packed = join(modules, '@sparticuz', 'chromium', 'bin');
  const folder = join(modules, 'chromium');
  mkdirSync(folder);
  await pipeline(
    createReadStream(join(packed, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(join(folder, 'chrome'), { mode: 0o755 }),
  );
  for (const archive of readdirSync(packed).filter((name) => name.endsWith('.tar.br'))) {
    await pipeline(
      createReadStream(join(packed, archive)),
      createBrotliDecompress(),
      extract({ cwd: folder }),
    );
  }
  await cp(join(modules, 'dejavu-fonts-ttf', 'ttf'), join(folder, 'fonts', 'DejaVu'), { recursive: true });
  rmSync(packed, { recursive: true });
}

/**
 * Written at each start, for it holds the folder's own path.
 * @param {string} folder
 */
function fontConfiguration(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
</fontconfig>
`;
}
