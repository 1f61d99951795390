import type { Json } from './cloudTrail.js';
import { nextNumber } from './numbering.js';

/** Azure Activity Log records in the shapes of their producers, modelled on the field notes. */

export const SUBSCRIPTION = '00000000-0000-0000-0000-0000000000aa';
export const TENANT = '00000000-0000-0000-0000-0000000000bb';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-one/providers`;

export const diskId = (name: string): string => `${GROUP}/Microsoft.Compute/disks/${name}`;
export const snapshotId = (name: string): string => `${GROUP}/Microsoft.Compute/snapshots/${name}`;

export interface AzureRecord {
  readonly operation: string;
  readonly resourceId: string;
  readonly status: 'Started' | 'Accepted' | 'Succeeded' | 'Failed';
  /** `HH:MM:SS` on 2024-03-05; `azureRest` takes a full time, too. */
  readonly time: string;
  readonly correlationId?: string;
  readonly caller?: string;
  readonly body?: Json;
  readonly bodyAsObject?: boolean;
  readonly dataId?: string;
}

const claims = (caller: string): Json =>
  caller.includes('@')
    ? {
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': caller,
        'http://schemas.microsoft.com/identity/claims/tenantid': TENANT,
        ipaddr: '198.51.100.7',
      }
    : { appid: caller, idtyp: 'app', 'http://schemas.microsoft.com/identity/claims/tenantid': TENANT };

function propertiesOf({ body, bodyAsObject, status, resourceId }: AzureRecord): Json {
  return {
    eventCategory: 'Administrative',
    entity: resourceId,
    ...(status === 'Failed'
      ? { statusCode: 'Forbidden', statusMessage: '{"error":{"code":"AuthorizationFailed","message":"no"}}' }
      : {}),
    ...(body === undefined ? {} : { responseBody: bodyAsObject === true ? body : JSON.stringify(body) }),
  };
}

const full = (record: AzureRecord) => ({
  correlationId: 'c0000000-0000-0000-0000-000000000001',
  caller: 'mallory@example.com',
  ...record,
});

/** REST and portal: `operationName.value`, `eventTimestamp`. */
export function azureRest(record: AzureRecord): Json {
  const { operation, resourceId, status, time, correlationId, caller, dataId } = full(record);
  return {
    authorization: { action: operation, scope: resourceId },
    caller,
    channels: 'Operation',
    claims: claims(caller),
    correlationId,
    eventDataId: dataId ?? `d0000000-0000-0000-0000-${String(nextNumber()).padStart(12, '0')}`,
    eventName: { value: status === 'Started' ? 'BeginRequest' : 'EndRequest', localizedValue: 'request' },
    eventTimestamp: time.includes('T') ? time : `2024-03-05T${time}.1234567Z`,
    httpRequest: { clientIpAddress: '198.51.100.7', method: 'PUT' },
    operationName: { value: operation, localizedValue: 'An operation' },
    resourceId,
    status: { value: status, localizedValue: status },
    subStatus: { value: status === 'Accepted' ? 'Accepted' : '' },
    subscriptionId: SUBSCRIPTION,
    properties: propertiesOf(record),
  };
}

const HUB_STATUS = { Started: 'Start', Accepted: 'Accept', Succeeded: 'Success', Failed: 'Failure' } as const;

/** Event Hub and diagnostic settings: upper case, `operationName` as a string. */
export function azureHub(record: AzureRecord): Json {
  const { operation, resourceId, status, time, correlationId, caller } = full(record);
  return {
    time: `2024-03-05T${time}.1234567Z`,
    resourceId: resourceId.toUpperCase(),
    operationName: operation.toUpperCase(),
    category: 'Administrative',
    resultType: HUB_STATUS[status],
    resultSignature: status === 'Failed' ? 'Failure.Forbidden' : `${status}.`,
    callerIpAddress: '198.51.100.7',
    correlationId,
    identity: { authorization: { scope: resourceId, action: operation }, claims: claims(caller) },
    level: 'Information',
    properties: propertiesOf(record),
  };
}

/** Python SDK: snake case outside, camel case below `properties`. */
export function azureSdk(record: AzureRecord): Json {
  const { operation, resourceId, status, time, correlationId, caller } = full(record);
  return {
    authorization: { action: operation, scope: resourceId },
    caller,
    claims: claims(caller),
    correlation_id: correlationId,
    event_data_id: `d0000000-0000-0000-0000-${String(nextNumber()).padStart(12, '0')}`,
    event_timestamp: `2024-03-05T${time}.123456Z`,
    http_request: { client_ip_address: '198.51.100.7' },
    operation_name: { value: operation, localized_value: 'An operation' },
    resource_id: resourceId,
    status: { value: status, localized_value: status },
    subscription_id: SUBSCRIPTION,
    properties: propertiesOf(record),
  };
}

/** What the provider answers for a snapshot taken from a disk, or a disk made from a snapshot. */
export const copyOf = (sourceResourceId: string): Json => ({
  location: 'westeurope',
  properties: {
    creationData: { createOption: 'Copy', sourceResourceId, sourceUniqueId: 'u-1' },
    provisioningState: 'Succeeded',
  },
});
