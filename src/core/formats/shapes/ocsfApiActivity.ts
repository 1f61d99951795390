import { dig, firstText, isObject, type JsonObject, text } from '../../providers/json.js';
import { nested } from './columns.js';
import { oneEntry, type Shape } from './shape.js';
import { structOrJson } from './structText.js';

/**
 * CloudTrail in the Open Cybersecurity Schema Framework, as Amazon Security Lake and OCSF's own mapping write it: API
 * Activity (class 6003), and Account Change (3001) or Authentication (3002) for calls of these kinds, with the same
 * fields. Version 1.0.0-rc.2 (source version 1 of Security Lake) keeps the ARN in `actor.user.uuid` and the
 * request in `unmapped`, whose keys are paths; version 1.1.0 (source version 2) has the ARN in `actor.user.uid` and
 * request and answer in `api.request.data` and `api.response.data`.
 */
export const ocsfApiActivity: Shape = {
  id: 'ocsf-api-activity',
  cloud: 'aws',
  detect(record) {
    if (text(record['class_uid']) === null) return false;
    const activity = withStructs(record);
    return (
      dig(activity, 'metadata', 'product', 'name') === 'CloudTrail' &&
      text(dig(activity, 'api', 'operation')) !== null
    );
  },
  read(record) {
    const activity = withStructs(record);
    const user = dig(activity, 'actor', 'user');
    const api = activity['api'];
    const unmapped = unmappedOf(activity['unmapped']);
    const uid = text(dig(user, 'uid'));
    const issuer = issuerOf(dig(activity, 'actor', 'session', 'issuer'));
    return oneEntry({
      eventName: dig(api, 'operation'),
      eventSource: dig(api, 'service', 'name'),
      eventTime: timeOf(activity),
      eventID: dig(activity, 'metadata', 'uid'),
      eventType: firstText(dig(activity, 'metadata', 'event_code'), unmapped['eventType']),
      awsRegion: dig(activity, 'cloud', 'region'),
      recipientAccountId: firstText(
        unmapped['recipientAccountId'],
        dig(activity, 'cloud', 'account', 'uid'),
        dig(activity, 'cloud', 'account_uid'),
      ),
      sourceIPAddress: firstText(
        dig(activity, 'src_endpoint', 'ip'),
        dig(activity, 'src_endpoint', 'domain'),
      ),
      userAgent: dig(activity, 'http_request', 'user_agent'),
      errorCode: firstText(dig(api, 'response', 'error')),
      errorMessage: firstText(dig(api, 'response', 'message')),
      requestID: dig(api, 'request', 'uid'),
      userIdentity: {
        type: dig(user, 'type'),
        arn: firstText(dig(user, 'uuid'), uid?.startsWith('arn:') ? uid : null),
        principalId: firstText(dig(user, 'uid_alt'), uid?.startsWith('arn:') ? null : uid),
        accountId: firstText(dig(user, 'account', 'uid'), dig(user, 'account_uid')),
        accessKeyId: dig(user, 'credential_uid'),
        userName: dig(user, 'name'),
        invokedBy: firstText(dig(activity, 'actor', 'invoked_by')),
        ...(issuer === null ? {} : { sessionContext: { sessionIssuer: issuer } }),
      },
      requestParameters: dataOf(dig(api, 'request', 'data')) ?? unmapped['requestParameters'] ?? null,
      responseElements: dataOf(dig(api, 'response', 'data')) ?? unmapped['responseElements'] ?? null,
      serviceEventDetails: unmapped['serviceEventDetails'] ?? null,
    });
  },
};

/** A row of a table holds its structs as JSON or printed; dotted columns where a query took single members. */
function withStructs(record: JsonObject): JsonObject {
  const flat = Object.keys(record).some((key) => key.includes('.')) ? nested(record) : record;
  return Object.fromEntries(Object.entries(flat).map(([key, value]) => [key, dataOf(value) ?? value]));
}

function dataOf(value: unknown): JsonObject | null {
  const opened = structOrJson(value);
  return isObject(opened) ? opened : null;
}

/** A map from path to text; Parquet's maps also come as a list of `{key, value}`. */
function unmappedOf(value: unknown): JsonObject {
  const pairs = Array.isArray(value)
    ? value.filter(isObject).map(({ key, value: member }) => [text(key) ?? '', member])
    : Object.entries(dataOf(value) ?? {});
  return nested(Object.fromEntries(pairs));
}

/** `time` is in milliseconds since 1970; newer records have it as a date too. */
function timeOf(activity: JsonObject): unknown {
  const time = activity['time'];
  return (
    text(activity['time_dt']) ?? (typeof time === 'string' && /^\d{13}$/.test(time) ? Number(time) : time)
  );
}

/** The role behind a session: `arn:…:role/NAME`. */
function issuerOf(value: unknown): JsonObject | null {
  const arn = text(value);
  return arn === null ? null : { type: 'Role', arn, userName: arn.slice(arn.lastIndexOf('/') + 1) };
}
