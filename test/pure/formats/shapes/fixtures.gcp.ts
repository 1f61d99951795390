import type { JsonObject } from '../../../../src/core/providers/json.js';
import { type Fixture, inBase64, type Told } from './fixture.js';

const SNAPSHOT = 'projects/victim/global/snapshots/s1';
const DISK = 'projects/victim/zones/europe-west1-b/disks/d1';
const TIME = '2024-03-05T04:05:06.123456Z';

const REQUEST: JsonObject = { name: 's1', '@type': 'type.googleapis.com/compute.disks.createSnapshot' };
const RESOURCE: JsonObject = {
  type: 'gce_disk',
  labels: { project_id: 'victim', zone: 'europe-west1-b', disk_id: '1' },
};

export const ENTRY: JsonObject = {
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    status: {},
    authenticationInfo: { principalEmail: 'mallory@example.com' },
    requestMetadata: { callerIp: '198.51.100.7', callerSuppliedUserAgent: 'gcloud' },
    serviceName: 'compute.googleapis.com',
    methodName: 'v1.compute.disks.createSnapshot',
    authorizationInfo: [
      { permission: 'compute.disks.createSnapshot', granted: true, resourceAttributes: { name: DISK } },
      { permission: 'compute.snapshots.create', granted: true, resourceAttributes: { name: SNAPSHOT } },
    ],
    resourceName: DISK,
    request: REQUEST,
  },
  insertId: 'abc1',
  resource: RESOURCE,
  timestamp: TIME,
  severity: 'NOTICE',
  logName: 'projects/victim/logs/cloudaudit.googleapis.com%2Factivity',
  receiveTimestamp: '2024-03-05T04:05:07Z',
};

const CREATION: Told = {
  operation: 'compute.disks.createSnapshot',
  time: '2024-03-05T04:05:06.123Z',
  actor: 'mallory@example.com',
  sourceIp: '198.51.100.7',
  outcome: 'success',
  resources: [`subject snapshot ${SNAPSHOT}`, `source volume ${DISK}`],
};

const DENIAL: Told = { ...CREATION, outcome: 'failure' };

const ROW: JsonObject = {
  log_name: ENTRY['logName'],
  insert_id: 'abc1',
  timestamp: '2024-03-05 04:05:06.123456 UTC',
  resource: { type: 'gce_disk', labels: JSON.stringify(RESOURCE['labels']) },
  proto_payload: {
    audit_log: {
      service_name: 'compute.googleapis.com',
      method_name: 'v1.compute.disks.createSnapshot',
      resource_name: DISK,
      authentication_info: { principal_email: 'mallory@example.com' },
      request_metadata: { caller_ip: '198.51.100.7', caller_supplied_user_agent: 'gcloud' },
      authorization_info: [
        { permission: 'compute.snapshots.create', granted: true, resource_attributes: { name: SNAPSHOT } },
      ],
      request: JSON.stringify(REQUEST),
    },
  },
};

const MESSAGE: JsonObject = {
  data: inBase64(ENTRY),
  attributes: { 'logging.googleapis.com/timestamp': TIME },
  messageId: '1',
  publishTime: '2024-03-05T04:05:08Z',
};

