import type { Actor, Note } from '../model.js';
import type { Act, RecordFacts } from './facts.js';
import { dig, firstText, isObject, member, text } from './json.js';
import { utcTime } from './time.js';

/**
 * CloudTrail. Field names: "CloudTrail record contents" of the AWS CloudTrail User Guide.
 */

/** `null` when the record names no operation. */
export function awsFacts(event: unknown): RecordFacts | null {
  const operation = text(member(event, 'eventName'));
  const service = text(member(event, 'eventSource'));
  if (operation === null || service === null) return null;
  const identity = member(event, 'userIdentity');
  const account = firstText(member(event, 'recipientAccountId'), dig(identity, 'accountId'));
  const region = text(member(event, 'awsRegion'));
  const errorCode = text(member(event, 'errorCode'));
  return {
    cloud: 'aws',
    service,
    operation,
    time: utcTime(member(event, 'eventTime')),
    outcome: errorCode === null ? 'success' : 'failure',
    errorCode,
    actor: awsActor(identity),
    account,
    region,
    sourceIp: text(member(event, 'sourceIPAddress')),
    userAgent: text(member(event, 'userAgent')),
    vpcEndpoint: text(member(event, 'vpcEndpointId')),
    network: null,
    request: member(event, 'requestParameters'),
    response: member(event, 'responseElements'),
    notes: sessionNotes(identity),
    identity: text(member(event, 'eventID')),
    act: sharedAct(event),
    root: unwrapEc2Style(event, operation),
    words: { account, region, partition: partitionOf(region) },
  };
}

/**
 * `sharedEventID` is the same in the logs of all accounts to which CloudTrail delivers one act ("CloudTrail record
 * contents").
 */
function sharedAct(event: unknown): Act | null {
  const id = text(member(event, 'sharedEventID'));
  return id === null ? null : { key: id, phase: 'end', across: 'accounts' };
}

/** The partition that a region belongs to: the second part of every ARN in it. */
function partitionOf(region: string | null): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/**
 * EC2 operations added since 2015 log their members below `requestParameters.<Operation>Request`
 * and `responseElements.<Operation>Response`; older ones log them directly. Both read the same here.
 */
function unwrapEc2Style(event: unknown, operation: string): unknown {
  if (!isObject(event)) return event;
  const request = unwrapped(event['requestParameters'], `${operation}Request`);
  const response = unwrapped(event['responseElements'], `${operation}Response`);
  if (request === event['requestParameters'] && response === event['responseElements']) return event;
  return { ...event, requestParameters: request, responseElements: response };
}

function unwrapped(value: unknown, wrapper: string): unknown {
  const inner = member(value, wrapper);
  return isObject(inner) ? inner : value;
}

function awsActor(identity: unknown): Actor {
  const type = text(member(identity, 'type'));
  const arn = text(member(identity, 'arn'));
  const account = text(member(identity, 'accountId'));
  const invokedBy = text(member(identity, 'invokedBy'));
  const issuer = text(dig(identity, 'sessionContext', 'sessionIssuer', 'arn'));
  return {
    id: firstText(
      arn,
      member(identity, 'principalId'),
      type === 'AWSService' ? invokedBy : account,
      invokedBy,
    ),
    name: actorName(identity, type, arn, account, invokedBy),
    account,
    type,
    // Only AWS itself writes `invokedBy`; a name that looks like a service's proves nothing.
    service: type === 'AWSService' || (invokedBy?.endsWith('.amazonaws.com') ?? false),
    invokedBy,
    aliases: issuer === null || issuer === arn ? [] : [issuer],
  };
}

/**
 * A role's session is named by whoever assumes it; a source identity is set then and stays through later roles
 * ("Monitor and control actions taken with assumed roles" of the IAM User Guide).
 */
function sessionNotes(identity: unknown): readonly Note[] {
  const session = text(member(identity, 'arn'))?.match(/:assumed-role\/[^/]+\/(.+)$/)?.[1];
  const source = firstText(
    dig(identity, 'sessionContext', 'sourceIdentity'),
    member(identity, 'sourceIdentity'),
  );
  return [
    ...(session === undefined ? [] : [{ place: 'session name', text: session } as const]),
    ...(source === null ? [] : [{ place: 'source identity', text: source } as const]),
  ];
}

function actorName(
  identity: unknown,
  type: string | null,
  arn: string | null,
  account: string | null,
  invokedBy: string | null,
): string | null {
  if (type === 'Root') return account === null ? 'root' : `root of ${account}`;
  if (type === 'AWSService') return invokedBy;
  const issuer = text(dig(identity, 'sessionContext', 'sessionIssuer', 'userName'));
  if (invokedBy?.endsWith('.amazonaws.com') && issuer !== null) return `${invokedBy} as role/${issuer}`;
  const userName = text(member(identity, 'userName'));
  if (type === 'IAMUser' && userName !== null) return `user/${userName}`;
  // arn:aws:sts::123456789012:assumed-role/Role/session, arn:aws:iam::123456789012:user/path/alice
  const resource = arn?.split(':').slice(5).join(':') ?? null;
  if (resource !== null && resource !== '') return resource.replace(/^assumed-role\//, 'role/');
  if (userName !== null) return `user/${userName}`;
  if (account !== null) return `account ${account}`;
  return invokedBy;
}
