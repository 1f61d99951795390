import { readerPool } from './readerPool.node.js';
import { serveAnalyzer } from './serveAnalyzer.js';
import { parentChannel, servedReader } from './serveReader.node.js';

/** The analyzer in a worker thread; the same script again is each of its readers. */
const port = parentChannel();
if (port !== null && !servedReader(port)) serveAnalyzer(readerPool(__filename), port);
