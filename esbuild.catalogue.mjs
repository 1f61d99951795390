/**
 * The catalogue in the build that ships: its rows packed into short texts that are read when they are asked
 * for, without what only a reviewer reads. Tests and the grammar's generator read the full rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('src/core/catalogue/', import.meta.url));

/** @returns {import('esbuild').Plugin} */
export function packedCatalogue() {
  return {
    name: 'packed catalogue',
    setup({ onLoad }) {
      let contents;
      onLoad({ filter: /[\\/]core[\\/]catalogue[\\/]rows\.ts$/ }, async () => {
        contents ??= packedModule();
        return { contents: await contents, loader: 'ts', resolveDir: folder };
      });
    },
  };
}

async function packedModule() {
  const { allRows, pack } = await full();
  const services = pack(allRows());
  return `
    import { unpack } from './packed.js';
    export const allRows = () => unpack(${JSON.stringify(services)});
  `;
}

const full = () =>
  importCatalogue("export { allRows } from './rows.ts'; export { pack } from './packed.ts';");

/**
 * Runs TypeScript of the catalogue's folder as it stands, with the full rows.
 * @param {string} contents imports relative to that folder, and exports
 */
export async function importCatalogue(contents) {
  const scratch = mkdtempSync(join(tmpdir(), 'snapshot-trail-'));
  const outfile = join(scratch, 'catalogue.mjs');
  try {
    await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      outfile,
      format: 'esm',
      platform: 'neutral',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
