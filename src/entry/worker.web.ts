import { fileOf, type InputFile } from '../core/formats/byteStream.js';
import type { FileRef } from '../protocol/analyzer.js';
import { serveAnalyzer } from './serveAnalyzer.js';
import { webPlatform } from './webPlatform.js';

/** What a worker's global scope offers of what is used here; the DOM's types stay out. */
declare const self: {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** The analyzer in a web worker. */
serveAnalyzer(webPlatform, openFile, {
  post: (message, transfer) => self.postMessage(message, transfer ?? []),
  onMessage: (listener) => self.addEventListener('message', ({ data }) => listener(data)),
});

/** A browser's worker reads no paths. */
async function openFile(file: FileRef): Promise<InputFile> {
  if (file.kind !== 'bytes') throw new Error('a web worker reads no paths');
  return fileOf(file.bytes);
}
