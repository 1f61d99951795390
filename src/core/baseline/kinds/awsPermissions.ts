import { dig, isObject, type JsonObject, member, text } from '../../providers/json.js';
import { resourceKey } from '../../providers/resourceId.js';
import { rdsNameKey } from '../copyMembers.js';
import type { CopyKind, InventoryEntry } from '../inventory.js';
import type { InventoryKind, KindEntries, ListDocument } from './kind.js';

/**
 * Answers about one snapshot: who may read it. `aws ec2 describe-snapshot-attribute` (`{"SnapshotId",
 * "CreateVolumePermissions":[{"UserId"} or {"Group":"all"}]}`), `aws ec2 describe-image-attribute`
 * (`{"ImageId","LaunchPermissions":[…]}`), and the two of RDS, whose attribute `restore` lists account ids or `all`.
 */
export const ec2SnapshotPermissions = ofEc2('snapshot', 'SnapshotId', 'CreateVolumePermissions', {
  id: 'aws-ebs-permissions',
  title: 'aws ec2 describe-snapshot-attribute',
});

export const ec2ImagePermissions = ofEc2('image', 'ImageId', 'LaunchPermissions', {
  id: 'aws-image-permissions',
  title: 'aws ec2 describe-image-attribute',
});

export const rdsPermissions = ofRds('DBSnapshot', 'snapshot', {
  id: 'aws-rds-permissions',
  title: 'aws rds describe-db-snapshot-attributes',
});

export const rdsClusterPermissions = ofRds('DBClusterSnapshot', 'cluster-snapshot', {
  id: 'aws-rds-cluster-permissions',
  title: 'aws rds describe-db-cluster-snapshot-attributes',
});

interface Named {
  readonly id: string;
  readonly title: string;
}

function objectOf(document: ListDocument): JsonObject | null {
  return document.form === 'object' ? document.object : null;
}

function ofEc2(kind: CopyKind, idKey: string, listKey: string, named: Named): InventoryKind {
  return {
    ...named,
    detect: (document) => {
      const object = objectOf(document);
      return object !== null && text(object[idKey]) !== null && Array.isArray(object[listKey]);
    },
    read(document) {
      const object = objectOf(document);
      const id = text(object?.[idKey]);
      const list = object?.[listKey];
      if (id === null || !Array.isArray(list)) return nothing(idKey);
      const who = list.map((item: unknown) => ec2Reader(item));
      const context = { cloud: 'aws', account: null, region: null, service: 'ec2.amazonaws.com' } as const;
      return one(entryOf(kind, id, [resourceKey({ kind, id }, context)], who, null, null));
    },
  };
}

function ec2Reader(item: unknown): string | null {
  const group = text(dig(item, 'Group'));
  if (group !== null) return group === 'all' ? 'public' : group;
  return firstOf(item, ['UserId', 'OrganizationArn', 'OrganizationalUnitArn']);
}

function firstOf(item: unknown, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = text(dig(item, key));
    if (found !== null) return found;
  }
  return null;
}

/** The answer names the snapshot by its name alone, without account and region: `rdsNameKey`. */
function ofRds(prefix: string, type: string, named: Named): InventoryKind {
  const result = (document: ListDocument) => member(objectOf(document), `${prefix}AttributesResult`);
  return {
    ...named,
    detect: (document) => isObject(result(document)),
    read(document) {
      const found = result(document);
      const name = text(dig(found, `${prefix}Identifier`));
      const list = dig(found, `${prefix}Attributes`);
      if (name === null || !Array.isArray(list)) return nothing(`${prefix}Identifier`);
      const who = list
        .filter((attribute: unknown) => text(dig(attribute, 'AttributeName')) === 'restore')
        .flatMap((attribute: unknown) => {
          const values = dig(attribute, 'AttributeValues');
          return Array.isArray(values) ? values : [];
        })
        .map((value: unknown) => (value === 'all' ? 'public' : text(value)));
      if (!name.startsWith('arn:'))
        return one(entryOf('snapshot', name, [rdsNameKey(type, name)], who, null, null));
      const [, , , region = '', account = ''] = name.split(':');
      const context = { cloud: 'aws', account, region, service: 'rds.amazonaws.com' } as const;
      const key = resourceKey({ kind: 'snapshot', id: name }, context);
      return one(entryOf('snapshot', name, [key], who, account || null, region || null));
    },
  };
}

function entryOf(
  kind: CopyKind,
  id: string,
  keys: readonly string[],
  who: readonly (string | null)[],
  account: string | null,
  region: string | null,
): InventoryEntry {
  return {
    cloud: 'aws',
    kind,
    id,
    keys,
    uid: null,
    account,
    region,
    source: null,
    createdAt: null,
    state: 'unknown',
    isAutomatic: false,
    readers: { who: [...new Set(who.filter((one) => one !== null))].sort(), isComplete: !who.includes(null) },
    encryption: null,
  };
}

function one(entry: InventoryEntry): KindEntries {
  return { entries: [entry], problems: [], isWhole: false };
}

function nothing(key: string): KindEntries {
  return { entries: [], problems: [`the answer names no "${key}"`], isWhole: false };
}
