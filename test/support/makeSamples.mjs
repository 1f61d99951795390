/**
 * Writes the sample logs in `test/samples`: one invented case over three clouds, with placeholder
 * ids, in the shapes in which the providers deliver their logs. `node test/support/makeSamples.mjs`.
 *
 * AWS: user/mallory looks around, copies the payroll volume, opens the copy to a foreign account,
 * which takes it; then she closes and deletes it. A database snapshot goes the same way. AWS Backup
 * does its nightly work, and a deploy role makes an image and starts it: both are normal.
 * Azure: a disk is copied, and a download link for the copy handed out. Google: a snapshot becomes
 * an image, the image is shared with a mail address outside, a machine is started from it.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const samples = join(dirname(fileURLToPath(import.meta.url)), '..', 'samples');
const write = (name, content) => writeFileSync(join(samples, name), content);
let serial = 0;
const uuid = () => `00000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`;

// --- AWS -------------------------------------------------------------------------------------

const ACCOUNT = '111122223333';
const STRANGER = '999988887777';

const mallory = {
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEMALLORY',
  arn: `arn:aws:iam::${ACCOUNT}:user/mallory`,
  accountId: ACCOUNT,
  accessKeyId: 'AKIAEXAMPLEMALLORY01',
  userName: 'mallory',
};
const backup = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEBACKUP:AWSBackup-AWSBackupDefaultServiceRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSBackupDefaultServiceRole/AWSBackup-AWSBackupDefaultServiceRole`,
  accountId: ACCOUNT,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLEBACKUP',
      arn: `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole`,
      accountId: ACCOUNT,
      userName: 'AWSBackupDefaultServiceRole',
    },
    attributes: { creationDate: '2024-05-14T02:00:00Z', mfaAuthenticated: 'false' },
  },
  invokedBy: 'backup.amazonaws.com',
};
const deploy = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEDEPLOY:CHG-2041',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/CHG-2041`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLEDEPLOY001',
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/deploy`, userName: 'deploy' },
  },
};

const aws = (
  eventTime,
  userIdentity,
  eventSource,
  eventName,
  requestParameters,
  responseElements,
  more = {},
) => ({
  eventVersion: '1.09',
  userIdentity,
  eventTime,
  eventSource,
  eventName,
  awsRegion: 'eu-central-1',
  sourceIPAddress: userIdentity.invokedBy ?? (userIdentity === mallory ? '203.0.113.57' : '198.51.100.20'),
  userAgent: userIdentity.invokedBy ?? (userIdentity === mallory ? 'aws-cli/2.15.30' : 'Boto3/1.34.84'),
  requestParameters,
  responseElements,
  requestID: uuid(),
  eventID: uuid(),
  readOnly: /^(?:Describe|List|Get)/.test(eventName),
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
  ...more,
});

const snapshotOf = (snapshotId, volumeId, startTime) => ({
  requestId: uuid(),
  snapshotId,
  volumeId,
  status: 'pending',
  startTime,
  progress: '',
  ownerId: ACCOUNT,
  volumeSize: '120',
  description: '',
  encrypted: false,
});
const permission = (change) => ({
  snapshotId: 'snap-0aaa1111bbbb22220',
  createVolumePermission: change,
  attributeType: 'CREATE_VOLUME_PERMISSION',
});

const night = ['vol-0db00000000000001', 'vol-0db00000000000002', 'vol-0db00000000000003'].map(
  (volumeId, index) =>
    aws(
      `2024-05-14T02:0${index}:11Z`,
      backup,
      'ec2.amazonaws.com',
      'CreateSnapshot',
      { volumeId, description: 'This snapshot is created by the AWS Backup service.' },
      snapshotOf(`snap-0bac000000000000${index}`, volumeId, 1715652011000 + index * 60000),
    ),
);

const theft = [
  aws(
    '2024-05-14T12:02:40Z',
    mallory,
    'ec2.amazonaws.com',
    'DescribeSnapshots',
    {
      ownersSet: { items: [{ owner: 'self' }] },
      snapshotSet: {},
      filterSet: {},
    },
    null,
  ),
  aws('2024-05-14T12:03:02Z', mallory, 'rds.amazonaws.com', 'StartExportTask', null, null, {
    errorCode: 'AccessDenied',
    errorMessage: `User: arn:aws:iam::${ACCOUNT}:user/mallory is not authorized to perform: rds:StartExportTask`,
  }),
  aws(
    '2024-05-14T12:04:00Z',
    mallory,
    'ec2.amazonaws.com',
    'CreateSnapshot',
    { volumeId: 'vol-0aa7a7011000000ff', description: '' },
    snapshotOf('snap-0aaa1111bbbb22220', 'vol-0aa7a7011000000ff', 1715688240000),
  ),
  aws(
    '2024-05-14T12:04:11Z',
    mallory,
    'ec2.amazonaws.com',
    'ModifySnapshotAttribute',
    permission({ add: { items: [{ userId: STRANGER }] } }),
    { requestId: uuid(), _return: true },
  ),
  aws(
    '2024-05-14T12:04:58Z',
    mallory,
    'ec2.amazonaws.com',
    'ModifySnapshotAttribute',
    permission({ remove: { items: [{ userId: STRANGER }] } }),
    { requestId: uuid(), _return: true },
  ),
  aws(
    '2024-05-14T12:05:04Z',
    mallory,
    'ec2.amazonaws.com',
    'DeleteSnapshot',
    { snapshotId: 'snap-0aaa1111bbbb22220' },
    { requestId: uuid(), _return: true },
  ),
];

const taken = [
  aws(
    '2024-05-14T12:04:36Z',
    { accountId: STRANGER, invokedBy: 'ec2.amazonaws.com', type: 'AWSAccount' },
    'ec2.amazonaws.com',
    'SharedSnapshotCopyInitiated',
    null,
    null,
    { eventType: 'AwsServiceEvent', serviceEventDetails: { snapshotId: 'snap-0aaa1111bbbb22220' } },
  ),
];

const database = [
  aws(
    '2024-05-14T12:11:20Z',
    mallory,
    'rds.amazonaws.com',
    'CreateDBSnapshot',
    { dBSnapshotIdentifier: 'payroll-copy', dBInstanceIdentifier: 'payroll' },
    {
      dBSnapshotIdentifier: 'payroll-copy',
      dBInstanceIdentifier: 'payroll',
      status: 'creating',
      snapshotType: 'manual',
      encrypted: false,
      dBSnapshotArn: `arn:aws:rds:eu-central-1:${ACCOUNT}:snapshot:payroll-copy`,
    },
  ),
  aws(
    '2024-05-14T12:16:45Z',
    mallory,
    'rds.amazonaws.com',
    'ModifyDBSnapshotAttribute',
    { dBSnapshotIdentifier: 'payroll-copy', attributeName: 'restore', valuesToAdd: ['all'] },
    {
      dBSnapshotIdentifier: 'payroll-copy',
      dBSnapshotAttributes: [{ attributeName: 'restore', attributeValues: ['all'] }],
    },
  ),
];

const image = [
  aws(
    '2024-05-14T07:30:00Z',
    deploy,
    'ec2.amazonaws.com',
    'CreateImage',
    { instanceId: 'i-0b11d00000000000b', name: 'web-2024-05-14', noReboot: true },
    { requestId: uuid(), imageId: 'ami-0a1b2c3d4e5f60001' },
  ),
  aws(
    '2024-05-14T07:44:00Z',
    deploy,
    'ec2.amazonaws.com',
    'RunInstances',
    {
      instancesSet: { items: [{ imageId: 'ami-0a1b2c3d4e5f60001', minCount: 1, maxCount: 1 }] },
      instanceType: 't3.small',
    },
    {
      requestId: uuid(),
      instancesSet: { items: [{ instanceId: 'i-0eb00000000000001', imageId: 'ami-0a1b2c3d4e5f60001' }] },
    },
  ),
];

const delivered = (records) => JSON.stringify({ Records: records });
write('aws/delivered-20240514T0205Z.json.gz', gzipSync(delivered(night), { level: 9 }));
// As delivered: one line, and not in the order of time.
write(
  'aws/delivered-20240514T1210Z.json',
  delivered([theft[3], theft[0], theft[5], theft[2], theft[1], theft[4]]),
);
write('aws/delivered-20240514T1215Z.json.gz', gzipSync(delivered([...taken, ...image]), { level: 9 }));
write('aws/database.json', `${JSON.stringify({ Records: database }, null, 2)}\n`);

// --- Azure -----------------------------------------------------------------------------------

const SUBSCRIPTION = '00000000-1111-2222-3333-444444444444';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/finance`;
const DISK = `${GROUP}/providers/Microsoft.Compute/disks/ledger_OsDisk_1`;
const COPY = `${GROUP}/providers/Microsoft.Compute/snapshots/ledger-copy`;
const OSCAR = 'oscar@contoso.example';

const azure = (eventTimestamp, operation, resourceId, status, correlationId, properties = {}) => ({
  authorization: { action: operation, scope: resourceId },
  caller: OSCAR,
  claims: {
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': OSCAR,
    'http://schemas.microsoft.com/identity/claims/tenantid': '55555555-6666-7777-8888-999999999999',
    ipaddr: '192.0.2.44',
  },
  correlationId,
  eventDataId: uuid(),
  eventName: { value: status === 'Started' ? 'BeginRequest' : 'EndRequest' },
  category: { value: 'Administrative' },
  eventTimestamp,
  httpRequest: {
    clientRequestId: uuid(),
    clientIpAddress: '192.0.2.44',
    method: operation.endsWith('/action') ? 'POST' : operation.endsWith('/delete') ? 'DELETE' : 'PUT',
  },
  level: 'Informational',
  operationId: correlationId,
  operationName: { value: operation, localizedValue: operation },
  properties: { eventCategory: 'Administrative', entity: resourceId, message: operation, ...properties },
  resourceGroupName: 'finance',
  resourceId,
  status: { value: status, localizedValue: status },
  subStatus: { value: '' },
  subscriptionId: SUBSCRIPTION,
});
const body = JSON.stringify({
  location: 'westeurope',
  properties: {
    creationData: { createOption: 'Copy', sourceResourceId: DISK },
    diskSizeGB: 64,
    provisioningState: 'Updating',
  },
  name: 'ledger-copy',
  id: COPY,
});
const WRITE = 'Microsoft.Compute/snapshots/write';
const ACCESS = 'Microsoft.Compute/snapshots/beginGetAccess/action';
const create = uuid();
const access = uuid();
const remove = uuid();
// Newest first, as the portal and the command line give them.
const activity = [
  azure('2024-05-15T09:40:03.1200000Z', 'Microsoft.Compute/snapshots/delete', COPY, 'Succeeded', remove),
  azure('2024-05-15T09:40:01.0000000Z', 'Microsoft.Compute/snapshots/delete', COPY, 'Started', remove),
  azure('2024-05-15T08:12:31.8800000Z', ACCESS, COPY, 'Succeeded', access),
  azure('2024-05-15T08:12:30.4100000Z', ACCESS, COPY, 'Started', access),
  azure('2024-05-15T08:10:09.7000000Z', WRITE, COPY, 'Succeeded', create),
  azure('2024-05-15T08:10:06.2000000Z', WRITE, COPY, 'Accepted', create, {
    statusCode: 'Accepted',
    responseBody: body,
  }),
  azure('2024-05-15T08:10:05.0000000Z', WRITE, COPY, 'Started', create),
];
write('azure/activity.json', `${JSON.stringify(activity, null, 2)}\n`);

// --- Google ----------------------------------------------------------------------------------

const PROJECT = 'example-shop';
const name = (path) => `projects/${PROJECT}/${path}`;
const TRUDY = 'trudy@example.com';

const google = (timestamp, method, resourceName, type, operation, request, more = {}) => ({
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    authenticationInfo: { principalEmail: TRUDY },
    requestMetadata: {
      callerIp: '198.51.100.77',
      callerSuppliedUserAgent: 'google-cloud-sdk gcloud/470.0.0',
    },
    serviceName: 'compute.googleapis.com',
    methodName: method,
    ...(more.authorizationInfo ? { authorizationInfo: more.authorizationInfo } : {}),
    resourceName,
    request: { '@type': `type.googleapis.com/${method.replace(/^(?:v1|beta)\./, '')}`, ...request },
  },
  insertId: uuid().slice(-12),
  resource: { type, labels: { project_id: PROJECT } },
  timestamp,
  severity: 'NOTICE',
  logName: `projects/${PROJECT}/logs/cloudaudit.googleapis.com%2Factivity`,
  ...(operation ? { operation } : {}),
});
const pair = (start, end, method, resourceName, type, request, more) => {
  const id = `operation-${uuid()}`;
  return [
    google(
      start,
      method,
      resourceName,
      type,
      { id, producer: 'compute.googleapis.com', first: true },
      request,
      more,
    ),
    google(end, method, resourceName, type, { id, producer: 'compute.googleapis.com', last: true }, {}),
  ];
};
const entries = [
  ...pair(
    '2024-05-16T10:00:31.891109Z',
    '2024-05-16T10:00:58.062647Z',
    'v1.compute.disks.createSnapshot',
    name('zones/europe-west3-a/disks/orders-db'),
    'gce_disk',
    { name: 'orders-snap', sourceDisk: name('zones/europe-west3-a/disks/orders-db') },
    {
      authorizationInfo: [
        {
          permission: 'compute.disks.createSnapshot',
          granted: true,
          resourceAttributes: { name: name('zones/europe-west3-a/disks/orders-db') },
        },
        {
          permission: 'compute.snapshots.create',
          granted: true,
          resourceAttributes: { name: name('global/snapshots/orders-snap') },
        },
      ],
    },
  ),
  ...pair(
    '2024-06-20T17:31:49.646000Z',
    '2024-06-20T17:32:45.900000Z',
    'v1.compute.images.insert',
    name('global/images/orders-img'),
    'gce_image',
    { name: 'orders-img', sourceSnapshot: name('global/snapshots/orders-snap') },
  ),
  google(
    '2024-06-20T17:33:20.100000Z',
    'v1.compute.images.setIamPolicy',
    name('global/images/orders-img'),
    'gce_image',
    null,
    {
      policy: {
        version: 3,
        bindings: [{ role: 'roles/compute.imageUser', members: ['user:courier.7731@gmail.com'] }],
      },
    },
  ),
  ...pair(
    '2024-06-20T17:35:15.554000Z',
    '2024-06-20T17:35:27.000000Z',
    'beta.compute.instances.insert',
    name('zones/europe-west3-a/instances/reader'),
    'gce_instance',
    {
      name: 'reader',
      disks: [{ boot: true, initializeParams: { sourceImage: name('global/images/orders-img') } }],
    },
  ),
  ...pair(
    '2024-06-20T17:47:06.206000Z',
    '2024-06-20T17:47:12.000000Z',
    'v1.compute.images.delete',
    name('global/images/orders-img'),
    'gce_image',
    {},
  ),
];
write(
  'gcp/audit.jsonl',
  `${entries
    .reverse()
    .map((entry) => JSON.stringify(entry))
    .join('\n')}\n`,
);
