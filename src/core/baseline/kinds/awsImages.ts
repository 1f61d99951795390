import { type JsonObject, text } from '../../providers/json.js';
import { resourceKey } from '../../providers/resourceId.js';
import { utcTime } from '../../providers/time.js';
import type { InventoryEntry } from '../inventory.js';
import type { InventoryKind } from './kind.js';
import { firstRow, listBelow, readRows } from './rows.js';

/** `aws ec2 describe-images`: `{"Images":[{ImageId, OwnerId, CreationDate, Public, State, …}]}`. */
export const awsImages: InventoryKind = {
  id: 'aws-images',
  title: 'aws ec2 describe-images',
  detect(document) {
    const first = firstRow(document, 'Images');
    return first === null ? listBelow(document, 'Images')?.length === 0 : hasImage(first);
  },
  read: (document) => readRows(document, 'Images', entryOf, '"ImageId"'),
};

function hasImage(row: JsonObject): boolean {
  return text(row['ImageId']) !== null && text(row['InstanceId']) === null;
}

function entryOf(row: JsonObject): InventoryEntry | null {
  const id = text(row['ImageId']);
  if (id === null) return null;
  const account = text(row['OwnerId']);
  const context = { cloud: 'aws', account, region: null, service: 'ec2.amazonaws.com' } as const;
  const state = text(row['State']);
  const machine = text(row['SourceInstanceId']);
  return {
    cloud: 'aws',
    kind: 'image',
    id,
    keys: [resourceKey({ kind: 'image', id }, context)],
    uid: null,
    account,
    region: null,
    source:
      machine === null
        ? null
        : { kind: 'instance', id: machine, key: resourceKey({ kind: 'instance', id: machine }, context) },
    createdAt: utcTime(row['CreationDate']),
    state:
      state === 'available'
        ? 'ready'
        : state === 'pending'
          ? 'pending'
          : state === 'deregistered'
            ? 'gone'
            : 'unknown',
    isAutomatic: false,
    // Accounts that may launch it stand in another answer (describe-image-attribute).
    readers: row['Public'] === true ? { who: ['public'], isComplete: false } : null,
    encryption: null,
  };
}
