import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** True when two paths lead to one file: by the same name, through links, or by hard links to it. */
export async function isSameFile(a: string, b: string | Buffer): Promise<boolean> {
  const [left, right] = await Promise.all([statusOf(a), statusOf(b)]);
  // Some file systems number nothing: there only the name tells.
  if (left !== null && right !== null && left.ino !== 0n)
    return left.dev === right.dev && left.ino === right.ino;
  return (await nameOf(a)) === (await nameOf(b));
}

function statusOf(path: string | Buffer) {
  return stat(path, { bigint: true }).catch(() => null);
}

/** The path without links; as it is given when nothing lies there. */
function nameOf(path: string | Buffer): Promise<string> {
  return realpath(path).catch(() => resolve(path.toString()));
}
