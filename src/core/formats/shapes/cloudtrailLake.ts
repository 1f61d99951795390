import { isObject, type JsonObject } from '../../providers/json.js';
import { cloudtrailRow, eventOfRow } from './cloudtrailRow.js';
import type { Shape } from './shape.js';

/**
 * The answer of CloudTrail Lake's GetQueryResults: each row is a list of `{column: value}` with one column each (AWS
 * CloudTrail API Reference).
 */
export const cloudtrailLake: Shape = {
  id: 'cloudtrail-lake',
  cloud: 'aws',
  detect: (record) => Array.isArray(record['QueryResultRows']),
  read(record) {
    const list = record['QueryResultRows'];
    const rows = (Array.isArray(list) ? list : []).map(rowOf);
    const calls = rows.filter((row) => cloudtrailRow.detect(row));
    const left = rows.length - calls.length;
    return {
      entries: calls.map(eventOfRow),
      problem: left === 0 ? null : `${left} of ${rows.length} rows have no columns eventName and eventSource`,
    };
  },
};

function rowOf(columns: unknown): JsonObject {
  const row: Record<string, unknown> = Object.create(null);
  for (const column of Array.isArray(columns) ? columns : []) {
    if (isObject(column)) for (const [name, value] of Object.entries(column)) row[name] ??= value;
  }
  return row;
}
