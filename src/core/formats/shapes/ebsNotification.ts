import { isObject, type JsonObject, text } from '../../providers/json.js';
import { oneEntry, type Shape } from './shape.js';

/**
 * What EBS itself tells EventBridge when an action on a snapshot ends, by the API call that began it ("Amazon
 * EventBridge events for Amazon EBS" and the monitoring pages for archive and locks, Amazon EBS User Guide). Such a
 * notification names no caller, no address and no user agent, so its event has none. Events that no call answers to
 * (a lock that ran out, a fast restore that changed state) are recognised and have no entry.
 */
const CALLS: Readonly<Record<string, (told: Told) => Call>> = {
  createSnapshot: ({ subject, source }) => ({
    operation: 'CreateSnapshot',
    request: { volumeId: source },
    response: { snapshotId: subject, volumeId: source },
  }),
  createSnapshots: ({ detail }) => ({
    operation: 'CreateSnapshots',
    request: null,
    response: { snapshotSet: { items: snapshotsOf(detail) } },
  }),
  copySnapshot: ({ subject, source }) => ({
    operation: 'CopySnapshot',
    request: { sourceSnapshotId: source },
    response: { snapshotId: subject },
  }),
  // Sent to the account that was given access; `source` is the account that gave it.
  shareSnapshot: ({ subject, account }) => ({
    operation: 'ModifySnapshotAttribute',
    request: {
      snapshotId: subject,
      attributeType: 'CREATE_VOLUME_PERMISSION',
      createVolumePermission: { add: { items: [{ userId: account }] } },
    },
    response: null,
  }),
  archiveSnapshot: ({ subject }) => ({
    operation: 'ModifySnapshotTier',
    request: { SnapshotId: subject, StorageTier: 'archive' },
    response: null,
  }),
  permanentRestoreSnapshot: tierRestored,
  temporaryRestoreSnapshot: tierRestored,
  lockSnapshot: ({ subject }) => ({
    operation: 'LockSnapshot',
    request: { SnapshotId: subject },
    response: null,
  }),
};

interface Told {
  readonly detail: JsonObject;
  readonly account: string | null;
  readonly subject: string | null;
  readonly source: string | null;
}

interface Call {
  readonly operation: string;
  readonly request: JsonObject | null;
  readonly response: JsonObject | null;
}

const TYPES: ReadonlySet<string> = new Set([
  'EBS Snapshot Notification',
  'EBS Multi-Volume Snapshots Completion Status',
]);

export const ebsNotification: Shape = {
  id: 'aws-ebs-notification',
  cloud: 'aws',
  detect: (record) =>
    record['source'] === 'aws.ec2' &&
    TYPES.has(text(record['detail-type']) ?? '') &&
    typeof (isObject(record['detail']) ? record['detail']['event'] : null) === 'string',
  read(record) {
    const detail = isObject(record['detail']) ? record['detail'] : {};
    const event = text(detail['event']) ?? '';
    const call = Object.hasOwn(CALLS, event) ? CALLS[event] : undefined;
    if (call === undefined) return { entries: [], problem: null };
    const account = text(record['account']);
    const told = { detail, account, subject: idOf(detail['snapshot_id']), source: idOf(detail['source']) };
    const { operation, request, response } = call(told);
    const failed = detail['result'] === 'failed';
    return oneEntry({
      eventSource: 'ec2.amazonaws.com',
      eventName: operation,
      eventTime: text(detail['endTime']) ?? record['time'],
      awsRegion: record['region'],
      recipientAccountId: account,
      userIdentity: event === 'shareSnapshot' ? { type: 'AWSAccount', accountId: told.source } : null,
      errorCode: failed ? (text(detail['cause']) ?? 'failed') : null,
      requestParameters: request,
      responseElements: response,
      eventID: record['id'],
    });
  },
};

function tierRestored({ subject }: Told): Call {
  return { operation: 'RestoreSnapshotTier', request: { SnapshotId: subject }, response: null };
}

function snapshotsOf(detail: JsonObject): readonly JsonObject[] {
  const list = detail['snapshots'];
  return (Array.isArray(list) ? list : []).filter(isObject).map((snapshot) => ({
    snapshotId: idOf(snapshot['snapshot_id']),
    volumeId: idOf(snapshot['source']),
  }));
}

/** The documentation's own ARNs have region and account in each other's place: only the id is sure. */
function idOf(arn: unknown): string | null {
  const name = text(arn);
  return name === null ? null : name.slice(name.lastIndexOf('/') + 1);
}
