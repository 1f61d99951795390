import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The files that must not be written over, by whatever name or link they are reached. */
export class Evidence {
  readonly #files = new Set<string>();

  async add(path: string): Promise<void> {
    for (const name of await identities(path)) this.#files.add(name);
  }

  async has(path: string): Promise<boolean> {
    return (await identities(path)).some((name) => this.#files.has(name));
  }
}

/** The path without links, and the file's own number on its device, which hard links share. */
async function identities(path: string): Promise<string[]> {
  const real = await realpath(path).catch(() => resolve(path));
  const status = await stat(path, { bigint: true }).catch(() => null);
  return status === null || status.ino === 0n ? [real] : [real, `${status.dev}:${status.ino}`];
}
