import { createHash } from 'node:crypto';
import type { AnalyzerPlatform } from '../core/analysis/analyzer.js';
import { gunzipNode } from './gunzip.node.js';

/** What Node gives to the analysis. */
export const nodePlatform: AnalyzerPlatform = {
  gunzip: (bytes, goOn) => gunzipNode(bytes, goOn),
  sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
};
