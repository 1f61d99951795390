import { isObject, type JsonObject, text } from '../../providers/json.js';
import { innerJson } from './innerJson.js';
import { carryAll, type Wrapper } from './wrapper.js';

/**
 * A result of CloudWatch Logs Insights that has the field `@message`: the answer of GetQueryResults, whose rows are lists
 * of `{field, value}`, or a row of the console's export with a column of that name.
 */
export const cloudwatchInsights: Wrapper = {
  ids: { aws: 'cloudwatch-logs-insights' },
  certain: null,
  open(record) {
    const rows = Array.isArray(record['results']) ? record['results'].map(rowOf) : [record];
    const messages = rows.map((row) => row['@message']).filter((message) => message !== undefined);
    return messages.length === 0 ? [] : [carryAll(messages.map((message) => innerJson(message, '@message')))];
  },
};

function rowOf(fields: unknown): JsonObject {
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(fields.filter(isObject).map(({ field, value }) => [text(field) ?? '', value]));
}
