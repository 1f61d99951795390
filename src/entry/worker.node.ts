import { parentPort } from 'node:worker_threads';
import { nodePlatform } from './nodePlatform.js';
import { openFile } from './openFile.node.js';
import { serveAnalyzer } from './serveAnalyzer.js';

/** The analyzer in a worker thread. */
if (parentPort) {
  const port = parentPort;
  serveAnalyzer(nodePlatform, openFile, {
    post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
    onMessage: (listener) => port.on('message', listener),
  });
}
