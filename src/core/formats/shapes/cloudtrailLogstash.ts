import { namesCloudTrailCall } from './cloudtrailEvent.js';
import { oneEntry, type Shape } from './shape.js';

/** Logstash's cloudtrail codec moves `eventTime` to `@timestamp` and leaves the rest as it was (seen in real exports). */
export const cloudtrailLogstash: Shape = {
  id: 'cloudtrail-logstash',
  cloud: 'aws',
  detect: (record) =>
    namesCloudTrailCall(record) &&
    typeof record['@timestamp'] === 'string' &&
    record['eventTime'] === undefined &&
    typeof record['userIdentity'] !== 'string',
  read: (record) => oneEntry({ ...record, eventTime: record['@timestamp'] }),
};
