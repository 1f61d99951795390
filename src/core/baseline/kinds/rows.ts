import { isObject, type JsonObject, text } from '../../providers/json.js';
import type { InventoryEntry } from '../inventory.js';
import type { KindEntries, ListDocument } from './kind.js';

/** The objects of the array below `key`; `null` when there is none. */
export function listBelow(document: ListDocument, key: string): readonly unknown[] | null {
  const list =
    document.form === 'object' && Object.hasOwn(document.object, key) ? document.object[key] : null;
  return Array.isArray(list) ? (list as readonly unknown[]) : null;
}

/** The rows of a list: the elements of the document, or of the array below `key`. */
export function rowsOf(document: ListDocument, key: string): readonly unknown[] {
  return document.form === 'array' ? document.items : (listBelow(document, key) ?? []);
}

/** The first row, which tells of what kind the others are. */
export function firstRow(document: ListDocument, key: string): JsonObject | null {
  const [first] = rowsOf(document, key);
  return isObject(first) ? first : null;
}

/** Reads the rows of a page one by one; one that gives no entry is a problem with its number. */
export function readRows(
  document: ListDocument,
  key: string,
  read: (row: JsonObject) => InventoryEntry | null,
  missing: string,
): KindEntries {
  const rows = rowsOf(document, key);
  const goesOn = !isLastPage(document);
  const entries: InventoryEntry[] = [];
  const bad: number[] = [];
  rows.forEach((row, index) => {
    const entry = isObject(row) ? read(row) : null;
    if (entry === null) bad.push(index);
    else entries.push(entry);
  });
  const problems =
    bad.length === 0
      ? []
      : [
          `${bad.length} of ${rows.length} entries not read (first: entry ${(bad[0] ?? 0) + 1}): no ${missing}`,
        ];
  return { entries, problems, isWhole: !goesOn && bad.length === 0, goesOn };
}

/** True unless the answer says that there is more: its pages are read one by one, and the last one ends the list. */
function isLastPage(document: ListDocument): boolean {
  if (document.form === 'array') return true;
  return ['NextToken', 'Marker', 'nextLink', 'nextPageToken'].every(
    (key) => text(document.object[key]) === null,
  );
}
