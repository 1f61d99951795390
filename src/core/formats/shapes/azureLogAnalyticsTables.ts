import { isObject, type JsonObject, text } from '../../providers/json.js';
import { azureLogAnalytics } from './azureLogAnalytics.js';
import type { Shape } from './shape.js';

/** The answer of the Log Analytics query API: tables of columns and rows ("Azure Monitor Log Analytics API response format"). */
export const azureLogAnalyticsTables: Shape = {
  id: 'azure-log-analytics-api',
  cloud: 'azure',
  detect: (record) => tablesOf(record).some((table) => columnsOf(table).includes('OperationNameValue')),
  read(record) {
    const rows = tablesOf(record).flatMap(rowsOf);
    const activities = rows.filter((row) => azureLogAnalytics.detect(row));
    const left = rows.length - activities.length;
    return {
      entries: activities.flatMap((row) => azureLogAnalytics.read(row).entries),
      problem: left === 0 ? null : `${left} of ${rows.length} rows name no operation`,
    };
  },
};

function tablesOf(record: JsonObject): readonly JsonObject[] {
  const tables = record['tables'];
  return Array.isArray(tables) ? tables.filter(isObject) : [];
}

function columnsOf(table: JsonObject): readonly string[] {
  const columns = table['columns'];
  return Array.isArray(columns)
    ? columns.map((column) => (isObject(column) ? (text(column['name']) ?? '') : ''))
    : [];
}

function rowsOf(table: JsonObject): readonly JsonObject[] {
  const columns = columnsOf(table);
  const rows = table['rows'];
  if (!Array.isArray(rows)) return [];
  return rows.map((cells) =>
    Array.isArray(cells) ? Object.fromEntries(columns.map((column, index) => [column, cells[index]])) : {},
  );
}
