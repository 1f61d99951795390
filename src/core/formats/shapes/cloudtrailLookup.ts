import { innerJson } from './innerJson.js';
import type { Wrapper } from './wrapper.js';

/** A row of LookupEvents: the event is JSON in a string ("LookupEvents" of the AWS CloudTrail API Reference). */
export const cloudtrailLookup: Wrapper = {
  ids: { aws: 'cloudtrail-lookup' },
  certain: 'aws',
  open: (record) =>
    Object.hasOwn(record, 'CloudTrailEvent') ? [innerJson(record['CloudTrailEvent'], 'CloudTrailEvent')] : [],
};
