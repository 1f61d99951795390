import { isObject } from '../../providers/json.js';
import { namesCloudTrailCall } from './cloudtrailEvent.js';
import { carry, type Wrapper } from './wrapper.js';

/** Wazuh's AWS module writes the event below `aws`, with `source` and `log_info` of its own beside the event's fields. */
export const cloudtrailWazuh: Wrapper = {
  ids: { aws: 'cloudtrail-wazuh' },
  certain: null,
  open(record) {
    const event = record['aws'];
    return record['integration'] === 'aws' && isObject(event) && namesCloudTrailCall(event)
      ? [carry(event)]
      : [];
  },
};
