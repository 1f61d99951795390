import { isObject } from '../../providers/json.js';
import { namesCloudTrailCall } from './cloudtrailEvent.js';
import { cloudtrailInsight } from './cloudtrailInsight.js';
import { carry, type Wrapper } from './wrapper.js';

/**
 * EventBridge's envelope of an API call or a service's own event: the CloudTrail event stands below `detail` ("AWS
 * service events delivered via AWS CloudTrail" of the Amazon EventBridge User Guide). Other events, whose `detail` is
 * no CloudTrail event, are not meant.
 */
export const cloudtrailEventBridge: Wrapper = {
  ids: { aws: 'cloudtrail-eventbridge' },
  certain: null,
  open(record) {
    const detail = record['detail'];
    return isObject(detail) && (namesCloudTrailCall(detail) || cloudtrailInsight.detect(detail))
      ? [carry(detail)]
      : [];
  },
};
