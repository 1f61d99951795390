import { parentPort, workerData } from 'node:worker_threads';
import { type Port, serve } from '../protocol/rpc.js';
import { nodePlatform } from './nodePlatform.js';
import { openFile } from './openFile.node.js';
import { reader } from './readers.js';

/** The channel to whoever started this thread; `null` in the main thread. */
export function parentChannel(): Port | null {
  const port = parentPort;
  if (port === null) return null;
  return {
    post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
    onMessage: (listener) => port.on('message', listener),
  };
}

/** Serves a reader if this thread was started as one; answers whether it was. */
export function servedReader(port: Port | null): boolean {
  const stops = stopsOf(workerData);
  if (port === null || stops === null) return false;
  serve(
    reader(nodePlatform, openFile, () => Atomics.load(stops, 0)),
    port,
  );
  return true;
}

function stopsOf(data: unknown): Int32Array | null {
  if (typeof data !== 'object' || data === null || !('reader' in data)) return null;
  const { reader: given } = data;
  if (typeof given !== 'object' || given === null || !('stops' in given)) return null;
  return given.stops instanceof Int32Array ? given.stops : null;
}
