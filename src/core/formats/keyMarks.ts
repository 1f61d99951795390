/**
 * The keys whose values tell what a record is. Names as the providers write them;
 * where they stand is described in the format's own documentation:
 * CloudTrail record contents, Azure Activity Log event schema, Google LogEntry.
 */

export type KeyMark =
  /** CloudTrail `eventName` and `eventSource`. */
  | 'eventName'
  | 'eventSource'
  /** Row of CloudTrail LookupEvents: the event itself is a string below `CloudTrailEvent`. */
  | 'lookupEventName'
  | 'lookupEvent'
  /** Azure `operationName` as a string (Event Hub) or its `value` (REST). */
  | 'operationName'
  | 'operationNameValue'
  /** Google `protoPayload.methodName`, and `logName`, which every LogEntry has. */
  | 'methodName'
  | 'logName';

const DIRECT: Readonly<Record<string, KeyMark>> = {
  eventName: 'eventName',
  eventSource: 'eventSource',
  EventName: 'lookupEventName',
  CloudTrailEvent: 'lookupEvent',
  operationName: 'operationName',
  operation_name: 'operationName',
  logName: 'logName',
};

const NESTED: Readonly<Record<string, Readonly<Record<string, KeyMark>>>> = {
  operationName: { value: 'operationNameValue' },
  operation_name: { value: 'operationNameValue' },
  protoPayload: { methodName: 'methodName' },
};

/**
 * What a key means, or `null`. `below` is the key of the object that holds it,
 * `null` directly inside the record.
 */
export function keyMark(name: string, below: string | null): KeyMark | null {
  const table = below === null ? DIRECT : Object.hasOwn(NESTED, below) ? NESTED[below] : undefined;
  return table !== undefined && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
