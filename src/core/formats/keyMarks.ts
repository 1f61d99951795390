/**
 * The keys whose values tell what a record is. Names as the providers write them;
 * where they stand is described in the format's own documentation:
 * CloudTrail record contents, Azure Activity Log event schema, Google LogEntry.
 */

export const KEY_MARKS = [
  /** CloudTrail `eventName` and `eventSource`. */
  'eventName',
  'eventSource',
  /** Row of CloudTrail LookupEvents: the event itself is a string below `CloudTrailEvent`. */
  'lookupEvent',
  /** Azure `operationName` as a string (Event Hub) or its `value` (REST). */
  'operationName',
  'operationNameValue',
  /** Google `protoPayload.methodName`, and `logName`, which every LogEntry has. */
  'methodName',
  'logName',
] as const;
export type KeyMark = (typeof KEY_MARKS)[number];

/**
 * The keys whose values tell when a record was written and in whose log it stands: they say nothing about what it is.
 * CloudTrail `eventTime` and `recipientAccountId`, or `@timestamp` after Logstash; Azure `eventTimestamp` (REST) or
 * `time` (Event Hub), `subscriptionId` or else `resourceId`; Google `timestamp`, beside `logName`.
 */
export const STAMP_MARKS = [
  'eventTime',
  'atTimestamp',
  'eventTimestamp',
  'time',
  'timestamp',
  'recipientAccountId',
  'subscriptionId',
  'resourceId',
] as const;
export type StampMark = (typeof STAMP_MARKS)[number];

export type Mark = KeyMark | StampMark;

export function isKeyMark(mark: Mark): mark is KeyMark {
  return (KEY_MARKS as readonly Mark[]).includes(mark);
}

type Keys = Readonly<Record<string, Mark>>;

/** Keys of a root object below which a list of records stands. */
export const ENVELOPES: readonly string[] = ['Records', 'records', 'value', 'Events'];

/** Keys directly inside a record. */
export const OUTER: Keys = {
  eventName: 'eventName',
  eventSource: 'eventSource',
  CloudTrailEvent: 'lookupEvent',
  operationName: 'operationName',
  operation_name: 'operationName',
  logName: 'logName',
  eventTime: 'eventTime',
  '@timestamp': 'atTimestamp',
  recipientAccountId: 'recipientAccountId',
  eventTimestamp: 'eventTimestamp',
  event_timestamp: 'eventTimestamp',
  time: 'time',
  subscriptionId: 'subscriptionId',
  subscription_id: 'subscriptionId',
  resourceId: 'resourceId',
  resource_id: 'resourceId',
  timestamp: 'timestamp',
};

/** Keys of an object directly inside a record, by that object's own key. */
export const INNER: Readonly<Record<string, Keys>> = {
  operationName: { value: 'operationNameValue' },
  operation_name: { value: 'operationNameValue' },
  protoPayload: { methodName: 'methodName' },
  // Messages about a record: EventBridge's `detail`, CloudEvents' `data`.
  detail: {
    eventName: 'eventName',
    eventSource: 'eventSource',
    eventTime: 'eventTime',
    recipientAccountId: 'recipientAccountId',
  },
  data: {
    logName: 'logName',
    operationName: 'operationName',
    timestamp: 'timestamp',
    eventTimestamp: 'eventTimestamp',
    time: 'time',
    subscriptionId: 'subscriptionId',
    resourceId: 'resourceId',
  },
};

/** Looks keys up by their bytes, without making strings of them. All keys are ASCII. */
export class KeyTable<T> {
  /** Index: length of the key. */
  readonly #byLength: readonly (readonly { readonly bytes: Uint8Array; readonly value: T }[] | undefined)[];

  constructor(entries: Readonly<Record<string, T>>) {
    const byLength: { bytes: Uint8Array; value: T }[][] = [];
    for (const [name, value] of Object.entries(entries)) {
      const list = byLength[name.length] ?? [];
      list.push({ bytes: new TextEncoder().encode(name), value });
      byLength[name.length] = list;
    }
    // No holes: every length up to the longest has an entry, so that look-ups stay fast.
    this.#byLength = Array.from(byLength, (list) => list ?? undefined);
  }

  /** The value of the key that stands from byte `start` up to `end`, else `null`. */
  at(bytes: Uint8Array, start: number, end: number): T | null {
    const length = end - start;
    const candidates = length < this.#byLength.length ? this.#byLength[length] : undefined;
    if (candidates === undefined) return null;
    for (const candidate of candidates) {
      let index = 0;
      while (index < length && bytes[start + index] === candidate.bytes[index]) index++;
      if (index === length) return candidate.value;
    }
    return null;
  }
}

export const ENVELOPE_KEYS = new KeyTable(Object.fromEntries(ENVELOPES.map((key) => [key, true])));
export const OUTER_KEYS = new KeyTable(OUTER);
export const INNER_KEYS = new KeyTable(
  Object.fromEntries(Object.entries(INNER).map(([key, keys]) => [key, new KeyTable(keys)])),
);
