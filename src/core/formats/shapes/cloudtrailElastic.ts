import { dig, firstText, isObject, type JsonObject, member } from '../../providers/json.js';
import { nested } from './columns.js';
import { oneEntry, type Shape } from './shape.js';
import { structOrJson } from './structText.js';

/**
 * A document of Elastic's AWS integration that has not kept the event itself: ECS fields beside `aws.cloudtrail.*`
 * ("AWS CloudTrail" of the integration's reference). Keys stand nested or as paths. A document with `event.original` is
 * read from that.
 */
export const cloudtrailElastic: Shape = {
  id: 'cloudtrail-elastic',
  cloud: 'aws',
  detect(record) {
    if (!isObject(record['aws']) && !Object.keys(record).some((key) => key.startsWith('aws.cloudtrail.')))
      return false;
    const document = unflattened(record);
    return (
      isObject(dig(document, 'aws', 'cloudtrail')) &&
      firstText(dig(document, 'event', 'action')) !== null &&
      firstText(dig(document, 'event', 'provider')) !== null
    );
  },
  read(record) {
    const document = unflattened(record);
    const trail = dig(document, 'aws', 'cloudtrail');
    const identity = member(trail, 'user_identity');
    return oneEntry({
      eventName: dig(document, 'event', 'action'),
      eventSource: dig(document, 'event', 'provider'),
      eventTime: firstText(document['@timestamp']),
      eventID: dig(document, 'event', 'id'),
      eventType: member(trail, 'event_type'),
      awsRegion: dig(document, 'cloud', 'region'),
      recipientAccountId: firstText(
        member(trail, 'recipient_account_id'),
        dig(document, 'cloud', 'account', 'id'),
      ),
      sourceIPAddress: firstText(dig(document, 'source', 'ip'), dig(document, 'source', 'address')),
      userAgent: dig(document, 'user_agent', 'original'),
      errorCode: firstText(member(trail, 'error_code')),
      errorMessage: firstText(member(trail, 'error_message')),
      userIdentity: {
        ...(isObject(identity) ? identity : {}),
        userName: firstText(dig(document, 'user', 'name'), member(identity, 'userName')),
        principalId: firstText(dig(document, 'user', 'id'), member(identity, 'principalId')),
        accountId: firstText(member(identity, 'accountId'), dig(document, 'cloud', 'account', 'id')),
      },
      requestParameters: partOf(trail, 'request_parameters'),
      responseElements: partOf(trail, 'response_elements'),
      serviceEventDetails: partOf(trail, 'service_event_details'),
    });
  },
};

function unflattened(record: JsonObject): JsonObject {
  return Object.keys(record).some((key) => key.includes('.')) ? nested(record) : record;
}

/** Parsed below `flattened`; else as text, in JSON or as Java prints a map. */
function partOf(trail: unknown, name: string): unknown {
  const whole = dig(trail, 'flattened', name);
  if (isObject(whole)) return whole;
  return structOrJson(member(trail, name)) ?? null;
}
