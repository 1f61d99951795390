import { dig, firstText, isObject, member, text } from '../../providers/json.js';
import { operationShownAs } from './azureDisplayNames.js';
import { isAzureOperation } from './azureEventHub.js';
import { oneEntry, type Shape } from './shape.js';
import { powershellTime } from './writtenTimes.js';

/**
 * What Get-AzActivityLog answers, through ConvertTo-Json: PascalCase keys; `OperationName` is an object, or the display
 * name in newer versions of Az.Monitor, whose `Authorization.Action` then tells the operation; claims and properties
 * stand below `Content` (class PSEventData of Azure PowerShell).
 */
export const azurePowershell: Shape = {
  id: 'azure-activity-powershell',
  cloud: 'azure',
  detect: (record) =>
    Object.hasOwn(record, 'OperationName') &&
    Object.hasOwn(record, 'EventTimestamp') &&
    (Object.hasOwn(record, 'Caller') || Object.hasOwn(record, 'ResourceId')),
  read(record) {
    const named = record['OperationName'];
    const shown = firstText(member(named, 'Value'), named);
    const action = text(dig(record['Authorization'], 'Action'));
    const operation = isAzureOperation(shown) ? shown : (action ?? (shown && operationShownAs(shown, null)));
    return oneEntry({
      operationName: { value: operation, localizedValue: shown },
      eventTimestamp: powershellTime(record['EventTimestamp']),
      status: { value: firstText(member(record['Status'], 'Value'), record['Status']) },
      subStatus: { value: firstText(member(record['SubStatus'], 'Value'), record['SubStatus']) },
      caller: record['Caller'],
      correlationId: record['CorrelationId'],
      eventDataId: record['EventDataId'],
      resourceId: record['ResourceId'],
      subscriptionId: record['SubscriptionId'],
      authorization: record['Authorization'],
      httpRequest: record['HttpRequest'],
      claims: contentOf(record['Claims']),
      properties: contentOf(record['Properties']),
    });
  },
};

function contentOf(dictionary: unknown): unknown {
  const content = member(dictionary, 'Content');
  return isObject(content) ? content : dictionary;
}
