import { type JsonObject, text } from '../../providers/json.js';
import { oneEntry, type Shape } from './shape.js';

/** True when the keys of a CloudTrail event stand at the top: what a caller can write stands below them. */
export function namesCloudTrailCall(record: JsonObject): boolean {
  return typeof record['eventName'] === 'string' && typeof record['eventSource'] === 'string';
}

/** The event as CloudTrail delivers it ("CloudTrail record contents" of the AWS CloudTrail User Guide). */
export const cloudtrailEvent: Shape = {
  id: 'cloudtrail-event',
  cloud: 'aws',
  detect: (record) =>
    namesCloudTrailCall(record) &&
    (text(record['eventTime']) !== null || record['@timestamp'] === undefined) &&
    // Exports of tables keep the names, but print what is nested.
    typeof record['userIdentity'] !== 'string',
  read: oneEntry,
};
