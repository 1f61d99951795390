import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { gunzipWeb } from './gunzip.web.js';
import { gunzipWhole } from './gunzipWhole.js';
import { serveAnalyzer } from './serveAnalyzer.js';

/** What a worker's global scope offers of what is used here; the DOM's types stay out. */
declare const self: {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** A tab has less memory than a desktop. */
const MAX_INFLATED_BYTES = 512 * 1024 * 1024;

/** The analyzer in a web worker. */
serveAnalyzer(
  { gunzip: (bytes, goOn) => gunzipWhole(gunzipWeb, bytes, goOn, MAX_INFLATED_BYTES), sha256: digest },
  {
    post: (message, transfer) => self.postMessage(message, transfer ?? []),
    onMessage: (listener) => self.addEventListener('message', ({ data }) => listener(data)),
  },
);

async function digest(bytes: Uint8Array): Promise<string> {
  // `subtle` is missing where the editor is served without TLS.
  const { subtle } = crypto as { readonly subtle?: typeof crypto.subtle };
  return bytesToHex(
    subtle ? new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes))) : sha256(bytes),
  );
}
