import { isObject } from '../../providers/json.js';
import type { Shape } from './shape.js';

/**
 * An Insights event tells an unusual rate of calls; the calls themselves stand in the trail ("CloudTrail record contents
 * for Insights events"). It names no `eventName` at the top.
 */
export const cloudtrailInsight: Shape = {
  id: 'cloudtrail-insight',
  cloud: 'aws',
  detect: (record) =>
    isObject(record['insightDetails']) &&
    (record['eventType'] === 'AwsCloudTrailInsight' || record['eventCategory'] === 'Insight'),
  read: () => ({ entries: [], problem: null }),
};
