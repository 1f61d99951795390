import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Walked {
  readonly path: string;
  /** The user gave this very path. */
  readonly named: boolean;
  /** Why it cannot be read, or `null`. */
  readonly error: string | null;
}

/**
 * The files at and below `paths`, in a stable order, each once. Links to folders are followed once
 * (loops end), unreadable folders are told and passed, names do not matter.
 */
export async function* walk(paths: readonly string[]): AsyncGenerator<Walked> {
  const seen = new Set<string>();
  for (const path of paths) yield* walkOne(path, seen, true);
}

async function* walkOne(path: string, seen: Set<string>, named: boolean): AsyncGenerator<Walked> {
  try {
    const status = await stat(path);
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    if (status.isDirectory()) {
      for (const name of (await readdir(path)).sort()) yield* walkOne(join(path, name), seen, false);
    } else if (status.isFile()) {
      yield { path, named, error: null };
    } else {
      yield { path, named, error: 'neither a file nor a folder' };
    }
  } catch (error) {
    yield { path, named, error: await reason(path, error) };
  }
}

async function reason(path: string, error: unknown): Promise<string> {
  const isLink = await lstat(path).then(
    (status) => status.isSymbolicLink(),
    () => false,
  );
  return isLink ? 'a link that leads nowhere' : explain(error);
}

/** What a file system error means, in words. */
export function explain(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'ERR_FS_FILE_TOO_LARGE':
      return 'larger than this version can read at once (2 GiB)';
    case 'EISDIR':
      return 'it is a folder';
    case '':
      return error instanceof Error ? error.message : String(error);
    default:
      return `the file system says ${code}`;
  }
}
