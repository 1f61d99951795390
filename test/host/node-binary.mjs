import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cachedPackages } from './cache.mjs';
import { nodeBinaries } from './versions.mjs';

/**
 * The path of a Node that is at least of the given major version: the running one, or one from npm.
 * @param {number} major
 */
export async function nodeBinary(major) {
  if (Number.parseInt(process.versions.node, 10) >= major) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const binary = nodeBinaries.packages[platform];
  if (!binary || nodeBinaries.major < major) {
    throw new Error(
      `This needs Node ${major}, which npm does not carry for ${platform}. Please run it with Node ${major}.`,
    );
  }
  const { name, version } = binary;
  const modules = await cachedPackages(`${name}-${version}`, [`${name}@${version}`]);
  const candidates = ['bin/node', 'bin/node.exe'].map((file) => join(modules, name, file));
  const found = candidates.find((file) => existsSync(file));
  if (!found) throw new Error(`${name}@${version} holds no Node binary.`);
  return found;
}
