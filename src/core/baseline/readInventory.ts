import { isObject } from '../providers/json.js';
import { utcTime } from '../providers/time.js';
import type { AsOf, Inventory, InventoryEntry, Place } from './inventory.js';
import { jsonDocuments } from './jsonDocuments.js';
import type { InventoryKind, ListDocument } from './kinds/kind.js';
import { KINDS } from './kinds/kinds.js';

/** A larger list is told and not read, for it is held in memory as a whole: about half a million snapshots. */
export const MAX_INVENTORY_BYTES = 256 * 1024 * 1024;
/** More entries are told and left out. */
export const MAX_ENTRIES = 500_000;

export type InventoryRead =
  | { readonly kind: 'read'; readonly inventory: Inventory }
  /** `error`: why nothing in it can be compared with. */
  | { readonly kind: 'refused'; readonly error: string };

/** What a list is about itself does not always say. */
export interface ToldTime {
  /** When it was taken, as whoever gives it says; ISO 8601. A saved baseline knows it better. */
  readonly asOf?: string | null;
}

/**
 * Reads a list of snapshots from its bytes: JSON in UTF-8 or UTF-16, several documents one after the other (pages) are
 * one list. Never throws; a file that is no such list is refused with the reason.
 */
export function readInventory(uri: string, bytes: Uint8Array, { asOf = null }: ToldTime = {}): InventoryRead {
  if (bytes.length > MAX_INVENTORY_BYTES)
    return refused(`larger than ${MAX_INVENTORY_BYTES / 1024 / 1024} MiB, which is not read as a list`);
  const source = decoded(bytes);
  if (source === null) return refused(notJson(bytes));
  const documents = jsonDocuments(source);
  if (documents === null) return refused(notJson(bytes));
  if (documents.length === 0) return refused('the file is empty');

  const read = documents.map((value) => readDocument(documentOf(value)));
  const [known] = read.flatMap((one) => (one === null ? [] : [one.kind]));
  if (known === undefined)
    return refused(`no list of snapshots: JSON of another kind (known are: ${titles()})`);
  return { kind: 'read', inventory: joined(uri, known, read, asOf) };
}

function refused(error: string): InventoryRead {
  return { kind: 'refused', error };
}

function titles(): string {
  return KINDS.map(({ title }) => title).join(', ');
}

/** PowerShell writes the output of a command as UTF-16. */
function decoded(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes, true);
  if (a === 0xfe && b === 0xff) return utf16(bytes, false);
  return bytes.subarray(0, 1024).includes(0) ? null : new TextDecoder('utf-8').decode(bytes);
}

function utf16(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 2; at + 1 < bytes.length; ) {
    const units: number[] = [];
    for (; units.length < UNITS_AT_ONCE && at + 1 < bytes.length; at += 2)
      units.push(view.getUint16(at, isLittle));
    pieces.push(String.fromCharCode(...units));
  }
  return pieces.join('');
}

/** So many arguments a call takes on every platform. */
const UNITS_AT_ONCE = 8192;

function notJson([a, b]: Uint8Array): string {
  if (a === 0x1f && b === 0x8b) return 'a gzip file: a list to compare with is read as plain JSON';
  if (a === 0x50 && b === 0x4b) return 'a ZIP archive: a list to compare with is read as plain JSON';
  return 'not JSON: ask the command line for it with `--output json` (aws, az) or `--format=json` (gcloud)';
}

function documentOf(value: unknown): ListDocument | null {
  if (Array.isArray(value)) return { form: 'array', items: value as readonly unknown[] };
  return isObject(value) ? { form: 'object', object: value } : null;
}

interface ReadDocument {
  readonly kind: InventoryKind;
  readonly entries: readonly InventoryEntry[];
  readonly problems: readonly string[];
  readonly isWhole: boolean;
  readonly asOf?: string | null;
  readonly places?: readonly Place[];
}

function readDocument(document: ListDocument | null): ReadDocument | null {
  if (document === null) return null;
  const kind = KINDS.find((one) => one.detect(document));
  return kind === undefined ? null : { kind, ...kind.read(document) };
}

/** Pages of one list; documents of another kind between them are told. */
function joined(
  uri: string,
  kind: InventoryKind,
  read: readonly (ReadDocument | null)[],
  told: string | null,
): Inventory {
  const pages = read.filter((one) => one !== null && one.kind === kind) as readonly ReadDocument[];
  const others = read.length - pages.length;
  const all = pages.flatMap(({ entries }) => entries);
  const entries = all.slice(0, MAX_ENTRIES);
  const problems = pages.flatMap((page) => page.problems);
  if (others > 0)
    problems.push(
      `${others} of ${read.length} JSON documents are not of the kind of the first and were passed`,
    );
  if (all.length > entries.length)
    problems.push(`only the first ${MAX_ENTRIES} of ${all.length} entries were taken`);
  // Every page but the last says that there is more.
  const isWhole =
    others === 0 && all.length === entries.length && problems.length === 0 && pages.at(-1)?.isWhole === true;
  const places = pages.flatMap((page) => page.places ?? []);
  return {
    uri,
    kind: kind.id,
    title: kind.title,
    asOf: asOfOf(pages, entries, told),
    isWhole,
    places: pages.some((page) => page.places !== undefined) ? places : null,
    entries,
    problems:
      isWhole || kind.id.endsWith('permissions') || problems.length > 0
        ? problems
        : [...problems, ...cut(pages)],
  };
}

function cut(pages: readonly ReadDocument[]): readonly string[] {
  return pages.at(-1)?.places === undefined
    ? ['the list says that it goes on: what is missing from it may exist all the same']
    : [];
}

/** What the file says itself, else what was told, else the newest time in it: it cannot be older than that. */
function asOfOf(
  pages: readonly ReadDocument[],
  entries: readonly InventoryEntry[],
  told: string | null,
): AsOf | null {
  const own = pages
    .flatMap((page) => page.asOf ?? [])
    .sort()
    .at(-1);
  const given = own ?? utcTime(told);
  if (given !== null && given !== undefined) return { time: given, from: 'told' };
  let newest: string | null = null;
  for (const { createdAt } of entries)
    if (createdAt !== null && (newest === null || createdAt > newest)) newest = createdAt;
  return newest === null ? null : { time: newest, from: 'newest' };
}
