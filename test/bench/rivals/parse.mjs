/** `JSON.parse` of everything and a look at each record: the plainest program that answers the question. */
import { gunzipSync } from 'node:zlib';
import { bytesOf, INFLATED_PIECE, pool } from './pool.mjs';

const [, , folder, shape] = process.argv;

/** Larger than any record: a piece of lines ends with the line that begins in it. */
const LONGEST_LINE = 1024 * 1024;

const isSnapshot = {
  cloudtrail: (record) => record.eventName === 'CreateSnapshot',
  lines: (record) => record.eventName === 'CreateSnapshot',
  azure: (record) =>
    /^microsoft\.compute\/snapshots\/write$/i.test(record.operationName.value ?? record.operationName),
  gcp: (record) => record.protoPayload.methodName.endsWith('compute.disks.createSnapshot'),
}[shape];

function recordsOf(piece) {
  if (piece.path.endsWith('.gz')) {
    const text = gunzipSync(bytesOf(piece), { chunkSize: INFLATED_PIECE }).toString();
    return shape === 'cloudtrail' ? JSON.parse(text).Records : linesOf(text);
  }
  if (shape === 'azure') return JSON.parse(bytesOf(piece).toString());
  const bytes = bytesOf({ ...piece, start: Math.max(piece.start - 1, 0) }, LONGEST_LINE);
  const before = piece.start === 0 ? 0 : 1;
  const start = before === 0 ? 0 : bytes.indexOf(10) + 1;
  const last = bytes.indexOf(10, piece.end - piece.start + before - 1);
  return start > last ? [] : linesOf(bytes.toString('utf8', start, last));
}

const linesOf = (text) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

await pool(import.meta.url, folder, shape !== 'azure', (piece) => {
  let count = 0;
  for (const record of recordsOf(piece)) if (isSnapshot(record)) count++;
  return count;
});
