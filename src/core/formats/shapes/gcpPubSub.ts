import { isObject, type JsonObject } from '../../providers/json.js';
import { base64Text } from './base64.js';
import { innerJson, MAX_INNER_CHARACTERS } from './innerJson.js';
import { type Carried, carryAll, type Wrapper } from './wrapper.js';

/**
 * A message of Pub/Sub, as a push subscription posts it (`{message, subscription}`), as a pull gives it (`{ackId,
 * message}`) or whole (`{receivedMessages: […]}`): the LogEntry is JSON in base64 (PubsubMessage of the Pub/Sub API).
 */
export const gcpPubSub: Wrapper = {
  ids: { gcp: 'gcp-pubsub' },
  certain: null,
  open(record) {
    const list = record['receivedMessages'];
    const received = Array.isArray(list) ? list.filter(isObject) : [record];
    const messages = received.map(({ message }) => message).filter(isMessage);
    return messages.length === 0
      ? []
      : [carryAll(messages.map(({ data }) => encodedJson(data, 'message.data')))];
  },
};

function isMessage(value: unknown): value is JsonObject & { readonly data: string } {
  return isObject(value) && typeof value['data'] === 'string';
}

/** JSON in base64. */
export function encodedJson(data: string, name: string): Carried {
  const decoded = base64Text(data);
  return decoded === null
    ? {
        values: [],
        problem: `${name} is no UTF-8 text in base64 of at most ${MAX_INNER_CHARACTERS} characters`,
      }
    : innerJson(decoded, name);
}
