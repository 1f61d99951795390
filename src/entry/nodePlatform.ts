import { createHash } from 'node:crypto';
import type { AnalyzerPlatform } from '../core/analysis/analyzer.js';
import { gunzipNode } from './gunzip.node.js';
import { gunzipWhole } from './gunzipWhole.js';

/** More than this is no log that anybody exported in one file, and does not fit into one buffer. */
const MAX_INFLATED_BYTES = 2 * 1024 * 1024 * 1024;

/** What Node gives to the analysis. */
export const nodePlatform: AnalyzerPlatform = {
  gunzip: (bytes, goOn) => gunzipWhole(gunzipNode, bytes, goOn, MAX_INFLATED_BYTES),
  sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
};
