import { dig, type JsonObject, text } from '../../providers/json.js';
import { readableId, resourceKey } from '../../providers/resourceId.js';
import { utcTime } from '../../providers/time.js';
import type { EntrySource, InventoryEntry } from '../inventory.js';
import type { InventoryKind } from './kind.js';
import { firstRow, readRows } from './rows.js';

/**
 * `gcloud compute snapshots list --format=json`: an array of the API's snapshots (`kind` is `compute#snapshot`, `id`
 * a number as text, `selfLink`, `creationTimestamp` in the offset of California). The API's own answer holds the
 * same below `items`.
 */
export const gcloudSnapshots: InventoryKind = {
  id: 'gcp-snapshots',
  title: 'gcloud compute snapshots list',
  detect(document) {
    const first = firstRow(document, 'items');
    const link = text(dig(first, 'selfLink'));
    return link !== null && NAME.test(readableId('gcp', link));
  },
  read: (document) => readRows(document, 'items', entryOf, '"selfLink"'),
};

/** Snapshots are global, or (newer) of a region. */
const NAME = /^projects\/([^/]+)\/(?:global|regions\/([^/]+))\/snapshots\/[^/]+$/;

const STATES: ReadonlyMap<unknown, InventoryEntry['state']> = new Map([
  ['READY', 'ready'],
  ['CREATING', 'pending'],
  ['UPLOADING', 'pending'],
  ['DELETING', 'gone'],
]);

function entryOf(row: JsonObject): InventoryEntry | null {
  const link = text(row['selfLink']);
  const id = link === null ? null : readableId('gcp', link);
  const match = id?.match(NAME);
  if (id === null || match === null || match === undefined) return null;
  const account = match[1] ?? null;
  const context = { cloud: 'gcp', account, region: null, service: 'compute.googleapis.com' } as const;
  const disk = text(row['sourceDisk']);
  const key = text(dig(row['snapshotEncryptionKey'], 'kmsKeyName'));
  return {
    cloud: 'gcp',
    kind: 'snapshot',
    id,
    keys: [resourceKey({ kind: 'snapshot', id }, context)],
    uid: text(row['id']),
    account,
    region: match[2] ?? null,
    source: disk === null ? null : sourceOf(disk),
    createdAt: utcTime(row['creationTimestamp']),
    state: STATES.get(row['status']) ?? 'unknown',
    // Taken by a schedule: only the log of system events holds these, and an export may lack it.
    isAutomatic: row['autoCreated'] === true,
    readers: null,
    // Google encrypts every snapshot; a key is named when it is the customer's.
    encryption: { isEncrypted: true, key },
  };

  function sourceOf(from: string): EntrySource {
    const name = readableId('gcp', from);
    return { kind: 'volume', id: name, key: resourceKey({ kind: 'volume', id: name }, context) };
  }
}
