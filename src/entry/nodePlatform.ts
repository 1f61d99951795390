import { createHash } from 'node:crypto';
import type { ReaderPlatform } from '../core/analysis/readInput.js';
import { gunzipNode } from './gunzip.node.js';

/** What Node gives to the analysis. */
export const nodePlatform: ReaderPlatform = {
  gunzip: (bytes) => gunzipNode(bytes),
  sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
};
