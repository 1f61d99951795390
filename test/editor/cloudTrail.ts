/** Synthetic CloudTrail records with placeholder ids, modelled on the documented shape. */

export const OWNER = '111122223333';
export const STRANGER = '012345678912';

export type Record_ = { readonly [key: string]: unknown };

let count = 0;

/** One record of the EC2 API; `fields` replace the defaults. */
export function record(eventName: string, second: number, fields: Record_ = {}): Record_ {
  count++;
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEEXAMPLE000',
      arn: `arn:aws:iam::${OWNER}:user/alice`,
      accountId: OWNER,
      accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
      userName: 'alice',
    },
    eventTime: new Date(Date.UTC(2023, 6, 10, 12, 0, second)).toISOString().replace('.000', ''),
    eventSource: 'ec2.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.13.0',
    requestID: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    eventID: `10000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: OWNER,
    ...fields,
  };
}

/** Create, share with a stranger, take the share back, delete: within 36 seconds. */
export function smashAndGrab(snapshot: string, start = 0): readonly Record_[] {
  const permission = (verb: 'add' | 'remove'): Record_ => ({
    requestParameters: {
      snapshotId: snapshot,
      createVolumePermission: { [verb]: { items: [{ userId: STRANGER }] } },
      attributeType: 'CREATE_VOLUME_PERMISSION',
    },
    responseElements: { requestId: 'x', _return: true },
  });
  return [
    record('CreateSnapshot', start, {
      requestParameters: { volumeId: 'vol-0aaaaaaaaaaaaaaa1', description: 'weekly' },
      responseElements: {
        requestId: 'x',
        snapshotId: snapshot,
        volumeId: 'vol-0aaaaaaaaaaaaaaa1',
        status: 'pending',
        ownerId: OWNER,
        volumeSize: '8',
      },
    }),
    record('ModifySnapshotAttribute', start + 11, permission('add')),
    record('ModifySnapshotAttribute', start + 30, permission('remove')),
    record('DeleteSnapshot', start + 36, {
      requestParameters: { snapshotId: snapshot },
      responseElements: { requestId: 'x', _return: true },
    }),
  ];
}

/** A record that has nothing to do with snapshots. */
export function unrelated(second: number): Record_ {
  return record('DescribeInstances', second, {
    readOnly: true,
    requestParameters: {},
    responseElements: null,
  });
}

export function prettyLog(records: readonly Record_[]): string {
  return JSON.stringify({ Records: records }, null, 2);
}

export function oneLineLog(records: readonly Record_[]): string {
  return JSON.stringify({ Records: records });
}
