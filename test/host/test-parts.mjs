/** What `npm test` consists of. */
import { join } from 'node:path';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} command for Node, from the root
 * @property {boolean} [suite] tells its own numbers; anything else counts as one test
 * @property {boolean} [needsBuild]
 */

/** @param {string} name */
const here = (name) => join('test', 'host', name);

/** @param {string} host */
const editorPart = (host) => ({
  name: `editor-${host}`,
  command: [here('run-editor-tests.mjs'), host],
  suite: true,
  needsBuild: true,
});

/** @type {readonly Part[]} */
export const parts = [
  { name: 'lint', command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'build', command: ['esbuild.config.mjs', '--tests'] },
  { name: 'pure', command: [here('run-mocha.mjs'), 'out/test/pure'], suite: true, needsBuild: true },
  editorPart('current'),
  editorPart('oldest'),
  editorPart('web'),
  {
    name: 'interface',
    command: [here('run-mocha.mjs'), 'out/test/interface', '--timeout', '180000'],
    suite: true,
    needsBuild: true,
  },
];

/**
 * The parts to run, in their order; the build comes along with what needs it.
 * @param {readonly string[] | undefined} only
 */
export function chosenParts(only) {
  if (!only) return parts;
  const unknown = only.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No such part: ${unknown.join(', ')}. There are ${parts.map(({ name }) => name).join(', ')}.`,
    );
  }
  const needsBuild = parts.some((part) => part.needsBuild && only.includes(part.name));
  return parts.filter(({ name }) => only.includes(name) || (name === 'build' && needsBuild));
}
