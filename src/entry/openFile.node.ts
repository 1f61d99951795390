import { readFile } from 'node:fs/promises';
import { fileOf, type InputFile } from '../core/formats/byteStream.js';
import type { FileRef } from '../protocol/analyzer.js';

/** The file that a reference names. */
export async function openFile(file: FileRef): Promise<InputFile> {
  return fileOf(file.kind === 'bytes' ? file.bytes : await readFile(file.path));
}
