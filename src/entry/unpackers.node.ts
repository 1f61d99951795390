import type { Unpackers } from '../core/formats/containers/unpackers.js';
import { gunzipNode, inflateRawNode } from './gunzip.node.js';

/** What Node's zlib unpacks. */
export const unpackersNode: Unpackers = { gunzip: gunzipNode, inflateRaw: inflateRawNode };
