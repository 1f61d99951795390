import { dig, firstText, isObject, type JsonObject } from '../../providers/json.js';
import { isAzureOperation } from './azureEventHub.js';
import { nested } from './columns.js';
import { oneEntry, type Shape } from './shape.js';

/**
 * An Activity Log record after Datadog's pipeline, which moves operation, outcome, caller and address to its standard
 * attributes `evt.*`, `usr.*`, `network.client.ip` ("Default Standard Attributes"); keys stand nested or as paths.
 */
export const azureDatadog: Shape = {
  id: 'azure-activity-datadog',
  cloud: 'azure',
  detect: (record) => isAzureOperation(isObject(record['evt']) ? record['evt']['name'] : record['evt.name']),
  read(record) {
    const log: JsonObject = Object.hasOwn(record, 'evt.name') ? nested(record) : record;
    return oneEntry({
      ...log,
      operationName: dig(log, 'evt', 'name'),
      resultType: firstText(dig(log, 'evt', 'outcome')),
      time: firstText(log['time'], log['date'], log['timestamp'], log['@timestamp']),
      caller: firstText(
        log['caller'],
        dig(log, 'usr', 'email'),
        dig(log, 'usr', 'name'),
        dig(log, 'usr', 'id'),
      ),
      callerIpAddress: firstText(log['callerIpAddress'], dig(log, 'network', 'client', 'ip')),
    });
  },
};
