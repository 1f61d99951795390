import { isObject } from '../../providers/json.js';
import { innerJson } from './innerJson.js';
import { carry, carryAll, type Wrapper } from './wrapper.js';

/**
 * What a subscription filter of CloudWatch Logs delivers: the event is JSON in each `message` ("Real-time processing of
 * log data with subscriptions"). A `CONTROL_MESSAGE` only checks that the destination can be reached.
 */
export const cloudwatchSubscription: Wrapper = {
  ids: { aws: 'cloudwatch-logs-subscription' },
  certain: 'aws',
  open(record) {
    const events = record['logEvents'];
    const type = record['messageType'];
    if (!Array.isArray(events) || (type !== 'DATA_MESSAGE' && type !== 'CONTROL_MESSAGE')) return [];
    return [
      type === 'CONTROL_MESSAGE'
        ? carry()
        : carryAll(events.filter(isObject).map(({ message }) => innerJson(message, 'logEvents[].message'))),
    ];
  },
};
