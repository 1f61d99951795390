import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fileOf, type InputFile } from '../core/formats/byteStream.js';
import type { FileRef } from '../protocol/analyzer.js';
import { gunzipWeb } from './gunzip.web.js';
import { serveAnalyzer } from './serveAnalyzer.js';

/** What a worker's global scope offers of what is used here; the DOM's types stay out. */
declare const self: {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** The analyzer in a web worker. */
serveAnalyzer({ gunzip: (bytes) => gunzipWeb(bytes), sha256: digest }, openFile, {
  post: (message, transfer) => self.postMessage(message, transfer ?? []),
  onMessage: (listener) => self.addEventListener('message', ({ data }) => listener(data)),
});

/** A browser's worker reads no paths. */
async function openFile(file: FileRef): Promise<InputFile> {
  if (file.kind !== 'bytes') throw new Error('a web worker reads no paths');
  return fileOf(file.bytes);
}

async function digest(bytes: Uint8Array): Promise<string> {
  // `subtle` is missing where the editor is served without TLS.
  const { subtle } = crypto as { readonly subtle?: typeof crypto.subtle };
  return bytesToHex(
    subtle ? new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes))) : sha256(bytes),
  );
}
