import { isObject } from '../../providers/json.js';
import { encodedJson } from './gcpPubSub.js';
import { carry, type Wrapper } from './wrapper.js';

/**
 * A CloudEvent in structured mode, as Eventarc delivers audit logs: the LogEntry stands below `data`, or in base64
 * below `data_base64` ("JSON Event Format for CloudEvents").
 */
export const gcpCloudEvents: Wrapper = {
  ids: { gcp: 'gcp-cloudevents' },
  certain: null,
  open(record) {
    if (typeof record['specversion'] !== 'string') return [];
    const { data, data_base64: encoded } = record;
    if (typeof encoded === 'string') return [encodedJson(encoded, 'data_base64')];
    return isObject(data) ? [carry(data)] : [];
  },
};
