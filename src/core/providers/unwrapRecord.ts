import { isObject, member } from './json.js';

/**
 * A record inside the envelope of a message about it: EventBridge puts a CloudTrail event below `detail`
 * ("AWS API Call via CloudTrail"), CloudEvents a LogEntry and some exporters an Activity Log record below
 * `data`. A record without such an envelope is given back as it is.
 */
export function unwrapRecord(value: unknown): unknown {
  if (!isObject(value) || isRecord(value)) return value;
  for (const key of ['detail', 'data']) {
    const inner = value[key];
    if (isObject(inner) && isRecord(inner)) return inner;
  }
  return value;
}

function isRecord(value: unknown): boolean {
  return (
    (member(value, 'eventName') !== undefined && member(value, 'eventSource') !== undefined) ||
    member(value, 'CloudTrailEvent') !== undefined ||
    isObject(member(value, 'protoPayload')) ||
    member(value, 'operationName') !== undefined
  );
}
