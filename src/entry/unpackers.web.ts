import type { Unpackers } from '../core/formats/containers/unpackers.js';
import { gunzipWeb, inflateRawWeb } from './gunzip.web.js';

/** What is unpacked without Node. */
export const unpackersWeb: Unpackers = { gunzip: gunzipWeb, inflateRaw: inflateRawWeb };
