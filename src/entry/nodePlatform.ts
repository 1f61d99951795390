import { createHash } from 'node:crypto';
import type { ReaderPlatform } from '../core/analysis/readInput.js';
import { unpackersNode } from './unpackers.node.js';

/** What Node gives to the reading of inputs. */
export const nodePlatform: ReaderPlatform = {
  unpackers: unpackersNode,
  hash() {
    const hash = createHash('sha256');
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
  },
};
