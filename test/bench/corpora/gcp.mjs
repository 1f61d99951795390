/**
 * Google Cloud audit logs as a sink writes them into a bucket: plain, one entry a line, a file an hour. A long
 * operation is told by a first and a last entry; one operation in a hundred makes a snapshot of a disk.
 * Names of the files as in https://cloud.google.com/logging/docs/export/storage.
 */
import { join } from 'node:path';
import { hex, oneOf, random } from './random.mjs';
import { PlainFile } from './writing.mjs';

const PROJECT = 'project-one';
const ZONE = 'europe-west1-b';
const HOURS = 60;

/** Service, method and resource type of what nobody asks about. */
const QUIET = [
  ['compute.googleapis.com', 'v1.compute.firewalls.patch', 'firewalls'],
  ['compute.googleapis.com', 'v1.compute.instances.setMetadata', 'instances'],
  ['container.googleapis.com', 'google.container.v1.ClusterManager.UpdateCluster', 'clusters'],
  ['storage.googleapis.com', 'storage.buckets.update', 'buckets'],
  ['iam.googleapis.com', 'google.iam.admin.v1.CreateServiceAccountKey', 'serviceAccounts'],
];

/**
 * The first and the last entry of one operation.
 * @param {() => number} next
 * @param {number} index
 * @param {number} at milliseconds since the corpus begins
 */
function operation(next, index, at) {
  const snapshot = index % 100 === 50;
  const [serviceName, methodName, type] = snapshot
    ? ['compute.googleapis.com', 'v1.compute.disks.createSnapshot', 'disks']
    : oneOf(next, QUIET);
  const name = `${snapshot ? 'disk' : 'thing'}-${hex(next, 10)}`;
  const resourceName = `projects/${PROJECT}/zones/${ZONE}/${type}/${name}`;
  const wanted = snapshot ? `snapshot-${hex(next, 10)}` : name;
  const request = {
    '@type': `type.googleapis.com/${methodName.replace(/^v1\./, '')}`,
    name: wanted,
    ...(snapshot
      ? { sourceDisk: resourceName, storageLocations: ['europe-west1'] }
      : { labels: { team: hex(next, 8) } }),
  };
  const caller = {
    authenticationInfo: {
      principalEmail: `user-${Math.floor(next() * 40)}@example.com`,
      principalSubject: 'user:example',
    },
    requestMetadata: {
      callerIp: `198.51.100.${Math.floor(next() * 250)}`,
      callerSuppliedUserAgent:
        'google-cloud-sdk gcloud/475.0.0 command/gcloud.compute environment/GCE environment-version/None,gzip(gfe)',
      requestAttributes: { time: timeAt(at), reason: hex(next, 12), auth: {} },
      destinationAttributes: {},
    },
  };
  const id = `operation-${hex(next, 13)}-${hex(next, 13)}-${hex(next, 8)}-${hex(next, 8)}`;
  const entry = (time, payload, place) => ({
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      ...caller,
      serviceName,
      methodName,
      resourceName,
      ...payload,
    },
    insertId: hex(next, 12),
    resource: {
      type: snapshot ? 'gce_disk' : 'audited_resource',
      labels: { project_id: PROJECT, zone: ZONE, disk_id: String(Math.floor(next() * 1e15)) },
    },
    timestamp: timeAt(time),
    severity: 'NOTICE',
    logName: `projects/${PROJECT}/logs/cloudaudit.googleapis.com%2Factivity`,
    operation: { id, producer: serviceName, ...place },
    receiveTimestamp: timeAt(time + 700),
  });
  const permission = snapshot ? 'compute.snapshots.create' : `${type}.update`;
  const checkedName = snapshot ? `projects/${PROJECT}/global/snapshots/${wanted}` : resourceName;
  const first = entry(
    at,
    {
      authorizationInfo: [
        {
          permission,
          granted: true,
          resourceAttributes: { service: 'compute', name: checkedName, type: `compute.${type}` },
          permissionType: 'ADMIN_WRITE',
        },
      ],
      request,
      response: {
        '@type': 'type.googleapis.com/operation',
        id: String(Math.floor(next() * 1e15)),
        name: id,
        status: 'RUNNING',
        progress: '0',
        targetLink: `https://www.googleapis.com/compute/v1/${resourceName}`,
        insertTime: timeAt(at),
      },
      resourceLocation: { currentLocations: [ZONE] },
    },
    { first: true },
  );
  const last = entry(at + 100, { request: { '@type': request['@type'] } }, { last: true });
  return `${JSON.stringify(first)}\n${JSON.stringify(last)}\n`;
}

/** @param {number} milliseconds since the corpus begins */
const timeAt = (milliseconds) =>
  new Date(Date.UTC(2024, 4, 14) + milliseconds).toISOString().replace('Z', '123Z');

/** @param {number} hour of the corpus */
function hourFile(hour) {
  const day = String(14 + Math.floor(hour / 24)).padStart(2, '0');
  const ofDay = String(hour % 24).padStart(2, '0');
  return join(
    'cloudaudit.googleapis.com',
    'activity',
    '2024',
    '05',
    day,
    // Colons, as Google writes them, are no part of a name on every system.
    `${ofDay}_00_00_${ofDay}_59_59_S0.json`,
  );
}

/**
 * @param {string} folder
 * @param {number} megabytes
 */
export async function googleBucket(folder, megabytes) {
  const next = random(20240517);
  let operations = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    const out = new PlainFile(join(folder, hourFile(hour)));
    for (let at = hour * 3_600_000; out.size < (megabytes * 1e6) / HOURS; at += 200)
      out.write(operation(next, operations++, at));
    out.close();
  }
  return { records: operations * 2, events: Math.floor((operations + 49) / 100) };
}
