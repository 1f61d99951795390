import type { JsonObject } from '../../../../src/core/providers/json.js';
import type { Fixture, Told } from './fixture.js';

const OWNER = '111122223333';
const STRANGER = '444455556666';
const SNAPSHOT = 'snap-0aaa1111bbbb22220';
const VOLUME = 'vol-0ccc3333dddd44440';
const ARN = `arn:aws:iam::${OWNER}:user/mallory`;

export const CREATED: JsonObject = {
  eventVersion: '1.09',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: ARN,
    accountId: OWNER,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: 'mallory',
  },
  eventTime: '2024-03-05T04:05:06Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'CreateSnapshot',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.15.0',
  requestParameters: { volumeId: VOLUME },
  responseElements: { snapshotId: SNAPSHOT, volumeId: VOLUME, status: 'pending' },
  requestID: '00000000-0000-4000-8000-000000000001',
  eventID: '00000000-0000-4000-8000-000000000002',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: OWNER,
  eventCategory: 'Management',
};

const CREATION: Told = {
  operation: 'CreateSnapshot',
  time: '2024-03-05T04:05:06.000Z',
  actor: 'user/mallory',
  sourceIp: '198.51.100.7',
  outcome: 'success',
  resources: [`subject snapshot ${SNAPSHOT}`, `source volume ${VOLUME}`],
};

const SHARED: JsonObject = {
  ...CREATED,
  eventName: 'ModifySnapshotAttribute',
  eventTime: '2024-03-05T04:06:00Z',
  eventID: '00000000-0000-4000-8000-000000000003',
  requestParameters: {
    snapshotId: SNAPSHOT,
    attributeType: 'CREATE_VOLUME_PERMISSION',
    createVolumePermission: { add: { items: [{ userId: STRANGER }] } },
  },
  responseElements: { _return: true },
};

const SHARING: Told = {
  ...CREATION,
  operation: 'ModifySnapshotAttribute',
  time: '2024-03-05T04:06:00.000Z',
  resources: [`subject snapshot ${SNAPSHOT}`],
  sharedWith: [STRANGER],
};

const DENIED: JsonObject = {
  ...SHARED,
  errorCode: 'Client.UnauthorizedOperation',
  errorMessage: 'You are not authorized to perform this operation.',
  responseElements: null,
};

const REFUSAL: Told = { ...SHARING, outcome: 'failure' };

function without(event: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(event).filter(([key]) => !keys.includes(key)));
}

/** What EventBridge writes around whatever it delivers. */
const ENVELOPE: JsonObject = {
  version: '0',
  id: '00000000-0000-4000-8000-000000000009',
  source: 'aws.ec2',
  account: OWNER,
  time: '2024-03-05T04:05:10Z',
  region: 'eu-west-1',
};

function notification(detail: JsonObject, type = 'EBS Snapshot Notification'): JsonObject {
  return {
    ...ENVELOPE,
    'detail-type': type,
    resources: [],
    detail: { cause: '', 'request-id': '', ...detail },
  };
}

const SNAPSHOT_ARN = `arn:aws:ec2::eu-west-1:snapshot/${SNAPSHOT}`;
const VOLUME_ARN = `arn:aws:ec2::eu-west-1:volume/${VOLUME}`;
const ENDED = { startTime: '2024-03-05T04:05:06Z', endTime: '2024-03-05T04:05:09Z' };

/** Told by the service, not by a caller. */
const UNNAMED: Told = {
  ...CREATION,
  time: '2024-03-05T04:05:09.000Z',
  actor: null,
  sourceIp: null,
};

const STRUCT =
  `{type=AssumedRole, principalid=AROAEXAMPLE:session, arn=arn:aws:sts::${OWNER}:assumed-role/Backup/session, ` +
  `accountid=${OWNER}, invokedby=null, accesskeyid=ASIAEXAMPLE, username=null, sessioncontext={attributes=` +
  `{mfaauthenticated=false, creationdate=2024-03-05T04:00:00Z}, sessionissuer={type=Role, principalid=AROAEXAMPLE, ` +
  `arn=arn:aws:iam::${OWNER}:role/Backup, accountid=${OWNER}, username=Backup}}}`;

