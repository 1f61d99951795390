import { isObject, type JsonObject } from '../../providers/json.js';
import { innerJson } from './innerJson.js';
import { carryAll, type Wrapper } from './wrapper.js';

/**
 * What FilterLogEvents and GetLogEvents of CloudWatch Logs answer, whole or one of its elements: the event is JSON in
 * `message`, beside a `timestamp` in milliseconds (Amazon CloudWatch Logs API Reference).
 */
export const cloudwatchEvents: Wrapper = {
  ids: { aws: 'cloudwatch-logs-events' },
  certain: null,
  open(record) {
    const events = record['events'];
    const list = Array.isArray(events) ? events : [record];
    if (list.length === 0 || !list.every(isLogEvent)) return [];
    return [carryAll(list.map(({ message }) => innerJson(message, 'message')))];
  },
};

function isLogEvent(value: unknown): value is JsonObject {
  return isObject(value) && typeof value['message'] === 'string' && typeof value['timestamp'] === 'number';
}
