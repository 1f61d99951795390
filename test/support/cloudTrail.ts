import { nextNumber } from './numbering.js';

/**
 * CloudTrail events with placeholder ids, modelled on the field notes. Each builder gives a plain
 * object; what a test is about stands in the test, everything else is filled in here.
 */

export type Json = { readonly [key: string]: unknown };

export const OWNER = '111122223333';
export const STRANGER = '444455556666';
export const PARTNER = '012345678912';

/** An event id of the usual form; each call gives another one. */
export function eventId(): string {
  return `00000000-0000-4000-8000-${String(nextNumber()).padStart(12, '0')}`;
}

export function user(name = 'mallory', account = OWNER): Json {
  return {
    type: 'IAMUser',
    principalId: `AIDAEXAMPLE${name.toUpperCase()}`,
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: name,
  };
}

/** An EC2 event; `time` is `HH:MM:SS` on 2024-03-05 or a full time. */
export function ec2(
  eventName: string,
  time: string,
  parameters: Json | null,
  response: Json | null = null,
  more: Json = {},
): Json {
  return {
    eventVersion: '1.08',
    userIdentity: user(),
    eventTime: time.includes('T') ? time : `2024-03-05T${time}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
    requestParameters: parameters,
    responseElements: response,
    requestID: eventId(),
    eventID: eventId(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: OWNER,
    eventCategory: 'Management',
    ...more,
  };
}

export function denied(event: Json, errorCode = 'Client.UnauthorizedOperation'): Json {
  return {
    ...event,
    errorCode,
    errorMessage: 'You are not authorized to perform this operation.',
    responseElements: null,
  };
}

export const createSnapshot = (snapshotId: string, volumeId: string, time: string, more: Json = {}): Json =>
  ec2(
    'CreateSnapshot',
    time,
    { volumeId, description: 'before the upgrade' },
    {
      requestId: eventId(),
      snapshotId,
      volumeId,
      status: 'pending',
      startTime: 1709600000000,
      ownerId: OWNER,
      volumeSize: '8',
      encrypted: false,
    },
    more,
  );

export const share = (snapshotId: string, grantee: Json, time: string, more: Json = {}): Json =>
  ec2(
    'ModifySnapshotAttribute',
    time,
    {
      snapshotId,
      createVolumePermission: { add: { items: [grantee] } },
      attributeType: 'CREATE_VOLUME_PERMISSION',
    },
    { requestId: eventId(), _return: true },
    more,
  );

export const unshare = (snapshotId: string, grantee: Json, time: string, more: Json = {}): Json =>
  ec2(
    'ModifySnapshotAttribute',
    time,
    {
      snapshotId,
      createVolumePermission: { remove: { items: [grantee] } },
      attributeType: 'CREATE_VOLUME_PERMISSION',
    },
    { requestId: eventId(), _return: true },
    more,
  );

export const deleteSnapshot = (snapshotId: string, time: string, more: Json = {}): Json =>
  ec2('DeleteSnapshot', time, { snapshotId }, { requestId: eventId(), _return: true }, more);

export const createVolume = (volumeId: string, snapshotId: string, time: string, more: Json = {}): Json =>
  ec2(
    'CreateVolume',
    time,
    { zone: 'eu-west-1a', snapshotId },
    { requestId: eventId(), volumeId, snapshotId, size: '8' },
    more,
  );

export const attachVolume = (volumeId: string, instanceId: string, time: string): Json =>
  ec2(
    'AttachVolume',
    time,
    { volumeId, instanceId, device: '/dev/sdf' },
    { requestId: eventId(), volumeId, instanceId, status: 'attaching' },
  );

export const copySnapshot = (from: string, to: string, time: string, more: Json = {}): Json =>
  ec2(
    'CopySnapshot',
    time,
    { sourceRegion: 'eu-west-1', sourceSnapshotId: from, destinationRegion: 'us-east-1' },
    { requestId: eventId(), snapshotId: to },
    { awsRegion: 'us-east-1', ...more },
  );

export const registerImage = (imageId: string, snapshotIds: readonly string[], time: string): Json =>
  ec2(
    'RegisterImage',
    time,
    {
      name: 'built',
      blockDeviceMapping: {
        items: snapshotIds.map((snapshotId, index) => ({
          deviceName: `/dev/xvd${index.toString(36)}`,
          ebs: { snapshotId },
        })),
      },
    },
    { requestId: eventId(), imageId },
  );

export const runInstances = (machines: string | readonly string[], imageId: string, time: string): Json => {
  const ids = [machines].flat();
  return ec2(
    'RunInstances',
    time,
    {
      instancesSet: { items: [{ imageId, minCount: ids.length, maxCount: ids.length }] },
      instanceType: 't3.micro',
    },
    { requestId: eventId(), instancesSet: { items: ids.map((instanceId) => ({ instanceId, imageId })) } },
  );
};

/** The owner's log tells that another account made a volume from a shared snapshot, or copied it. */
export const sharedUse = (
  eventName: 'SharedSnapshotVolumeCreated' | 'SharedSnapshotCopyInitiated',
  snapshotId: string,
  taker: string,
  time: string,
): Json =>
  ec2(eventName, time, null, null, {
    userIdentity: { accountId: taker, invokedBy: 'ec2.amazonaws.com' },
    sourceIPAddress: 'ec2.amazonaws.com',
    userAgent: 'ec2.amazonaws.com',
    eventType: 'AwsServiceEvent',
    sharedEventID: eventId(),
    serviceEventDetails: { snapshotId },
  });

export function rds(
  eventName: string,
  time: string,
  parameters: Json | null,
  response: Json | null = null,
  more: Json = {},
): Json {
  return ec2(eventName, time, parameters, response, { eventSource: 'rds.amazonaws.com', ...more });
}

/** A row of LookupEvents: the event as a string, with an outer time in a local offset. */
export function lookupRow(event: Json): Json {
  return {
    EventId: event['eventID'],
    EventName: event['eventName'],
    ReadOnly: 'false',
    EventTime: '2022-02-08 09:23:37+11:00',
    EventSource: event['eventSource'],
    Username: 'mallory',
    Resources: [],
    CloudTrailEvent: JSON.stringify(event),
  };
}
