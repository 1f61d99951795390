import { firstText, type JsonObject, text } from '../../providers/json.js';
import { operationShownAs } from './azureDisplayNames.js';
import { isAzureOperation } from './azureEventHub.js';
import { oneEntry, type Shape } from './shape.js';
import { portalTime } from './writtenTimes.js';

/**
 * A row of the CSV that the portal's Activity log downloads. It shows operations by their display names, has no address
 * and no bodies; an operation that no documented name answers to stays as it is shown, and unknown.
 */
export const azurePortal: Shape = {
  id: 'azure-portal-csv',
  cloud: 'azure',
  detect: (record) =>
    ['Correlation id', 'Operation name', 'Event initiated by'].every(
      (column) => typeof columnOf(record, column) === 'string',
    ),
  read(record) {
    const shown = text(columnOf(record, 'Operation name'));
    const type = text(columnOf(record, 'Resource type'));
    const operation = isAzureOperation(shown) ? shown : shown === null ? null : operationShownAs(shown, type);
    return oneEntry({
      operationName: { value: operation, localizedValue: shown },
      eventTimestamp: portalTime(firstText(columnOf(record, 'Time'), columnOf(record, 'Time stamp'))),
      status: { value: columnOf(record, 'Status') },
      caller: columnOf(record, 'Event initiated by'),
      correlationId: columnOf(record, 'Correlation id'),
      resourceId: resourceIdOf(record, type),
      subscriptionId: guid(columnOf(record, 'Subscription')),
    });
  },
};

/** Header cells as they are written, or with other capitals. */
function columnOf(record: JsonObject, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  const folded = name.toLowerCase();
  const key = Object.keys(record).find(
    (column) => column.length === name.length && column.toLowerCase() === folded,
  );
  return key === undefined ? undefined : record[key];
}

/** A full id as it stands; a name only where its subscription is told by id and its type has one level. */
function resourceIdOf(record: JsonObject, type: string | null): string | null {
  const resource = text(columnOf(record, 'Resource'));
  if (resource === null || resource.startsWith('/')) return resource;
  const subscription = guid(columnOf(record, 'Subscription'));
  const group = text(columnOf(record, 'Resource group'));
  const oneLevel = type !== null && /^[^/]+\/[^/]+$/.test(type) && !resource.includes('/');
  return subscription === null || group === null || !oneLevel
    ? null
    : `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${resource}`;
}

/** A subscription may stand by its display name, which is no id. */
function guid(value: unknown): string | null {
  const id = text(value);
  return id !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id : null;
}
