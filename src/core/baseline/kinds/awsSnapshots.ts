import { type JsonObject, text } from '../../providers/json.js';
import { resourceKey } from '../../providers/resourceId.js';
import { utcTime } from '../../providers/time.js';
import type { InventoryEntry } from '../inventory.js';
import type { InventoryKind } from './kind.js';
import { firstRow, listBelow, readRows } from './rows.js';

/**
 * `aws ec2 describe-snapshots`: `{"Snapshots":[{SnapshotId, VolumeId, OwnerId, StartTime, State, Encrypted,
 * KmsKeyId, …}]}`, or the bare array of `--query Snapshots`. It names neither region nor who may read them (Amazon EC2
 * API reference, `Snapshot`).
 */
export const awsSnapshots: InventoryKind = {
  id: 'aws-ebs-snapshots',
  title: 'aws ec2 describe-snapshots',
  detect(document) {
    if (listBelow(document, 'Snapshots') !== null) return true;
    const first = firstRow(document, 'Snapshots');
    return first !== null && text(first['SnapshotId']) !== null && 'VolumeId' in first;
  },
  read: (document) => readRows(document, 'Snapshots', entryOf, '"SnapshotId"'),
};

const STATES: ReadonlyMap<unknown, InventoryEntry['state']> = new Map([
  ['completed', 'ready'],
  ['pending', 'pending'],
  ['recoverable', 'gone'],
  ['recovering', 'pending'],
  ['error', 'ready'],
]);

/** A copied snapshot is listed with a volume that means nothing (EC2 API reference, `CopySnapshot`): `vol-ffffffff`. */
const NO_VOLUME = /^vol-f{8,}$/i;

function entryOf(row: JsonObject): InventoryEntry | null {
  const id = text(row['SnapshotId']);
  if (id === null) return null;
  const account = text(row['OwnerId']);
  const context = { cloud: 'aws', account, region: null, service: 'ec2.amazonaws.com' } as const;
  const volume = text(row['VolumeId']);
  const isVolume = volume !== null && !NO_VOLUME.test(volume);
  const encrypted = row['Encrypted'];
  const key = text(row['KmsKeyId']);
  return {
    cloud: 'aws',
    kind: 'snapshot',
    id,
    keys: [resourceKey({ kind: 'snapshot', id }, context)],
    uid: null,
    account,
    region: null,
    source: isVolume
      ? { kind: 'volume', id: volume, key: resourceKey({ kind: 'volume', id: volume }, context) }
      : null,
    createdAt: utcTime(row['StartTime']),
    state: STATES.get(row['State']) ?? 'unknown',
    isAutomatic: false,
    readers: null,
    encryption:
      typeof encrypted === 'boolean' || key !== null
        ? { isEncrypted: typeof encrypted === 'boolean' ? encrypted : true, key }
        : null,
  };
}