const ATHENA_ROW: JsonObject = {
  eventversion: '1.09',
  useridentity: STRUCT,
  eventtime: '2024-03-05T04:06:00Z',
  eventsource: 'ec2.amazonaws.com',
  eventname: 'ModifySnapshotAttribute',
  awsregion: 'eu-west-1',
  sourceipaddress: '198.51.100.7',
  useragent: 'aws-cli/2.15.0',
  errorcode: '',
  errormessage: '',
  requestparameters: JSON.stringify(SHARED['requestParameters']),
  responseelements: '{"_return":true}',
  eventid: '00000000-0000-4000-8000-000000000004',
  recipientaccountid: OWNER,
};

const OCSF: JsonObject = {
  class_uid: 6003,
  category_uid: 6,
  activity_id: 1,
  time: Date.parse('2024-03-05T04:05:06Z'),
  cloud: { provider: 'AWS', region: 'eu-west-1', account: { uid: OWNER } },
  http_request: { user_agent: 'aws-cli/2.15.0' },
  src_endpoint: { ip: '198.51.100.7' },
  metadata: {
    version: '1.1.0',
    uid: CREATED['eventID'],
    product: { name: 'CloudTrail', vendor_name: 'AWS', version: '1.09' },
  },
};

export const AWS_FIXTURES: readonly Fixture[] = [
  {
    name: 'a CloudTrail event',
    shape: 'cloudtrail-event',
    provenance: 'data: field notes A1-A5; CloudTrail record contents',
    record: CREATED,
    tells: [CREATION],
  },
  {
    name: 'a CloudTrail event of a denied call',
    shape: 'cloudtrail-event',
    provenance: 'data: field notes 2a, failure',
    record: DENIED,
    tells: [REFUSAL],
  },
  {
    name: 'a Logstash export',
    shape: 'cloudtrail-logstash',
    provenance: 'data: field notes A9',
    record: { ...without(CREATED, 'eventTime'), '@timestamp': '2024-03-05T04:05:06.000Z', '@version': '1' },
    tells: [CREATION],
  },
  {
    name: 'a LookupEvents row',
    shape: 'cloudtrail-lookup',
    provenance: 'data: field notes A6',
    record: {
      EventId: CREATED['eventID'],
      EventName: 'CreateSnapshot',
      ReadOnly: 'false',
      EventTime: '2024-03-05T15:05:06+11:00',
      EventSource: 'ec2.amazonaws.com',
      Username: 'mallory',
      Resources: [{ ResourceType: 'AWS::EC2::Snapshot', ResourceName: SNAPSHOT }],
      CloudTrailEvent: JSON.stringify(CREATED),
    },
    tells: [CREATION],
  },
  {
    name: 'a digest',
    shape: 'cloudtrail-digest',
    provenance: 'doc: CloudTrail digest file structure; field notes A14',
    record: {
      awsAccountId: OWNER,
      digestStartTime: '2024-03-05T04:00:00Z',
      digestEndTime: '2024-03-05T05:00:00Z',
      digestS3Bucket: 'trail',
      logFiles: [{ s3Bucket: 'trail', s3Object: 'a.json.gz', hashValue: '00' }],
    },
    tells: [],
  },
  {
    name: 'an Insights event',
    shape: 'cloudtrail-insight',
    provenance: 'doc: record contents for Insights events; field notes A14',
    record: {
      eventVersion: '1.08',
      eventTime: '2024-03-05T04:05:00Z',
      awsRegion: 'eu-west-1',
      eventID: '00000000-0000-4000-8000-000000000005',
      eventType: 'AwsCloudTrailInsight',
      recipientAccountId: OWNER,
      insightDetails: { state: 'Start', eventSource: 'ec2.amazonaws.com', eventName: 'DeleteSnapshot' },
      eventCategory: 'Insight',
    },
    tells: [],
  },
  {
    name: 'an EventBridge envelope',
    shape: 'cloudtrail-eventbridge',
    provenance: 'data: field notes A7',
    record: { ...ENVELOPE, 'detail-type': 'AWS API Call via CloudTrail', resources: [], detail: SHARED },
    tells: [SHARING],
  },
  {
    name: 'a notification of EBS that a snapshot is made',
    shape: 'aws-ebs-notification',
    provenance: 'doc: Amazon EventBridge events for Amazon EBS; field notes A8',
    record: notification({
      event: 'createSnapshot',
      result: 'succeeded',
      snapshot_id: SNAPSHOT_ARN,
      source: VOLUME_ARN,
      ...ENDED,
    }),
    tells: [UNNAMED],
  },
  {
    name: 'a notification of EBS that a copy failed',
    shape: 'aws-ebs-notification',
    provenance: 'doc: Amazon EventBridge events for Amazon EBS, copySnapshot',
    record: notification({
      event: 'copySnapshot',
      result: 'failed',
      cause: 'Source snapshot ID is not valid',
      snapshot_id: SNAPSHOT_ARN,
      source: 'arn:aws:ec2::us-east-1:snapshot/snap-0eee5555ffff66660',
      ...ENDED,
    }),
    tells: [
      {
        ...UNNAMED,
        operation: 'CopySnapshot',
        outcome: 'failure',
        resources: ['source snapshot snap-0eee5555ffff66660', `subject snapshot ${SNAPSHOT}`],
      },
    ],
  },
  {
    name: 'a notification of EBS to the account that was given access',
    shape: 'aws-ebs-notification',
    provenance: 'doc: Amazon EventBridge events for Amazon EBS, shareSnapshot',
    record: notification({
      event: 'shareSnapshot',
      result: 'succeeded',
      snapshot_id: SNAPSHOT_ARN,
      source: STRANGER,
      ...ENDED,
    }),
    tells: [
      {
        ...UNNAMED,
        operation: 'ModifySnapshotAttribute',
        actor: `account ${STRANGER}`,
        resources: [`subject snapshot ${SNAPSHOT}`],
        sharedWith: [OWNER],
      },
    ],
  },
  {
    name: 'a notification of EBS about several volumes',
    shape: 'aws-ebs-notification',
    provenance: 'doc: Amazon EventBridge events for Amazon EBS, createSnapshots',
    record: notification(
      {
        event: 'createSnapshots',
        result: 'succeeded',
        ...ENDED,
        snapshots: [{ snapshot_id: SNAPSHOT_ARN, source: VOLUME_ARN, status: 'completed' }],
      },
      'EBS Multi-Volume Snapshots Completion Status',
    ),
    tells: [{ ...UNNAMED, operation: 'CreateSnapshots' }],
  },
  {
    name: 'a notification of EBS that answers to no call',
    shape: 'aws-ebs-notification',
    provenance: 'doc: Monitor Amazon EBS snapshot locks',
    record: notification({ event: 'lockDurationExpiry', result: 'succeeded', snapshot_id: SNAPSHOT_ARN }),
    tells: [],
  },
  {
    name: 'a Wazuh document',
    shape: 'cloudtrail-wazuh',
    provenance: 'data: field notes A12',
    record: {
      integration: 'aws',
      aws: { ...CREATED, source: 'cloudtrail', log_info: { s3bucket: 'trail', log_file: 'a.json.gz' } },
    },
    tells: [CREATION],
  },
  {
    name: 'a Wazuh alert',
    shape: 'cloudtrail-carried',
    provenance: 'doc: Wazuh alerts keep the decoded event below data',
    record: {
      timestamp: '2024-03-05T04:05:07.000+0000',
      rule: { level: 3 },
      data: { integration: 'aws', aws: { ...CREATED, source: 'cloudtrail' } },
    },
    tells: [CREATION],
  },
  {
    name: 'a CloudWatch Logs subscription',
    shape: 'cloudwatch-logs-subscription',
    provenance: 'doc: Real-time processing of log data with subscriptions',
    record: {
      messageType: 'DATA_MESSAGE',
      owner: OWNER,
      logGroup: 'CloudTrail/logs',
      logStream: `${OWNER}_CloudTrail_eu-west-1`,
      subscriptionFilters: ['all'],
      logEvents: [
        { id: '1', timestamp: 1709611506000, message: JSON.stringify(CREATED) },
        { id: '2', timestamp: 1709611560000, message: JSON.stringify(SHARED) },
      ],
    },
    tells: [CREATION, SHARING],
  },
  {
    name: 'a control message of CloudWatch Logs',
    shape: 'cloudwatch-logs-subscription',
    provenance: 'doc: Real-time processing of log data with subscriptions',
    record: {
      messageType: 'CONTROL_MESSAGE',
      owner: 'CloudwatchLogs',
      logGroup: '',
      logStream: '',
      subscriptionFilters: [],
      logEvents: [
        { id: '', timestamp: 1709611506000, message: 'CWL CONTROL MESSAGE: Checking health of destination.' },
      ],
    },
    tells: [],
  },
  {
    name: 'the answer of filter-log-events',
    shape: 'cloudwatch-logs-events',
    provenance: 'doc: FilterLogEvents of the CloudWatch Logs API',
    record: {
      events: [
        {
          logStreamName: 's',
          timestamp: 1709611506000,
          message: JSON.stringify(CREATED),
          ingestionTime: 1709611509000,
          eventId: '3',
        },
      ],
      searchedLogStreams: [],
    },
    tells: [CREATION],
  },
  {
    name: 'one log event of CloudWatch Logs',
    shape: 'cloudwatch-logs-events',
    provenance: 'doc: OutputLogEvent of the CloudWatch Logs API',
    record: { timestamp: 1709611506000, message: JSON.stringify(CREATED), ingestionTime: 1709611509000 },
    tells: [CREATION],
  },
  {
    name: 'a result of CloudWatch Logs Insights',
    shape: 'cloudwatch-logs-insights',
    provenance: 'doc: GetQueryResults of the CloudWatch Logs API',
    record: {
      status: 'Complete',
      results: [
        [
          { field: '@timestamp', value: '2024-03-05 04:05:06.000' },
          { field: '@message', value: JSON.stringify(CREATED) },
          { field: '@ptr', value: 'x' },
        ],
      ],
    },
    tells: [CREATION],
  },
  {
    name: 'a row of an export of CloudWatch Logs Insights',
    shape: 'cloudwatch-logs-insights',
    provenance: 'doc: Export query results, CloudWatch Logs User Guide',
    record: { '@timestamp': '2024-03-05 04:05:06.000', '@message': JSON.stringify(SHARED) },
    tells: [SHARING],
  },
  {
    name: 'the answer of CloudTrail Lake',
    shape: 'cloudtrail-lake',
    provenance: 'doc: GetQueryResults of the CloudTrail API',
    record: {
      QueryStatus: 'FINISHED',
      QueryResultRows: [
        [
          { eventName: 'CreateSnapshot' },
          { eventSource: 'ec2.amazonaws.com' },
          { eventTime: '2024-03-05 04:05:06.000' },
          { userIdentity: `{type=IAMUser, arn=${ARN}, accountid=${OWNER}, username=mallory}` },
          { sourceIPAddress: '198.51.100.7' },
          { errorCode: 'null' },
          { requestParameters: `{volumeId=${VOLUME}}` },
          { responseElements: `{snapshotId=${SNAPSHOT}, volumeId=${VOLUME}}` },
        ],
      ],
    },
    tells: [CREATION],
  },
  {
    name: 'a row of Athena',
    shape: 'cloudtrail-query-row',
    provenance: 'doc: Create a table for CloudTrail logs in Athena; struct text as Athena prints it',
    record: ATHENA_ROW,
    tells: [{ ...SHARING, actor: 'role/Backup/session' }],
  },
  {
    name: 'a row of Athena with members of the identity alone',
    shape: 'cloudtrail-query-row',
    provenance: 'doc: Query CloudTrail logs, Amazon Athena User Guide (`SELECT useridentity.arn, …`)',
    record: { ...without(ATHENA_ROW, 'useridentity'), arn: ARN, username: 'mallory' },
    tells: [SHARING],
  },
  {
    name: 'a row of CloudTrail Lake with its own spelling',
    shape: 'cloudtrail-query-row',
    provenance: 'doc: CloudTrail Lake event schema',
    record: {
      ...DENIED,
      userIdentity: JSON.stringify(DENIED['userIdentity']),
      requestParameters: JSON.stringify(DENIED['requestParameters']),
      responseElements: 'null',
    },
    tells: [REFUSAL],
  },
  {
    name: 'a row of the console, deleted',
    shape: 'cloudtrail-console-csv',
    provenance: 'doc: Viewing recent management events with the console; header as in a published test',
    record: {
      'User name': 'mallory',
      'AWS access key': 'AKIAIOSFODNN7EXAMPLE',
      'Event time': '2024-03-05T04:05:06Z',
      'Event source': 'ec2.amazonaws.com',
      'Event name': 'DeleteSnapshot',
      'AWS region': 'eu-west-1',
      'Source IP address': '198.51.100.7',
      'User agent': 'aws-cli/2.15.0',
      'Error code': '',
      Resources: JSON.stringify([{ resourceType: 'AWS::EC2::Snapshot', resourceName: SNAPSHOT }]),
      'Event ID': '00000000-0000-4000-8000-000000000006',
    },
    tells: [{ ...CREATION, operation: 'DeleteSnapshot', resources: [`subject snapshot ${SNAPSHOT}`] }],
  },
  {
    name: 'a row of the console, created and denied',
    shape: 'cloudtrail-console-csv',
    provenance: 'doc: Viewing recent management events with the console',
    record: {
      'Event name': 'CreateSnapshot',
      'Event time': '2024-03-05, 04:05:06 AM',
      'User name': 'mallory',
      'Event source': 'ec2.amazonaws.com',
      'Resource type': 'AWS::EC2::Volume',
      'Resource name': VOLUME,
      'AWS region': 'eu-west-1',
      'Source IP address': '198.51.100.7',
      'Error code': 'Client.UnauthorizedOperation',
    },
    tells: [{ ...CREATION, outcome: 'failure', resources: [`source volume ${VOLUME}`] }],
  },
  {
    name: 'OCSF 1.1.0, as Security Lake writes it',
    shape: 'ocsf-api-activity',
    provenance: 'doc: ocsf/examples, mappings AWS v1.1.0 CloudTrail API Activity',
    record: {
      ...OCSF,
      actor: {
        user: { type: 'IAMUser', name: 'mallory', uid: ARN, uid_alt: 'AIDAEXAMPLE', account: { uid: OWNER } },
        session: { issuer: null },
      },
      api: {
        operation: 'CreateSnapshot',
        service: { name: 'ec2.amazonaws.com' },
        request: { uid: 'r', data: JSON.stringify(CREATED['requestParameters']) },
        response: { error: null, message: null, data: JSON.stringify(CREATED['responseElements']) },
      },
      unmapped: { recipientAccountId: OWNER, eventType: 'AwsApiCall' },
    },
    tells: [CREATION],
  },
  {
    name: 'OCSF 1.0.0-rc.2, the request in unmapped paths',
    shape: 'ocsf-api-activity',
    provenance:
      "doc: Security Lake queries for CloudTrail, source version 1 (`unmapped['requestParameters.…']`)",
    record: {
      ...OCSF,
      actor: {
        user: { type: 'IAMUser', name: 'mallory', uuid: ARN, uid: 'AIDAEXAMPLE', account_uid: OWNER },
      },
      api: {
        operation: 'ModifySnapshotAttribute',
        service: { name: 'ec2.amazonaws.com' },
        request: { uid: 'r' },
        response: { error: 'Client.UnauthorizedOperation' },
      },
      time: Date.parse('2024-03-05T04:06:00Z'),
      unmapped: {
        'requestParameters.snapshotId': SNAPSHOT,
        'requestParameters.attributeType': 'CREATE_VOLUME_PERMISSION',
        'requestParameters.createVolumePermission.add.items[0].userId': STRANGER,
      },
    },
    tells: [REFUSAL],
  },
  {
    name: 'OCSF of a new user, no snapshot operation',
    shape: 'ocsf-api-activity',
    provenance: 'doc: ocsf/examples, mappings AWS CloudTrail Account Change',
    record: {
      ...OCSF,
      class_uid: 3001,
      category_uid: 3,
      actor: { user: { type: 'IAMUser', name: 'mallory', uid: ARN, account: { uid: OWNER } } },
      api: {
        operation: 'CreateUser',
        service: { name: 'iam.amazonaws.com' },
        request: { data: '{"userName":"eve"}' },
      },
    },
    tells: [],
  },
  {
    name: 'OCSF as a row of a table',
    shape: 'ocsf-api-activity',
    provenance: 'doc: Security Lake tables in Athena; structs as JSON',
    record: {
      ...Object.fromEntries(
        Object.entries(OCSF).map(([key, value]) => [
          key,
          typeof value === 'object' ? JSON.stringify(value) : String(value),
        ]),
      ),
      actor: JSON.stringify({
        user: { type: 'IAMUser', name: 'mallory', uid: ARN, account: { uid: OWNER } },
      }),
      api: JSON.stringify({
        operation: 'CreateSnapshot',
        service: { name: 'ec2.amazonaws.com' },
        request: { data: JSON.stringify(CREATED['requestParameters']) },
        response: { data: JSON.stringify(CREATED['responseElements']) },
      }),
      unmapped: `{recipientAccountId=${OWNER}}`,
    },
    tells: [CREATION],
  },
  {
    name: 'an Elastic document with the event',
    shape: 'cloudtrail-carried',
    provenance: 'data: field notes A10 (event.original)',
    record: {
      '@timestamp': '2024-03-05T04:05:06.000Z',
      event: { original: JSON.stringify(CREATED), action: 'CreateSnapshot', provider: 'ec2.amazonaws.com' },
      aws: { cloudtrail: { event_version: '1.09' } },
    },
    tells: [CREATION],
  },
  {
    name: 'an Elastic hit without the event',
    shape: 'cloudtrail-carried',
    provenance: 'data: field notes A10; a hit of the search API',
    record: {
      _index: 'logs-aws.cloudtrail',
      _source: {
        '@timestamp': '2024-03-05T04:05:06.000Z',
        event: { action: 'CreateSnapshot', provider: 'ec2.amazonaws.com', id: CREATED['eventID'] },
        aws: {
          cloudtrail: {
            user_identity: { type: 'IAMUser', arn: ARN },
            request_parameters: `{volumeId=${VOLUME}}`,
            flattened: { response_elements: { snapshotId: SNAPSHOT } },
          },
        },
        cloud: { region: 'eu-west-1', account: { id: OWNER } },
        source: { ip: '198.51.100.7' },
        user: { name: 'mallory', id: 'AIDAEXAMPLE' },
      },
    },
    tells: [CREATION],
  },
  {
    name: 'an Elastic document with paths for keys',
    shape: 'cloudtrail-elastic',
    provenance: 'doc: AWS CloudTrail, reference of the Elastic integration',
    record: {
      '@timestamp': '2024-03-05T04:06:00.000Z',
      'event.action': 'ModifySnapshotAttribute',
      'event.provider': 'ec2.amazonaws.com',
      'aws.cloudtrail.user_identity.type': 'IAMUser',
      'aws.cloudtrail.user_identity.arn': ARN,
      'aws.cloudtrail.error_code': 'Client.UnauthorizedOperation',
      'aws.cloudtrail.request_parameters': JSON.stringify(SHARED['requestParameters']),
      'user.name': 'mallory',
      'source.ip': '198.51.100.7',
      'cloud.account.id': OWNER,
    },
    tells: [REFUSAL],
  },
  {
    name: 'an expected document of a test',
    shape: 'cloudtrail-carried',
    provenance: 'data: field notes A10 (`{"expected":[doc]}`)',
    record: {
      expected: [
        { event: { original: JSON.stringify(CREATED) } },
        { event: { original: JSON.stringify(SHARED) } },
      ],
    },
    tells: [CREATION, SHARING],
  },
  {
    name: 'a message below input',
    shape: 'cloudtrail-carried',
    provenance: 'data: field notes A11',
    record: { input: { message: JSON.stringify(CREATED) } },
    tells: [CREATION],
  },
  {
    name: 'a message of Filebeat',
    shape: 'cloudtrail-carried',
    provenance: 'doc: Filebeat keeps the line in message',
    record: {
      '@timestamp': '2024-03-05T04:07:00.000Z',
      message: JSON.stringify(CREATED),
      host: { name: 'h' },
    },
    tells: [CREATION],
  },
  {
    name: 'a message that holds an EventBridge envelope',
    shape: 'cloudtrail-carried',
    provenance: 'synth: wrappers around wrappers',
    record: {
      message: JSON.stringify({ ...ENVELOPE, 'detail-type': 'AWS API Call via CloudTrail', detail: SHARED }),
    },
    tells: [SHARING],
  },
  {
    name: 'a row of a Splunk export',
    shape: 'cloudtrail-carried',
    provenance: 'doc: Splunk exports keep the event in _raw',
    record: {
      _time: '2024-03-05T04:05:06.000+0000',
      _raw: JSON.stringify(CREATED),
      sourcetype: 'aws:cloudtrail',
    },
    tells: [CREATION],
  },
  {
    name: 'a test case around a delivered file',
    shape: 'cloudtrail-carried',
    provenance: 'data: field notes A13 (`{data:{Records:[…]}}`)',
    record: { data: { Records: [CREATED, SHARED] } },
    tells: [CREATION, SHARING],
  },
  {
    name: 'test cases with an event each',
    shape: 'cloudtrail-carried',
    provenance: 'data: field notes A13 (`{tests:[{event}]}`)',
    record: {
      name: 'a rule',
      tests: [
        { expect: true, event: CREATED },
        { expect: false, event: SHARED },
      ],
    },
    tells: [CREATION, SHARING],
  },
];
