import { dig, isObject, type JsonObject } from '../../providers/json.js';
import { isAzureOperation } from './azureEventHub.js';
import { oneEntry, type Shape } from './shape.js';

/**
 * What an Activity Log alert posts to a webhook: the record stands below `data.context.activityLog` ("Configure a webhook
 * to get activity log alerts"), or below `data.alertContext` in the common alert schema.
 */
export const azureAlert: Shape = {
  id: 'azure-activity-alert',
  cloud: 'azure',
  detect: (record) => activityOf(record) !== null,
  read: (record) => oneEntry(activityOf(record)),
};

function activityOf(record: JsonObject): JsonObject | null {
  const activity = dig(record['data'], 'context', 'activityLog') ?? dig(record['data'], 'alertContext');
  return isObject(activity) && isAzureOperation(activity['operationName']) ? activity : null;
}
