import { constants } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import { explain } from '../cli/explain.js';
import { fileOf } from '../core/formats/byteStream.js';
import type { FileRef } from '../protocol/analyzer.js';
import type { OpenFile } from './openFile.js';

/** A pipe that nobody writes to must not hold the thread; where the flag does not exist, there are no such pipes. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens the file that a reference names, at any size. Rejects with a sentence that says why it cannot be read. */
export async function openFile(file: FileRef): Promise<OpenFile> {
  if (file.kind === 'bytes')
    return { ...fileOf(file.bytes), changed: async () => null, close: async () => undefined };
  const path = typeof file.path === 'string' ? file.path : Buffer.from(file.path);
  const handle = await explained(open(path, FLAGS));
  try {
    const status = await handle.stat();
    if (status.isDirectory()) throw new Error('it is a folder');
    if (!status.isFile()) throw new Error('neither a file nor a folder');
    if (status.size === 0 && (await isMadeUp(path)))
      throw new Error('the system makes it up while it is read, without a size: copy it to a file first');
    return openHandle(handle, status.size, status.mtimeMs);
  } catch (error) {
    await handle.close();
    throw new Error(explain(error));
  }
}

/** Linux's numbers of `/proc`, debugfs and tracefs (`linux/magic.h`). */
const MADE_UP = new Set([0x9fa0, 0x64626720, 0x74726163]);

/** True for the files of such a system: they say that they are empty, and some of them never end. */
async function isMadeUp(path: string | Buffer): Promise<boolean> {
  return process.platform === 'linux' && MADE_UP.has((await statfs(path)).type);
}

/**
 * Nothing is read beyond the size that the file had when it was opened: what is written meanwhile belongs to the next
 * reading, and a file that grows as fast as it is read would never end.
 */
function openHandle(handle: FileHandle, size: number, modified: number): OpenFile {
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await explained(
          handle.read(bytes, filled, bytes.length - filled, offset + filled),
        );
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    async changed() {
      const now = await explained(handle.stat());
      if (now.size < size) return `the file shrank from ${size} to ${now.size} bytes while it was read`;
      if (now.size > size)
        return `the file grew from ${size} to ${now.size} bytes while it was read; the first ${size} were read`;
      return now.mtimeMs === modified ? null : 'the file was written to while it was read';
    },
    close: () => handle.close(),
  };
}

async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(explain(error));
  }
}
