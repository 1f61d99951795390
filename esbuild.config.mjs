/**
 * One build per target. `node esbuild.config.mjs` builds what ships;
 * `--tests` builds the tests as well; `--watch` keeps building what ships.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { packedCatalogue } from './esbuild.catalogue.mjs';
import { allTestsPlugin } from './test/host/test-files.mjs';

const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const shared = {
  bundle: true,
  logLevel: 'warning',
  sourcemap: true,
  sourcesContent: false,
  minify: !watch,
  legalComments: 'none',
  // jsonc-parser's `main` is UMD, which cannot be bundled; its `module` can.
  mainFields: ['module', 'main'],
  define: { SNAPSHOT_TRAIL_VERSION: JSON.stringify(version) },
  target: 'es2022',
};
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] };
const web = { ...shared, platform: 'browser', format: 'cjs', external: ['vscode'] };
const page = { ...shared, platform: 'browser', format: 'iife' };

const packed = { plugins: [packedCatalogue()] };
/** @type {esbuild.BuildOptions[]} */
const shipped = [
  { ...node, ...packed, entryPoints: ['src/entry/desktop.ts'], outfile: 'dist/desktop.js' },
  { ...web, ...packed, entryPoints: ['src/entry/web.ts'], outfile: 'dist/web.js' },
  { ...node, ...packed, entryPoints: ['src/entry/worker.node.ts'], outfile: 'dist/worker.node.js' },
  { ...page, ...packed, entryPoints: ['src/entry/worker.web.ts'], outfile: 'dist/worker.web.js' },
  {
    ...node,
    ...packed,
    entryPoints: ['src/entry/cli.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...page, entryPoints: ['media/timeline/main.ts'], outfile: 'dist/timeline.js' },
  { ...page, entryPoints: ['media/timeline/timeline.css'], outfile: 'dist/timeline.css' },
];

const readable = { minify: false, sourcesContent: true };
const editorTests = { ...readable, plugins: [allTestsPlugin('test/editor')] };

/**
 * Every test file is found by its name; nothing is listed by hand.
 * @type {esbuild.BuildOptions[]}
 */
const tests = [
  {
    ...node,
    ...readable,
    entryPoints: ['test/pure/**/*.test.ts'],
    outdir: 'out/test/pure',
    outbase: 'test/pure',
  },
  {
    ...node,
    ...editorTests,
    external: ['vscode', 'mocha'],
    entryPoints: ['test/editor/index.ts'],
    outfile: 'out/test/editor/index.js',
  },
  {
    ...web,
    ...editorTests,
    entryPoints: ['test/editor/index.web.ts'],
    outfile: 'out/test/editor/index.web.js',
  },
  {
    ...node,
    ...readable,
    // Modules, so that what test files share (a running editor, say) is one module for all of them.
    format: 'esm',
    splitting: true,
    packages: 'external',
    entryPoints: ['test/interface/**/*.test.ts'],
    outdir: 'out/test/interface',
    outbase: 'test/interface',
    outExtension: { '.js': '.mjs' },
  },
];

if (watch) {
  for (const options of shipped) {
    const context = await esbuild.context(options);
    await context.watch();
  }
} else {
  const results = await Promise.all(
    [...shipped, ...(withTests ? tests : [])].map((options) => esbuild.build({ ...options, metafile: true })),
  );
  const built = new Set(
    results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => resolve(file)),
  );
  removeStale('dist', built);
  if (withTests) removeStale('out/test', built);
}

/** What no build wrote. Afterwards, so that a program that runs from the folder never lacks its files. */
function removeStale(folder, built) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = resolve(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isDirectory() && !built.has(file)) rmSync(file);
  }
}
