import type { Json } from './cloudTrail.js';
import { nextNumber } from './numbering.js';

/** Google Cloud audit log entries, modelled on the field notes. */

export const PROJECT = 'project-one';
export const ZONE = 'europe-west1-b';

export const disk = (name: string, project = PROJECT): string =>
  `projects/${project}/zones/${ZONE}/disks/${name}`;
export const instance = (name: string): string => `projects/${PROJECT}/zones/${ZONE}/instances/${name}`;
export const snapshot = (name: string): string => `projects/${PROJECT}/global/snapshots/${name}`;
export const image = (name: string): string => `projects/${PROJECT}/global/images/${name}`;
export const link = (name: string, version = 'v1'): string =>
  `https://www.googleapis.com/compute/${version}/${name}`;

export interface GcpEntry {
  /** With its API version, as logged. */
  readonly method: string;
  readonly resourceName: string;
  /** `HH:MM:SS` on 2024-03-05, or a full time. */
  readonly time: string;
  readonly principal?: string | null;
  readonly request?: Json;
  /** Permission and full name of what it was checked on. */
  readonly checked?: readonly (readonly [string, string])[];
  readonly operation?: Json;
  readonly payload?: Json;
  readonly entry?: Json;
}

export function gcpEntry({
  method,
  resourceName,
  time,
  principal = 'mallory@example.com',
  request,
  checked,
  operation,
  payload,
  entry,
}: GcpEntry): Json {
  return {
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      ...(principal === null ? {} : { authenticationInfo: { principalEmail: principal } }),
      requestMetadata: { callerIp: '198.51.100.7', callerSuppliedUserAgent: 'gcloud/460' },
      serviceName: 'compute.googleapis.com',
      methodName: method,
      resourceName,
      ...(checked === undefined
        ? {}
        : {
            authorizationInfo: checked.map(([permission, name]) => ({
              permission,
              granted: true,
              resourceAttributes: { service: 'compute', name },
            })),
          }),
      ...(request === undefined ? {} : { request }),
      ...payload,
    },
    insertId: `insert-${nextNumber()}`,
    resource: { type: 'gce_disk', labels: { project_id: PROJECT, zone: ZONE } },
    timestamp: time.includes('T') ? time : `2024-03-05T${time}.123456Z`,
    severity: 'NOTICE',
    logName: `projects/${PROJECT}/logs/cloudaudit.googleapis.com%2Factivity`,
    ...(operation === undefined ? {} : { operation: { producer: 'compute.googleapis.com', ...operation } }),
    receiveTimestamp: time.includes('T') ? time : `2024-03-05T${time}.999999Z`,
    ...entry,
  };
}

/** The two entries of a long operation: the first with the request, the last with its type alone. */
export function gcpPair(entry: GcpEntry, seconds = 4): [Json, Json] {
  const id = `operation-${nextNumber()}`;
  const [hours = 0, minutes = 0, start = 0] = entry.time.split(':').map(Number);
  const end = [hours, minutes, start + seconds].map((part) => String(part).padStart(2, '0')).join(':');
  const type = `type.googleapis.com/${entry.method.replace(/^[^.]+\./, '')}`;
  const { request, checked: _, ...rest } = entry;
  return [
    gcpEntry({ ...entry, request: { ...request, '@type': type }, operation: { id, first: true } }),
    gcpEntry({ ...rest, time: end, request: { '@type': type }, operation: { id, last: true } }),
  ];
}
