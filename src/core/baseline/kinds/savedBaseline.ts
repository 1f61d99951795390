import { CLOUDS, type Cloud, RESOURCE_KINDS } from '../../model.js';
import { dig, isObject, type JsonObject, text } from '../../providers/json.js';
import { utcTime } from '../../providers/time.js';
import type { CopyKind, EntrySource, InventoryEntry, Place } from '../inventory.js';
import { BASELINE_KIND, BASELINE_VERSION } from '../saveBaseline.js';
import type { InventoryKind } from './kind.js';
import { readRows } from './rows.js';

/**
 * A baseline saved here. It holds what its logs told of and nothing else, so that what is missing from it may have
 * existed all the same.
 */
export const savedBaseline: InventoryKind = {
  id: 'saved-baseline',
  title: 'saved baseline',
  detect: (document) => document.form === 'object' && document.object['kind'] === BASELINE_KIND,
  read(document) {
    const object = document.form === 'object' ? document.object : {};
    if (object['schemaVersion'] !== BASELINE_VERSION) {
      return {
        entries: [],
        problems: [],
        isWhole: false,
        refusal: `saved by another version of this program: its schemaVersion is not ${BASELINE_VERSION}`,
      };
    }
    const logs = object['logs'];
    return {
      ...readRows(document, 'entries', entryOf, 'key, cloud, kind or id'),
      isWhole: false,
      asOf: utcTime(dig(logs, 'to')),
      places: placesOf(dig(logs, 'places')),
    };
  },
};

function cloudOf(value: unknown): Cloud | null {
  return CLOUDS.find((cloud) => cloud === value) ?? null;
}

const COPY_KINDS: readonly CopyKind[] = ['snapshot', 'image', 'recoveryPoint'];

function entryOf(row: JsonObject): InventoryEntry | null {
  const key = text(row['key']);
  const id = text(row['id']);
  const cloud = cloudOf(row['cloud']);
  const kind = COPY_KINDS.find((one) => one === row['kind']);
  if (key === null || id === null || cloud === null || kind === undefined) return null;
  const isProven = row['certainty'] === 'proven';
  const encryptionKey = text(row['encryptionKey']);
  return {
    cloud,
    kind,
    id,
    keys: keysOf(key),
    uid: text(row['uid']),
    account: text(row['account']),
    region: text(row['region']),
    source: sourceOf(row['source']),
    createdAt: utcTime(dig(row['created'], 'at')),
    state: 'ready',
    isAutomatic: false,
    readers: { who: whoOf(row['readableBy']), isComplete: isProven },
    encryption: encryptionKey === null ? null : { isEncrypted: true, key: encryptionKey },
  };
}

/** Other logs know a name that was used again by itself, or with another time (`lives.ts`). */
function keysOf(key: string): readonly string[] {
  const name = key.replace(/ @ \d{4}-[0-9:.TZ-]+'*$/, '');
  return name === key ? [key] : [key, name];
}

function whoOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => text(dig(item, 'who')) ?? []);
}

function sourceOf(value: unknown): EntrySource | null {
  const key = text(dig(value, 'key'));
  const id = text(dig(value, 'id'));
  const kind = RESOURCE_KINDS.find((one) => one === dig(value, 'kind'));
  return key === null || id === null || kind === undefined ? null : { key, kind, id };
}

function placesOf(value: unknown): readonly Place[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((item) => {
    const cloud = cloudOf(item['cloud']);
    const account = text(item['account']);
    return cloud === null || account === null ? [] : [{ cloud, account, region: text(item['region']) }];
  });
}
