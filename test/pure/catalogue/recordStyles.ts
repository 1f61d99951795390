import type { Operation } from '../../../src/core/catalogue/operation.js';
import type { Cloud } from '../../../src/core/model.js';
import type { ListStyle, Tree, Words } from './fillPath.js';

/** A way in which a cloud writes the record of an operation around what its field paths lead to. */
export interface RecordStyle {
  readonly name: string;
  readonly lists: ListStyle;
  readonly words: Words;
  /** The record of `operation`, with what `root` holds below the beginnings that its paths have. */
  wrap(operation: Operation, root: Tree): Tree;
}

const TIME = '2024-05-14T12:00:00Z';
const ACCOUNT = '000000000001';
const REGION = 'eu-west-1';

export function stylesOf(operation: Operation): readonly RecordStyle[] {
  const isEc2 = operation.service === 'ec2.amazonaws.com';
  return STYLES[operation.cloud].filter(({ name }) => isEc2 || !name.startsWith('EC2'));
}

const AWS_WORDS = { account: ACCOUNT, region: REGION, partition: 'aws' };

function aws(
  name: string,
  lists: ListStyle,
  change: (event: Tree, operation: Operation) => Tree,
): RecordStyle {
  return {
    name,
    lists,
    words: AWS_WORDS,
    wrap(operation, root) {
      const identity = { type: 'IAMUser', accountId: ACCOUNT, userName: 'alice' };
      const event: Tree = {
        eventVersion: '1.08',
        userIdentity: { ...identity, ...(root['userIdentity'] as Tree | undefined) },
        eventTime: TIME,
        eventSource: operation.service,
        eventName: operation.operation,
        awsRegion: REGION,
        eventID: `id-${operation.service}-${operation.operation}`,
        eventType: root['serviceEventDetails'] === undefined ? 'AwsApiCall' : 'AwsServiceEvent',
        recipientAccountId: ACCOUNT,
        requestParameters: root['requestParameters'] ?? null,
        responseElements: root['responseElements'] ?? null,
        ...Object.fromEntries(
          ['serviceEventDetails', 'additionalEventData', 'resources']
            .filter((key) => root[key] !== undefined)
            .map((key) => [key, root[key]]),
        ),
      };
      return change(event, operation);
    },
  };
}

/** The style of EC2 calls that came after 2014: one more level, named after the call. */
function wrapped(event: Tree, { operation }: Operation): Tree {
  const { requestParameters: request, responseElements: response } = event;
  return {
    ...event,
    requestParameters: request === null ? '' : { [`${operation}Request`]: request },
    responseElements: response === null ? null : { [`${operation}Response`]: response },
  };
}

/** Policies are logged as text. */
function withPolicyText(event: Tree): Tree {
  const texts = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(texts);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        /policy$/i.test(key) && typeof item === 'object' && 'Statement' in (item as Tree)
          ? JSON.stringify(item)
          : texts(item),
      ]),
    );
  };
  return { ...event, requestParameters: texts(event['requestParameters']) };
}

/** Some services keep the capital at the start of a field's name. */
function withCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCapitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key === 'items' || key === 'item' ? key : key.charAt(0).toUpperCase() + key.slice(1),
      withCapitals(item),
    ]),
  );
}

function azure(
  name: string,
  write: (operation: Operation, root: Tree, resourceId: unknown) => Tree,
): RecordStyle {
  return {
    name,
    lists: 'array',
    words: {},
    wrap: (operation, root) =>
      write(operation, root, root['resourceId'] ?? '/subscriptions/s/resourceGroups/g/providers/p/t/n'),
  };
}

function rest(operation: Operation, root: Tree, resourceId: unknown, properties: Tree): Tree {
  return {
    eventTimestamp: TIME,
    eventDataId: `id-${operation.operation}`,
    correlationId: `c-${operation.operation}`,
    operationName: { value: operation.operation, localizedValue: 'Some words' },
    status: { value: 'Succeeded' },
    caller: 'alice@example.com',
    resourceId,
    httpRequest: { clientIpAddress: '203.0.113.1', ...(root['httpRequest'] as Tree | undefined) },
    properties: { ...(root['properties'] as Tree | undefined), ...properties },
  };
}

function gcp(name: string, lists: ListStyle, method: (operation: Operation) => string): RecordStyle {
  return {
    name,
    lists,
    words: { project: 'victim', region: 'europe-west1', zone: 'europe-west1-b' },
    wrap: (operation, root) => ({
      insertId: `id-${operation.operation}`,
      logName: 'projects/victim/logs/cloudaudit.googleapis.com%2Factivity',
      timestamp: TIME,
      resource: { type: 'audited_resource', labels: { project_id: 'victim', region: 'europe-west1' } },
      protoPayload: {
        '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
        serviceName: operation.service,
        methodName: method(operation),
        authenticationInfo: { principalEmail: 'alice@example.com' },
        // Templates take the zone from it.
        ...(operation.resources.some(({ path }) => path.includes('{zone}'))
          ? { resourceName: 'projects/victim/zones/europe-west1-b' }
          : {}),
        ...root,
      },
    }),
  };
}

/** `operation` as that version of the API writes it. */
function versioned(version: string): (operation: Operation) => string {
  return ({ operation }) =>
    operation.startsWith('google.')
      ? operation.replace(/\.v\d+\./, `.${version.replace('beta', 'v1beta').replace('alpha', 'v1alpha')}.`)
      : `${version}.${operation}`;
}

const STYLES: Readonly<Record<Cloud, readonly RecordStyle[]>> = {
  aws: [
    aws('lists as arrays', 'array', (event) => event),
    aws('lists below items', 'items', (event) => event),
    aws('policies as text', 'single', withPolicyText),
    aws('fields with capitals', 'array', (event) => ({
      ...event,
      requestParameters: withCapitals(event['requestParameters']),
      responseElements: withCapitals(event['responseElements']),
    })),
    aws('in a look-up', 'array', (event) => ({
      EventId: event['eventID'],
      EventName: event['eventName'],
      EventSource: event['eventSource'],
      CloudTrailEvent: JSON.stringify(event),
    })),
    aws('EC2 of today, one item', 'item', wrapped),
    aws('EC2 of today, a list of items', 'item list', wrapped),
    aws('EC2 of today, one tagged', 'tagged', wrapped),
  ],
  azure: [
    azure('answer as text', (operation, root, id) =>
      rest(operation, root, id, { responseBody: JSON.stringify(root['body'] ?? {}) }),
    ),
    azure('answer as an object', (operation, root, id) =>
      rest(operation, root, id, { responseBody: root['body'] ?? {} }),
    ),
    azure('request as text', (operation, root, id) =>
      rest(operation, root, id, { requestbody: JSON.stringify(root['body'] ?? {}) }),
    ),
    azure('Event Hub, capitals', (operation, root, id) => ({
      time: TIME,
      correlationId: `c-${operation.operation}`,
      operationName: operation.operation.toUpperCase(),
      resultType: 'Success',
      resourceId: id,
      httpRequest: root['httpRequest'],
      identity: { claims: {} },
      properties: JSON.stringify({
        ...(root['properties'] as Tree | undefined),
        responseBody: JSON.stringify(root['body'] ?? {}),
      }),
    })),
  ],
  gcp: [
    gcp('v1', 'array', versioned('v1')),
    gcp('beta', 'single', versioned('beta')),
    gcp('alpha', 'array', versioned('alpha')),
    gcp('no version', 'array', ({ operation }) => operation),
  ],
};
