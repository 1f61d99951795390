import { firstText, isObject, type JsonObject, member } from '../../providers/json.js';
import { oneEntry, type Shape } from './shape.js';

/**
 * An Activity Log record as the REST API, the portal's JSON and `az` write it ("Azure Activity Log event schema"); the
 * Python SDK spells its keys `operation_name`, `event_timestamp`.
 */
export const azureRest: Shape = {
  id: 'azure-activity-rest',
  cloud: 'azure',
  detect(record) {
    const named = operationOf(record);
    return (
      isObject(named) && firstText(member(named, 'value'), member(record['authorization'], 'action')) !== null
    );
  },
  read: oneEntry,
};

function operationOf(record: JsonObject): unknown {
  return record['operationName'] ?? record['operation_name'];
}
