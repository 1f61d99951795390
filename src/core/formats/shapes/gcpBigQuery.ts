import { isObject, type JsonObject } from '../../providers/json.js';
import { hasColumnBelow, nested } from './columns.js';
import { restored, restoredOperation } from './gcpLogEntry.js';
import { parsedCell } from './innerJson.js';
import { oneEntry, type Shape } from './shape.js';
import { bigQueryTime } from './writtenTimes.js';

const PAYLOAD = 'protopayload_auditlog';

/**
 * A row of an audit log that a sink exports to BigQuery: the payload is named after its type, and request, response,
 * metadata and service data are JSON in a string ("Routed audit log fields" of the Cloud Logging documentation). Columns
 * stand nested, or as paths in a CSV.
 */
export const gcpBigQuery: Shape = {
  id: 'gcp-bigquery',
  cloud: 'gcp',
  detect: (record) => isObject(parsedCell(record[PAYLOAD])) || hasColumnBelow(record, PAYLOAD),
  read(record) {
    const row = hasColumnBelow(record, PAYLOAD) ? nested(record) : record;
    const payload = parsedCell(row[PAYLOAD]);
    const audit: JsonObject = isObject(payload) ? payload : {};
    return oneEntry({
      ...row,
      protoPayload: restored(
        {
          ...audit,
          request: audit['requestJson'],
          response: audit['responseJson'],
          metadata: audit['metadataJson'],
          serviceData: parsedCell(audit['serviceDataJson'] ?? audit['servicedata_v1_bigquery']),
        },
        parsedCell,
      ),
      resource: parsedCell(row['resource']),
      operation: restoredOperation(parsedCell(row['operation'])),
      timestamp: bigQueryTime(row['timestamp']),
    });
  },
};
