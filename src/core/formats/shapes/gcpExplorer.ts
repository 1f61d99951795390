import { isObject, type JsonObject, text } from '../../providers/json.js';
import { hasColumnBelow, nested } from './columns.js';
import { restored, restoredOperation } from './gcpLogEntry.js';
import { parsedCell } from './innerJson.js';
import { oneEntry, type Shape } from './shape.js';

/**
 * A LogEntry whose fields are columns named by their paths (`protoPayload.methodName`, `resource.labels.project_id`), as
 * a table made of LogEntries has them: the CSV of the Logs Explorer, `gcloud … --format=csv`.
 */
export const gcpExplorer: Shape = {
  id: 'gcp-logentry-csv',
  cloud: 'gcp',
  detect: (record) =>
    text(record['protoPayload.methodName']) !== null ||
    (hasColumnBelow(record, 'protoPayload') && text(record['protoPayload.@type']) !== null),
  read(record) {
    const entry = nested(record);
    const payload = entry['protoPayload'];
    const audit: JsonObject = isObject(payload) ? payload : {};
    return oneEntry({
      ...entry,
      protoPayload: restored(audit, parsedCell),
      operation: restoredOperation(entry['operation']),
    });
  },
};
