import { dig, type JsonObject, member, text } from '../../providers/json.js';
import { resourceKey } from '../../providers/resourceId.js';
import { utcTime } from '../../providers/time.js';
import type { Encryption, EntrySource, InventoryEntry } from '../inventory.js';
import type { InventoryKind } from './kind.js';
import { firstRow, readRows } from './rows.js';

/**
 * `az snapshot list`: an array of snapshots with their properties flattened (`timeCreated`, `creationData`,
 * `encryption`, `uniqueId`, …). The REST answer (`{"value":[{id, properties}]}`) says the same one level deeper.
 */
export const azureSnapshots: InventoryKind = {
  id: 'azure-snapshots',
  title: 'az snapshot list',
  detect(document) {
    const first = firstRow(document, 'value');
    const id = text(member(first, 'id'));
    return id !== null && SNAPSHOT_ID.test(id) && own(first, 'creationData') !== undefined;
  },
  read: (document) => readRows(document, 'value', entryOf, 'resource id'),
};

const SNAPSHOT_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/snapshots\/[^/]+$/i;

/** Flattened by the command line, below `properties` in the REST answer. */
function own(row: unknown, key: string): unknown {
  return member(row, key) ?? dig(row, 'properties', key);
}

function entryOf(row: JsonObject): InventoryEntry | null {
  const id = text(row['id']);
  const account = id?.match(SNAPSHOT_ID)?.[1] ?? null;
  if (id === null || account === null) return null;
  const context = { cloud: 'azure', account, region: null, service: 'Microsoft.Compute' } as const;
  const provisioning = text(own(row, 'provisioningState'));
  return {
    cloud: 'azure',
    kind: 'snapshot',
    id,
    keys: [resourceKey({ kind: 'snapshot', id }, context)],
    uid: text(own(row, 'uniqueId')),
    account: account.toLowerCase(),
    region: text(row['location'])?.toLowerCase() ?? null,
    source: sourceOf(text(dig(own(row, 'creationData'), 'sourceResourceId'))),
    createdAt: utcTime(own(row, 'timeCreated')),
    state:
      provisioning === 'Succeeded'
        ? 'ready'
        : provisioning === 'Creating' || provisioning === 'Updating'
          ? 'pending'
          : 'unknown',
    isAutomatic: false,
    readers: null,
    encryption: encryptionOf(own(row, 'encryption')),
  };

  function sourceOf(from: string | null): EntrySource | null {
    if (from === null) return null;
    const kind = /\/snapshots\/[^/]+$/i.test(from) ? 'snapshot' : 'volume';
    return { kind, id: from, key: resourceKey({ kind, id: from }, context) };
  }
}

/** Every snapshot of Azure's is encrypted; the question is with whose key. */
function encryptionOf(value: unknown): Encryption | null {
  return text(dig(value, 'type')) === null
    ? null
    : { isEncrypted: true, key: text(dig(value, 'diskEncryptionSetId')) };
}
