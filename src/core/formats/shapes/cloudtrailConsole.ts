import { isObject, type JsonObject, text } from '../../providers/json.js';
import { parsedCell } from './innerJson.js';
import { oneEntry, type Shape } from './shape.js';
import { consoleTime } from './writtenTimes.js';

/**
 * A row of the CSV that the console's *Event history* downloads ("Viewing recent management events with the console").
 * It has neither the request nor the account of the caller; what it lists as resources takes the request's place where
 * that is certain.
 */
export const cloudtrailConsole: Shape = {
  id: 'cloudtrail-console-csv',
  cloud: 'aws',
  detect: (record) =>
    ['Event name', 'Event source', 'Event time', 'User name'].every(
      (column) => typeof record[column] === 'string',
    ),
  read(record) {
    const operation = text(record['Event name']);
    const user = text(record['User name']);
    return oneEntry({
      eventName: operation,
      eventSource: text(record['Event source']),
      eventTime: consoleTime(record['Event time']),
      awsRegion: record['AWS region'],
      sourceIPAddress: record['Source IP address'],
      userAgent: record['User agent'],
      errorCode: filled(record['Error code']),
      requestID: record['Request ID'],
      eventID: record['Event ID'],
      recipientAccountId: record['Recipient Account Id'],
      readOnly: record['Read-only'],
      userIdentity:
        user === 'root'
          ? { type: 'Root' }
          : { userName: user, accessKeyId: filled(record['AWS access key']) },
      ...parametersOf(operation ?? '', resourcesOf(record)),
    });
  },
};

interface Named {
  readonly type: string;
  readonly name: string;
}

/** `Resources` holds a list as JSON; the console of earlier years had one pair of columns. */
function resourcesOf(record: JsonObject): readonly Named[] {
  const cell = parsedCell(record['Resources']);
  const list = Array.isArray(cell)
    ? cell.filter(isObject)
    : [{ resourceType: record['Resource type'], resourceName: record['Resource name'] }];
  return list.flatMap((resource) => {
    const type = text(resource['resourceType']) ?? text(resource['type']);
    const name = text(resource['resourceName']) ?? text(resource['ARN']) ?? text(resource['name']);
    return type === null || name === null ? [] : [{ type, name }];
  });
}

/** Where CloudTrail logs the one thing of a type that a call is about. */
const PARAMETER: Readonly<Record<string, string>> = {
  'AWS::EC2::Snapshot': 'snapshotId',
  'AWS::EC2::Volume': 'volumeId',
  'AWS::EC2::Ami': 'imageId',
  'AWS::EC2::Instance': 'instanceId',
  'AWS::RDS::DBSnapshot': 'dBSnapshotIdentifier',
  'AWS::RDS::DBClusterSnapshot': 'dBClusterSnapshotIdentifier',
  'AWS::RDS::DBInstance': 'dBInstanceIdentifier',
};

/** What EC2 made is known from its answer alone. */
const MADE: Readonly<Record<string, string>> = {
  CreateSnapshot: 'AWS::EC2::Snapshot',
  CreateVolume: 'AWS::EC2::Volume',
  CreateImage: 'AWS::EC2::Ami',
};

/** A copy lists what it read and what it wrote alike: two of a type, or one of the two, and nobody can tell. */
function parametersOf(operation: string, resources: readonly Named[]): JsonObject {
  const request: Record<string, unknown> = {};
  const response: Record<string, unknown> = {};
  if (operation.startsWith('Copy')) return {};
  for (const { type, name } of resources) {
    const parameter = Object.hasOwn(PARAMETER, type) ? PARAMETER[type] : undefined;
    if (parameter === undefined || resources.filter((other) => other.type === type).length > 1) continue;
    (MADE[operation] === type ? response : request)[parameter] = name;
  }
  return { requestParameters: request, responseElements: response };
}

function filled(cell: unknown): string | null {
  const value = text(cell);
  return value === '-' ? null : value;
}
