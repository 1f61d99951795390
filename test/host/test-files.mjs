/** Finds test files by their name, so that none is left out of a list kept by hand. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * @param {string} folder
 * @param {string} ending of the file names
 */
export function testFilesIn(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => join(folder, file));
}

/**
 * An esbuild plugin: importing `all-tests` imports every `*.test.ts` below the folder.
 * @param {string} folder
 * @returns {import('esbuild').Plugin}
 */
export function allTestsPlugin(folder) {
  return {
    name: 'all-tests',
    setup(build) {
      build.onResolve({ filter: /^all-tests$/ }, () => ({ path: folder, namespace: 'all-tests' }));
      build.onLoad({ filter: /.*/, namespace: 'all-tests' }, () => ({
        contents: testFilesIn(folder, '.test.ts')
          .map((file) => `import ${JSON.stringify(resolve(file))};`)
          .join('\n'),
        resolveDir: resolve(folder),
      }));
    },
  };
}
