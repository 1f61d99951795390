import { firstText, isObject, type JsonObject } from '../../providers/json.js';
import { oneEntry, type Shape } from './shape.js';

/** A LogEntry of Cloud Logging (logging.v2). One without an audit log's payload is recognised and tells no call. */
export const gcpLogEntry: Shape = {
  id: 'gcp-logentry',
  cloud: 'gcp',
  detect: (record) =>
    isObject(record['protoPayload']) ||
    (isLogName(record['logName']) && !Object.keys(record).some(isPayloadColumn)),
  read: oneEntry,
};

/** Tables keep the entry's `logName` and name the payload otherwise. */
function isPayloadColumn(key: string): boolean {
  return key.startsWith('protopayload_') || key.startsWith('protoPayload.');
}

/** `projects/P/logs/NAME`, or below an organization, a folder, a billing account. */
function isLogName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^(?:projects|organizations|folders|billingAccounts)\/[^/]+\/logs\/./.test(value)
  );
}

/**
 * The AuditLog message as its JSON form has it, after an export that made text of numbers and truth values; members that
 * it keeps as JSON in a string are parsed.
 */
export function restored(payload: JsonObject, parse: (value: unknown) => unknown): JsonObject {
  const status = payload['status'];
  const granted = payload['authorizationInfo'] ?? payload['authorization_info'];
  return {
    ...payload,
    request: parse(payload['request']),
    response: parse(payload['response']),
    metadata: parse(payload['metadata']),
    ...(isObject(status) ? { status: { ...status, code: numberOf(status['code']) } } : {}),
    ...(Array.isArray(granted)
      ? {
          authorizationInfo: granted.map((one) =>
            isObject(one) ? { ...one, granted: truth(one['granted']) } : one,
          ),
        }
      : {}),
  };
}

/** `first` and `last` of a LogEntry's operation as truth values again. */
export function restoredOperation(operation: unknown): unknown {
  return isObject(operation)
    ? { ...operation, first: truth(operation['first']), last: truth(operation['last']) }
    : operation;
}

function truth(value: unknown): unknown {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

function numberOf(value: unknown): unknown {
  const written = firstText(typeof value === 'bigint' ? value.toString() : value);
  return written !== null && /^\d{1,9}$/.test(written) ? Number(written) : value;
}
