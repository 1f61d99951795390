import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { gunzipNode } from './gunzip.node.js';
import { serveAnalyzer } from './serveAnalyzer.js';

/** The analyzer in a worker thread. */
if (parentPort) {
  const port = parentPort;
  serveAnalyzer(
    {
      gunzip: (bytes) => gunzipNode(bytes),
      sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
    },
    {
      post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
      onMessage: (listener) => port.on('message', listener),
    },
  );
}