export const GCP_FIXTURES: readonly Fixture[] = [
  {
    name: 'a LogEntry',
    shape: 'gcp-logentry',
    provenance: 'data: field notes G1, G2',
    record: ENTRY,
    tells: [CREATION],
  },
  {
    name: 'a CloudEvent of Eventarc',
    shape: 'gcp-cloudevents',
    provenance: 'doc: Eventarc, google.cloud.audit.log.v1.written',
    record: {
      specversion: '1.0',
      id: '1',
      source: '//cloudaudit.googleapis.com/projects/victim/logs/activity',
      type: 'google.cloud.audit.log.v1.written',
      datacontenttype: 'application/json',
      time: TIME,
      data: ENTRY,
    },
    tells: [CREATION],
  },
  {
    name: 'a CloudEvent without its attributes',
    shape: 'gcp-logentry-carried',
    provenance: 'data: field notes G3',
    record: { data: ENTRY },
    tells: [CREATION],
  },
  {
    name: 'a CloudEvent in base64',
    shape: 'gcp-cloudevents',
    provenance: 'doc: JSON Event Format for CloudEvents',
    record: { specversion: '1.0', id: '1', source: 's', type: 't', data_base64: inBase64(ENTRY) },
    tells: [CREATION],
  },
  {
    name: 'a message of Pub/Sub in a CloudEvent',
    shape: 'gcp-cloudevents',
    provenance: 'doc: Eventarc, google.cloud.pubsub.topic.v1.messagePublished',
    record: {
      specversion: '1.0',
      id: '1',
      source: '//pubsub.googleapis.com/projects/victim/topics/t',
      type: 'google.cloud.pubsub.topic.v1.messagePublished',
      data: { message: MESSAGE, subscription: 'projects/victim/subscriptions/s' },
    },
    tells: [CREATION],
  },
  {
    name: 'a push of Pub/Sub',
    shape: 'gcp-pubsub',
    provenance: 'doc: Push subscriptions of Pub/Sub',
    record: { message: MESSAGE, subscription: 'projects/victim/subscriptions/s' },
    tells: [CREATION],
  },
  {
    name: 'a pulled message of Pub/Sub',
    shape: 'gcp-pubsub',
    provenance: 'doc: gcloud pubsub subscriptions pull',
    record: { ackId: 'a', message: MESSAGE },
    tells: [CREATION],
  },
  {
    name: 'the answer of a pull',
    shape: 'gcp-pubsub',
    provenance: 'doc: PullResponse of the Pub/Sub API',
    record: {
      receivedMessages: [
        { ackId: 'a', message: MESSAGE },
        { ackId: 'b', message: MESSAGE },
      ],
    },
    tells: [CREATION, CREATION],
  },
  {
    name: 'a row of BigQuery',
    shape: 'gcp-bigquery',
    provenance: 'doc: field notes G4; routed audit log fields of Cloud Logging',
    record: {
      logName: ENTRY['logName'],
      insertId: 'abc1',
      timestamp: '2024-03-05 04:05:06.123456 UTC',
      resource: RESOURCE,
      protopayload_auditlog: {
        serviceName: 'compute.googleapis.com',
        methodName: 'v1.compute.disks.createSnapshot',
        resourceName: DISK,
        authenticationInfo: { principalEmail: 'mallory@example.com' },
        requestMetadata: { callerIp: '198.51.100.7' },
        status: { code: '7', message: 'denied' },
        authorizationInfo: [
          {
            permission: 'compute.snapshots.create',
            granted: 'false',
            resourceAttributes: { name: SNAPSHOT },
          },
        ],
        requestJson: JSON.stringify(REQUEST),
        responseJson: null,
      },
    },
    tells: [DENIAL],
  },
  {
    name: 'a row of BigQuery in CSV',
    shape: 'gcp-bigquery',
    provenance: 'doc: routed audit log fields of Cloud Logging, columns as paths',
    record: {
      logName: ENTRY['logName'],
      insertId: 'abc1',
      timestamp: '1.709611506123456E9',
      'resource.type': 'gce_disk',
      'resource.labels.project_id': 'victim',
      'protopayload_auditlog.serviceName': 'compute.googleapis.com',
      'protopayload_auditlog.methodName': 'v1.compute.disks.createSnapshot',
      'protopayload_auditlog.resourceName': DISK,
      'protopayload_auditlog.authenticationInfo.principalEmail': 'mallory@example.com',
      'protopayload_auditlog.requestMetadata.callerIp': '198.51.100.7',
      'protopayload_auditlog.requestJson': JSON.stringify(REQUEST),
    },
    tells: [CREATION],
  },
  {
    name: 'a row of Log Analytics',
    shape: 'gcp-log-analytics',
    provenance: 'doc: field notes G5; SQL of GoogleCloudPlatform/security-analytics',
    record: ROW,
    tells: [CREATION],
  },
  {
    name: 'a row of Log Analytics whose payload is text',
    shape: 'gcp-log-analytics',
    provenance: 'synth: the same row in CSV',
    record: {
      ...ROW,
      resource: JSON.stringify(ROW['resource']),
      proto_payload: JSON.stringify(ROW['proto_payload']),
    },
    tells: [CREATION],
  },
  {
    name: 'a normalised record',
    shape: 'gcp-logentry-carried',
    provenance: 'data: field notes G6',
    record: { action: 'createSnapshot', actor: 'mallory@example.com', raw: JSON.stringify(ENTRY) },
    tells: [CREATION],
  },
  {
    name: 'a row of the Logs Explorer',
    shape: 'gcp-logentry-csv',
    provenance: 'synth: columns named by the fields of a LogEntry',
    record: {
      insertId: 'abc1',
      logName: ENTRY['logName'],
      'protoPayload.@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      'protoPayload.authenticationInfo.principalEmail': 'mallory@example.com',
      'protoPayload.authorizationInfo[0].granted': 'false',
      'protoPayload.authorizationInfo[0].permission': 'compute.snapshots.create',
      'protoPayload.authorizationInfo[0].resourceAttributes.name': SNAPSHOT,
      'protoPayload.methodName': 'v1.compute.disks.createSnapshot',
      'protoPayload.requestMetadata.callerIp': '198.51.100.7',
      'protoPayload.resourceName': DISK,
      'protoPayload.serviceName': 'compute.googleapis.com',
      'protoPayload.status.code': '7',
      'resource.labels.project_id': 'victim',
      'resource.type': 'gce_disk',
      timestamp: TIME,
    },
    tells: [DENIAL],
  },
];
