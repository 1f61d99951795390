import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { explain } from './explain.js';
import { pathBelow, shownPath } from './paths.js';

export interface Walked {
  /** As bytes where the name is no UTF-8. */
  readonly path: string | Buffer;
  /** For people; what is no UTF-8 shows as a replacement character. */
  readonly shown: string;
  /** The user gave this very path. */
  readonly named: boolean;
  /** Size in bytes; 0 of what cannot be read. */
  readonly size: number;
  /** Why it cannot be read, or `null`. */
  readonly error: string | null;
}

/** Evidence is hashed, and opened again where it is damaged or laid out: a pipe gives its bytes once. */
const A_PIPE = 'a pipe, which cannot be read again: write it to a file first';

/**
 * The files at and below `paths`, in a stable order, each once. Links to folders are followed once
 * (loops end), unreadable folders are told and passed, names do not matter.
 */
export async function* walk(paths: readonly string[]): AsyncGenerator<Walked> {
  const seen = new Set<string>();
  for (const path of paths) yield* walkOne(path, seen, true);
}

async function* walkOne(path: string | Buffer, seen: Set<string>, named: boolean): AsyncGenerator<Walked> {
  const walked = { path, shown: shownPath(path), named, size: 0 };
  try {
    const status = await stat(path);
    // Before its real path is asked for, which a pipe that another program holds open does not have.
    if (!status.isDirectory() && !status.isFile()) {
      yield { ...walked, error: status.isFIFO() ? A_PIPE : 'neither a file nor a folder' };
      return;
    }
    const real = (await realpath(path, { encoding: 'buffer' })).toString('latin1');
    if (seen.has(real)) return;
    seen.add(real);
    if (status.isDirectory()) {
      // As bytes: a name that is no UTF-8 would not be found again under what it decodes to.
      const names = await readdir(path, { encoding: 'buffer' });
      for (const name of names.sort(Buffer.compare)) yield* walkOne(pathBelow(path, name), seen, false);
    } else {
      yield { ...walked, size: status.size, error: null };
    }
  } catch (error) {
    yield { ...walked, error: await reason(path, error) };
  }
}

async function reason(path: string | Buffer, error: unknown): Promise<string> {
  const isLink = await lstat(path).then(
    (status) => status.isSymbolicLink(),
    () => false,
  );
  return isLink ? 'a link that leads nowhere' : explain(error);
}
