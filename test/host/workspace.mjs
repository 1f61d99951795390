import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from './ending.mjs';
import { samplesFolder } from './paths.mjs';

/**
 * A temporary copy of a folder, of the same name, so that no test can change the checkout.
 * @param {string} [folder] the samples, if not said
 */
export function workspaceCopy(folder = samplesFolder) {
  const copy = join(temporaryFolder('workspace').path, basename(folder));
  if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
  else mkdirSync(copy);
  return copy;
}
