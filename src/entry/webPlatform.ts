import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ReaderPlatform } from '../core/analysis/readInput.js';
import { unpackersWeb } from './unpackers.web.js';

/** What a browser gives to the reading of inputs: its own SHA-256 wants a whole file at once. */
export const webPlatform: ReaderPlatform = {
  unpackers: unpackersWeb,
  hash() {
    const hash = sha256.create();
    return { update: (bytes) => hash.update(bytes), digest: () => bytesToHex(hash.digest()) };
  },
};
