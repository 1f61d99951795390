import { fileOf } from '../core/formats/byteStream.js';
import type { FileRef } from '../protocol/analyzer.js';
import type { OpenFile } from './openFile.js';
import { readersHere } from './readers.js';
import { serveAnalyzer } from './serveAnalyzer.js';
import { webPlatform } from './webPlatform.js';

/** What a worker's global scope offers of what is used here; the DOM's types stay out. */
declare const self: {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** The analyzer in a web worker. It starts no others: they would be fetched and compiled again, and a tab has little memory. */
serveAnalyzer(readersHere(webPlatform, openFile), {
  post: (message, transfer) => self.postMessage(message, transfer ?? []),
  onMessage: (listener) => self.addEventListener('message', ({ data }) => listener(data)),
});

/** A browser's worker reads no paths. */
async function openFile(file: FileRef): Promise<OpenFile> {
  if (file.kind !== 'bytes') throw new Error('a web worker reads no paths');
  const { size, read } = fileOf(file.bytes);
  return {
    size,
    async read(offset, length) {
      await messagesHandled();
      return read(offset, length);
    },
    changed: async () => null,
    close: async () => undefined,
  };
}

/** Lets messages in: the bytes are here already, and a stop could not be heard between them otherwise. */
function messagesHandled(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
