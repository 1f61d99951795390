import { dig, isObject, type JsonObject, text } from '../../providers/json.js';
import { hasColumnBelow, nested } from './columns.js';
import { restored, restoredOperation } from './gcpLogEntry.js';
import { parsedCell } from './innerJson.js';
import { oneEntry, type Shape } from './shape.js';
import { bigQueryTime } from './writtenTimes.js';

const PAYLOAD = 'proto_payload';

/**
 * A row of a query in Log Analytics of Cloud Logging: names in snake case, the AuditLog below
 * `proto_payload.audit_log` ("Log views and schema" of the Observability Analytics documentation).
 */
export const gcpLogAnalytics: Shape = {
  id: 'gcp-log-analytics',
  cloud: 'gcp',
  detect: (record) => auditOf(record) !== null,
  read(record) {
    const row = unflattened(record);
    const audit = auditOf(record) ?? {};
    return oneEntry({
      protoPayload: restored(audit, parsedCell),
      logName: row['log_name'],
      insertId: row['insert_id'],
      timestamp: bigQueryTime(row['timestamp']),
      severity: row['severity'],
      resource: resourceOf(parsedCell(row['resource'])),
      operation: restoredOperation(parsedCell(row['operation'])),
    });
  },
};

function unflattened(record: JsonObject): JsonObject {
  return hasColumnBelow(record, PAYLOAD) ? nested(record) : record;
}

function auditOf(record: JsonObject): JsonObject | null {
  if (record[PAYLOAD] === undefined && !hasColumnBelow(record, PAYLOAD)) return null;
  const audit = parsedCell(dig(parsedCell(unflattened(record)[PAYLOAD]), 'audit_log'));
  return isObject(audit) && text(audit['method_name']) !== null ? audit : null;
}

/** Labels are of type JSON: a query's result may hold them as text. */
function resourceOf(resource: unknown): unknown {
  return isObject(resource) ? { ...resource, labels: parsedCell(resource['labels']) } : resource;
}
