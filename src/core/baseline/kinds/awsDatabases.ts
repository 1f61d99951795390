import { type JsonObject, text } from '../../providers/json.js';
import { resourceKey } from '../../providers/resourceId.js';
import { utcTime } from '../../providers/time.js';
import type { EntrySource, InventoryEntry } from '../inventory.js';
import type { InventoryKind } from './kind.js';
import { firstRow, listBelow, readRows } from './rows.js';

/** `aws rds describe-db-snapshots`: `{"DBSnapshots":[{DBSnapshotArn, DBInstanceIdentifier, SnapshotCreateTime, …}]}`. */
export const rdsSnapshots = databaseSnapshots({
  id: 'aws-rds-snapshots',
  title: 'aws rds describe-db-snapshots',
  list: 'DBSnapshots',
  prefix: 'DBSnapshot',
  source: { field: 'DBInstanceIdentifier', type: 'db' },
});

/** `aws rds describe-db-cluster-snapshots`: `{"DBClusterSnapshots":[{DBClusterSnapshotArn, DBClusterIdentifier, …}]}`. */
export const rdsClusterSnapshots = databaseSnapshots({
  id: 'aws-rds-cluster-snapshots',
  title: 'aws rds describe-db-cluster-snapshots',
  list: 'DBClusterSnapshots',
  prefix: 'DBClusterSnapshot',
  source: { field: 'DBClusterIdentifier', type: 'cluster' },
});

interface Spelling {
  readonly id: string;
  readonly title: string;
  readonly list: string;
  readonly prefix: string;
  readonly source: { readonly field: string; readonly type: string };
}

function databaseSnapshots(spelling: Spelling): InventoryKind {
  return {
    id: spelling.id,
    title: spelling.title,
    detect(document) {
      if (listBelow(document, spelling.list) !== null) return true;
      return text(firstRow(document, spelling.list)?.[`${spelling.prefix}Arn`]) !== null;
    },
    read: (document) =>
      readRows(document, spelling.list, (row) => entryOf(row, spelling), `"${spelling.prefix}Arn"`),
  };
}

function entryOf(row: JsonObject, { prefix, source }: Spelling): InventoryEntry | null {
  const arn = text(row[`${prefix}Arn`]);
  if (arn === null || !arn.startsWith('arn:')) return null;
  const [, partition = 'aws', , region = '', account = ''] = arn.split(':');
  const context = { cloud: 'aws', account, region, service: 'rds.amazonaws.com' } as const;
  const type = text(row['SnapshotType']);
  const encrypted = row['Encrypted'] ?? row['StorageEncrypted'];
  return {
    cloud: 'aws',
    kind: 'snapshot',
    id: arn,
    keys: [resourceKey({ kind: 'snapshot', id: arn }, context)],
    uid: null,
    account: account || null,
    region: region || null,
    source: sourceOf(text(row[source.field])),
    createdAt: utcTime(row['SnapshotCreateTime']),
    state: stateOf(text(row['Status'])),
    // Amazon RDS takes these by itself in the backup window, without a call in any log.
    isAutomatic: type === 'automated',
    readers: null,
    encryption:
      typeof encrypted === 'boolean' ? { isEncrypted: encrypted, key: text(row['KmsKeyId']) } : null,
  };

  function sourceOf(name: string | null): EntrySource | null {
    if (name === null) return null;
    const id = `arn:${partition}:rds:${region}:${account}:${source.type}:${name}`;
    return { kind: 'database', id, key: resourceKey({ kind: 'database', id }, context) };
  }
}

function stateOf(status: string | null): InventoryEntry['state'] {
  switch (status) {
    case 'available':
      return 'ready';
    case 'creating':
    case 'copying':
      return 'pending';
    case 'deleting':
      return 'gone';
    default:
      return 'unknown';
  }
}
