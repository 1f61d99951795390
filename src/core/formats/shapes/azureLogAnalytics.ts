import { dig, firstText, type JsonObject, text } from '../../providers/json.js';
import { isAzureOperation } from './azureEventHub.js';
import { parsedCell } from './innerJson.js';
import { oneEntry, type Shape } from './shape.js';
import { usTimeInUtc } from './writtenTimes.js';

/**
 * A row of the table AzureActivity of Log Analytics, from a CSV export or as JSON ("AzureActivity" of the Azure Monitor
 * tables reference). The columns with `_d` hold the same as those without, as an object; which of the two is filled
 * depends on the export.
 */
export const azureLogAnalytics: Shape = {
  id: 'azure-log-analytics',
  cloud: 'azure',
  detect: (record) => isAzureOperation(record['OperationNameValue']),
  read(record) {
    const authorization = objectOf(record, 'Authorization');
    const resourceId = firstText(record['ResourceId'], record['_ResourceId'], dig(authorization, 'scope'));
    return oneEntry({
      operationName: record['OperationNameValue'],
      eventTimestamp: timeOf(record),
      status: firstText(record['ActivityStatusValue'], record['ActivityStatus']),
      subStatus: { value: firstText(record['ActivitySubstatusValue'], record['ActivitySubstatus']) },
      resourceId,
      subscriptionId: record['SubscriptionId'],
      caller: record['Caller'],
      callerIpAddress: record['CallerIpAddress'],
      correlationId: record['CorrelationId'],
      eventDataId: record['EventDataId'],
      authorization,
      claims: objectOf(record, 'Claims'),
      httpRequest: objectOf(record, 'HTTPRequest') ?? objectOf(record, 'httpRequest'),
      properties: objectOf(record, 'Properties'),
    });
  },
};

function objectOf(record: JsonObject, column: string): unknown {
  const cells = [record[column], record[`${column}_d`]];
  return cells.map(parsedCell).find((value) => typeof value === 'object' && value !== null) ?? null;
}

/** The portal names the zone in the header; a column in local time without a zone says no moment. */
function timeOf(record: JsonObject): string | null {
  const column = ['TimeGenerated [UTC]', 'TimeGenerated', 'EventSubmissionTimestamp [UTC]'].find(
    (name) => text(record[name]) !== null,
  );
  return column === undefined ? null : usTimeInUtc(record[column]);
}
