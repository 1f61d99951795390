import { oneEntry, type Shape } from './shape.js';

/**
 * An Activity Log record as diagnostic settings write it to Event Hubs and storage ("Azure Activity Log event schema",
 * storage account and event hubs). `operationName` is `PROVIDER/TYPE/VERB`; other resource logs name theirs otherwise.
 */
export const azureEventHub: Shape = {
  id: 'azure-activity-eventhub',
  cloud: 'azure',
  detect: (record) => isAzureOperation(record['operationName'] ?? record['operation_name']),
  read: oneEntry,
};

/** `Microsoft.Compute/snapshots/write`, in any letter case: at least a provider, a type and a verb. */
export function isAzureOperation(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+(?:\/[^/\s]+)+$/.test(value);
}
