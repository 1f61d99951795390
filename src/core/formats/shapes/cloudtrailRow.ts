import { foldKey, isObject, type JsonObject, text } from '../../providers/json.js';
import { nested } from './columns.js';
import { oneEntry, type Shape } from './shape.js';
import { structOrJson } from './structText.js';

/** The columns that Athena's table and CloudTrail Lake have, as the event names them ("CloudTrail record contents"). */
const FIELDS = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'apiVersion',
  'recipientAccountId',
  'serviceEventDetails',
  'sharedEventID',
  'managementEvent',
  'eventCategory',
] as const;

const BY_COLUMN = new Map(FIELDS.map((field) => [foldKey(field), field]));

/** What a query may take out of `useridentity` names itself alone in Athena's result. */
const LONE_COLUMNS: Readonly<Record<string, string>> = {
  arn: 'arn',
  principalid: 'principalId',
  accountid: 'accountId',
  username: 'userName',
};

/**
 * A row of a query on CloudTrail events with Athena or CloudTrail Lake: columns in lower case (Athena) or as the event
 * spells them (Lake), objects as JSON or as the engine prints a struct.
 */
export const cloudtrailRow: Shape = {
  id: 'cloudtrail-query-row',
  cloud: 'aws',
  // Other event logs have such columns too: only AWS calls its services so.
  detect: (record) =>
    cell(record, 'eventName') !== null && /\.amazonaws\.com$/.test(cell(record, 'eventSource') ?? ''),
  read: (record) => oneEntry(eventOfRow(record)),
};

/** The event that a row tells; columns that no event has are left out. */
export function eventOfRow(row: JsonObject): JsonObject {
  const event: Record<string, unknown> = {};
  const flat = Object.keys(row).some((column) => column.includes('.')) ? nested(row) : row;
  const alone: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(flat)) {
    const folded = foldKey(column);
    const field = BY_COLUMN.get(folded);
    if (field !== undefined) event[field] ??= opened(value);
    else if (Object.hasOwn(LONE_COLUMNS, folded)) alone[LONE_COLUMNS[folded] ?? folded] ??= opened(value);
  }
  if (!isObject(event['userIdentity']) && Object.keys(alone).length > 0) event['userIdentity'] = alone;
  return event;
}

function cell(record: JsonObject, field: string): string | null {
  const folded = foldKey(field);
  for (const column of Object.keys(record)) {
    if (column.length === folded.length && foldKey(column) === folded) return text(record[column]);
  }
  return null;
}

/** Absent values are empty cells in CSV; printed as `null` elsewhere. */
function opened(value: unknown): unknown {
  if (value === '' || value === 'null') return null;
  return structOrJson(value);
}
