import type { JsonObject } from '../../../../src/core/providers/json.js';
import type { Fixture, Told } from './fixture.js';

const SUBSCRIPTION = '00000000-0000-4000-8000-0000000000aa';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg1/providers/Microsoft.Compute`;
const SNAPSHOT = `${GROUP}/snapshots/s1`;
const DISK = `${GROUP}/disks/d1`;
const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn';
const BODY = JSON.stringify({
  location: 'westeurope',
  properties: { creationData: { createOption: 'Copy', sourceResourceId: DISK } },
});

const CLAIMS: JsonObject = { [UPN]: 'mallory@example.com', ipaddr: '198.51.100.7' };

export const WRITTEN: JsonObject = {
  authorization: { action: 'Microsoft.Compute/snapshots/write', scope: SNAPSHOT },
  caller: 'mallory@example.com',
  channels: 'Operation',
  claims: CLAIMS,
  correlationId: '00000000-0000-4000-8000-000000000011',
  eventDataId: '00000000-0000-4000-8000-000000000012',
  eventName: { value: 'EndRequest', localizedValue: 'End request' },
  eventTimestamp: '2024-03-05T04:05:06.1234567Z',
  httpRequest: { clientIpAddress: '198.51.100.7', method: 'PUT' },
  level: 'Informational',
  operationName: { value: 'Microsoft.Compute/snapshots/write', localizedValue: 'Create or Update Snapshot' },
  properties: { statusCode: 'OK', responseBody: BODY },
  resourceId: SNAPSHOT,
  status: { value: 'Succeeded', localizedValue: 'Succeeded' },
  subStatus: { value: '', localizedValue: '' },
  subscriptionId: SUBSCRIPTION,
};

const CREATION: Told = {
  operation: 'Microsoft.Compute/snapshots/write',
  time: '2024-03-05T04:05:06.123Z',
  actor: 'mallory@example.com',
  sourceIp: '198.51.100.7',
  outcome: 'success',
  resources: [`subject snapshot ${SNAPSHOT}`, `source volume ${DISK}`],
};

const EXPORT: Told = {
  ...CREATION,
  operation: 'Microsoft.Compute/snapshots/beginGetAccess/action',
  resources: [`subject snapshot ${SNAPSHOT}`],
};

const ROW: JsonObject = {
  TenantId: '00000000-0000-4000-8000-0000000000bb',
  'TimeGenerated [UTC]': '3/5/2024, 4:05:06.123 AM',
  OperationName: '',
  OperationNameValue: 'MICROSOFT.COMPUTE/SNAPSHOTS/WRITE',
  ActivityStatusValue: 'Success',
  ActivitySubstatusValue: '',
  Caller: 'mallory@example.com',
  CallerIpAddress: '198.51.100.7',
  CorrelationId: WRITTEN['correlationId'],
  EventDataId: WRITTEN['eventDataId'],
  SubscriptionId: SUBSCRIPTION,
  ResourceGroup: 'RG1',
  _ResourceId: SNAPSHOT,
  ResourceId: '',
  Authorization: JSON.stringify({ action: 'Microsoft.Compute/snapshots/write', scope: SNAPSHOT }),
  Claims: JSON.stringify(CLAIMS),
  Properties: JSON.stringify({ responseBody: BODY }),
  Properties_d: JSON.stringify({ responseBody: BODY }),
  httpRequest: JSON.stringify({ clientIpAddress: '198.51.100.7', method: 'PUT' }),
};

const { 'TimeGenerated [UTC]': _, Properties: __, ...REST_OF_ROW } = ROW;
const QUERIED: JsonObject = { ...REST_OF_ROW, TimeGenerated: '2024-03-05T04:05:06.123Z' };

/** As the hub delivers it: names in capitals. */
const HUB_RECORD: JsonObject = {
  time: '2024-03-05T04:05:06.1234567Z',
  resourceId: SNAPSHOT,
  operationName: 'MICROSOFT.COMPUTE/SNAPSHOTS/WRITE',
  category: 'Administrative',
  resultType: 'Success',
  resultSignature: 'Succeeded.OK',
  callerIpAddress: '198.51.100.7',
  correlationId: WRITTEN['correlationId'],
  identity: {
    authorization: { scope: SNAPSHOT, action: 'Microsoft.Compute/snapshots/write' },
    claims: CLAIMS,
  },
  properties: { responseBody: BODY },
};

const PORTAL_ROW: JsonObject = {
  'Correlation id': WRITTEN['correlationId'],
  'Operation name': 'Get Snapshot SAS URI',
  Status: 'Succeeded',
  'Event category': 'Administrative',
  Level: 'Informational',
  Time: 'Tue Mar 05 2024 05:05:06 GMT+0100 (Central European Standard Time)',
  Subscription: SUBSCRIPTION,
  'Event initiated by': 'mallory@example.com',
  'Resource type': 'Microsoft.Compute/snapshots',
  'Resource group': 'rg1',
  Resource: 's1',
};

const POWERSHELL: JsonObject = {
  Authorization: { Action: 'Microsoft.Compute/snapshots/write', Role: 'Owner', Scope: SNAPSHOT },
  Caller: 'mallory@example.com',
  Claims: { Content: CLAIMS },
  CorrelationId: WRITTEN['correlationId'],
  EventDataId: WRITTEN['eventDataId'],
  EventName: { Value: 'EndRequest', LocalizedValue: 'End request' },
  EventTimestamp: `/Date(${Date.parse('2024-03-05T04:05:06.123Z')})/`,
  HttpRequest: { ClientIpAddress: '198.51.100.7', Method: 'PUT' },
  OperationName: { Value: 'Microsoft.Compute/snapshots/write', LocalizedValue: 'Create or Update Snapshot' },
  Properties: { Content: { responseBody: BODY } },
  ResourceId: SNAPSHOT,
  Status: { Value: 'Succeeded', LocalizedValue: 'Succeeded' },
  SubscriptionId: SUBSCRIPTION,
};

export const AZURE_FIXTURES: readonly Fixture[] = [
  {
    name: 'a REST record',
    shape: 'azure-activity-rest',
    provenance: 'data: field notes Z1-Z3',
    record: WRITTEN,
    tells: [CREATION],
  },
  {
    name: 'a record of the Python SDK',
    shape: 'azure-activity-rest',
    provenance: 'data: field notes Z4',
    record: {
      caller: 'mallory@example.com',
      claims: CLAIMS,
      correlation_id: WRITTEN['correlationId'],
      event_data_id: WRITTEN['eventDataId'],
      event_timestamp: '2024-03-05T04:05:06.123456Z',
      http_request: { client_ip_address: '198.51.100.7', method: 'PUT' },
      operation_name: {
        value: 'Microsoft.Compute/snapshots/write',
        localized_value: 'Create or Update Snapshot',
      },
      properties: { responseBody: BODY },
      resource_id: SNAPSHOT,
      status: { value: 'Succeeded' },
    },
    tells: [CREATION],
  },
  {
    name: 'a record of a diagnostic setting',
    shape: 'azure-activity-eventhub',
    provenance: 'data: field notes Z5, Z6',
    record: HUB_RECORD,
    tells: [CREATION],
  },
  {
    name: 'a message with the records of a hub',
    shape: 'azure-activity-carried',
    provenance: "synth: a collector that keeps the hub's body in message",
    record: { message: JSON.stringify({ records: [HUB_RECORD] }) },
    tells: [CREATION],
  },
  {
    name: 'a data wrapper',
    shape: 'azure-activity-carried',
    provenance: 'data: field notes Z8',
    record: { data: WRITTEN },
    tells: [CREATION],
  },
  {
    name: 'a row of Log Analytics in CSV',
    shape: 'azure-log-analytics',
    provenance: 'data: field notes Z7',
    record: ROW,
    tells: [CREATION],
  },
  {
    name: 'a row of Log Analytics as an object',
    shape: 'azure-log-analytics',
    provenance: 'doc: az monitor log-analytics query',
    record: { ...QUERIED, TableName: 'PrimaryResult' },
    tells: [CREATION],
  },
  {
    name: 'tables of the Log Analytics API',
    shape: 'azure-log-analytics-api',
    provenance: 'doc: Azure Monitor Log Analytics API response format',
    record: {
      tables: [
        {
          name: 'PrimaryResult',
          columns: Object.keys(QUERIED).map((name) => ({ name, type: 'string' })),
          rows: [Object.values(QUERIED)],
        },
      ],
    },
    tells: [CREATION],
  },
  {
    name: 'a Datadog log',
    shape: 'azure-activity-datadog',
    provenance: 'data: field notes Z9',
    record: {
      resourceId: SNAPSHOT,
      evt: {
        category: 'Administrative',
        outcome: 'Success',
        name: 'MICROSOFT.COMPUTE/SNAPSHOTS/BEGINGETACCESS/ACTION',
      },
      level: 'Information',
      properties: {
        message: 'Microsoft.Compute/snapshots/beginGetAccess/action',
        eventCategory: 'Administrative',
      },
    },
    tells: [{ ...EXPORT, time: null, actor: null, sourceIp: null }],
  },
  {
    name: 'a Datadog log with paths for keys',
    shape: 'azure-activity-datadog',
    provenance: 'doc: Default Standard Attributes of Datadog',
    record: {
      resourceId: SNAPSHOT,
      time: '2024-03-05T04:05:06.123Z',
      'evt.name': 'MICROSOFT.COMPUTE/SNAPSHOTS/BEGINGETACCESS/ACTION',
      'evt.outcome': 'Failure',
      'usr.email': 'mallory@example.com',
      'network.client.ip': '198.51.100.7',
    },
    tells: [{ ...EXPORT, outcome: 'failure' }],
  },
  {
    name: 'a row of the portal',
    shape: 'azure-portal-csv',
    provenance:
      'doc: View and retrieve the activity log (Download as CSV); display names: Microsoft.Compute Operations - List',
    record: PORTAL_ROW,
    tells: [{ ...EXPORT, time: '2024-03-05T04:05:06.000Z', sourceIp: null }],
  },
  {
    name: 'a row of the portal with an operation that nobody documents',
    shape: 'azure-portal-csv',
    provenance: 'synth: the display name of another language',
    record: { ...PORTAL_ROW, 'Operation name': 'Momentaufnahme erstellen oder aktualisieren' },
    tells: [],
  },
  {
    name: 'Get-AzActivityLog of PowerShell 5.1',
    shape: 'azure-activity-powershell',
    provenance: 'doc: Get-AzActivityLog, PSEventData; ConvertTo-Json of PowerShell 5.1',
    record: POWERSHELL,
    tells: [CREATION],
  },
  {
    name: 'Get-AzActivityLog with display names',
    shape: 'azure-activity-powershell',
    provenance: 'doc: Get-AzActivityLog, PSEventData of newer versions',
    record: {
      ...POWERSHELL,
      OperationName: 'Create or Update Snapshot',
      EventName: 'End request',
      EventTimestamp: '2024-03-05T04:05:06.1234567Z',
      Status: 'Failed',
    },
    tells: [{ ...CREATION, outcome: 'failure' }],
  },
  {
    name: 'an alert for a webhook',
    shape: 'azure-activity-alert',
    provenance: 'doc: Configure a webhook to get activity log alerts',
    record: {
      schemaId: 'Microsoft.Insights/activityLogs',
      data: {
        status: 'Activated',
        context: {
          activityLog: {
            authorization: { action: 'Microsoft.Compute/snapshots/beginGetAccess/action', scope: SNAPSHOT },
            caller: 'mallory@example.com',
            claims: JSON.stringify(CLAIMS),
            correlationId: WRITTEN['correlationId'],
            eventSource: 'Administrative',
            eventTimestamp: '2024-03-05T04:05:06.1234567+00:00',
            operationName: 'Microsoft.Compute/snapshots/beginGetAccess/action',
            resourceId: SNAPSHOT,
            status: 'Succeeded',
          },
        },
      },
    },
    tells: [EXPORT],
  },
];
