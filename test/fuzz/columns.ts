import { isObject, type JsonObject } from '../../src/core/providers/json.js';
import type { Column } from '../support/parquet.js';

const DEEPEST = 4;

/** Columns of a Parquet file that hold `rows`: what is always an object is a group, always a list a list, the rest text. */
export function columnsOf(rows: readonly JsonObject[], depth = 0): Column[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) =>
    columnOf(
      name,
      rows.map((row) => row[name]).filter((value) => value !== undefined && value !== null),
      depth,
    ),
  );
}

function columnOf(name: string, values: readonly unknown[], depth: number): Column {
  if (values.length > 0 && depth < DEEPEST) {
    if (values.every((value) => isObject(value))) {
      const children = columnsOf(values, depth + 1);
      if (children.length > 0) return { name, kind: 'optional', children };
    }
    if (values.every((value) => Array.isArray(value))) {
      const element = columnOf(
        'element',
        values.flat().filter((value) => value !== null),
        depth + 1,
      );
      const list: Column = { name: 'list', kind: 'repeated', children: [element] };
      return { name, kind: 'optional', converted: 3, children: [list] };
    }
  }
  return values.length > 0 && values.every(Number.isSafeInteger)
    ? { name, kind: 'optional', type: 2 }
    : { name, kind: 'optional', type: 6, converted: 0 };
}

/** A row as its columns hold it. */
export function storedRow(columns: readonly Column[], row: JsonObject): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column.name, storedValue(column, row[column.name])]));
}

function storedValue({ type, converted, children }: Column, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const element = children?.[0]?.children?.[0];
  if (converted === 3 && element !== undefined && Array.isArray(value)) {
    return { list: value.map((item) => ({ element: storedValue(element, item) })) };
  }
  if (children !== undefined) return isObject(value) ? storedRow(children, value) : undefined;
  if (type === 2) return BigInt(Number(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
