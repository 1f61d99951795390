/**
 * CloudTrail as it is delivered (one-line `{"Records":[…]}`, gzipped), and the same records one a line in a plain file.
 * One record in a hundred creates a snapshot. The same bytes every time, and since the first figures that were
 * published: what is measured now can be compared with them.
 */
import { join } from 'node:path';
import { hex, oneOf, random, uuid } from './random.mjs';
import { GzipFiles, PlainFile } from './writing.mjs';

const QUIET = [
  ['sts.amazonaws.com', 'AssumeRole'],
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['s3.amazonaws.com', 'GetBucketAcl'],
  ['kms.amazonaws.com', 'Decrypt'],
  ['logs.amazonaws.com', 'CreateLogStream'],
  ['iam.amazonaws.com', 'GetRole'],
  ['lambda.amazonaws.com', 'GetFunctionConfiguration'],
  ['monitoring.amazonaws.com', 'DescribeAlarms'],
];

/** @param {number} index of a record; two days hold the largest corpus */
const isSnapshot = (index) => index % 100 === 50;

/**
 * @param {() => number} next
 * @param {number} index
 */
function record(next, index) {
  const time = new Date(Date.UTC(2024, 4, 14) + index * 37).toISOString().replace(/\.\d+Z/, 'Z');
  const user = `user-${Math.floor(next() * 40)}`;
  const userIdentity = {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE${hex(next, 10).toUpperCase()}:${user}`,
    arn: `arn:aws:sts::111122223333:assumed-role/Application/${user}`,
    accountId: '111122223333',
    accessKeyId: `ASIA${hex(next, 16).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        arn: 'arn:aws:iam::111122223333:role/Application',
        userName: 'Application',
      },
      attributes: { creationDate: time, mfaAuthenticated: 'false' },
    },
  };
  const requestID = uuid(next);
  const eventID = uuid(next);
  const { eventSource, eventName, requestParameters, responseElements } = isSnapshot(index)
    ? snapshotCall(next)
    : quietCall(next);
  return {
    eventVersion: '1.09',
    userIdentity,
    eventTime: time,
    eventSource,
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: `198.51.100.${Math.floor(next() * 250)}`,
    userAgent: 'Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.2',
    requestParameters,
    responseElements,
    requestID,
    eventID,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: 'sts.eu-central-1.amazonaws.com',
    },
  };
}

/** @param {() => number} next */
function snapshotCall(next) {
  const snapshotId = `snap-0${hex(next, 16)}`;
  const volumeId = `vol-0${hex(next, 16)}`;
  return {
    eventSource: 'ec2.amazonaws.com',
    eventName: 'CreateSnapshot',
    requestParameters: { volumeId, description: 'nightly' },
    responseElements: { snapshotId, volumeId, ownerId: '111122223333' },
  };
}

/** @param {() => number} next */
function quietCall(next) {
  const [eventSource, eventName] = oneOf(next, QUIET);
  return {
    eventSource,
    eventName,
    requestParameters: {
      roleArn: `arn:aws:iam::111122223333:role/${hex(next, 12)}`,
      filterSet: { items: [{ name: 'tag:"team"', valueSet: { items: [{ value: hex(next, 24) }] } }] },
    },
    responseElements: null,
  };
}

/** @param {number} records */
const made = (records) => ({ records, events: Math.floor((records + 49) / 100) });

/**
 * Delivered files of four megabytes each (before compression).
 * @param {string} folder
 * @param {number} megabytes in all
 * @param {number} files
 */
export async function deliveredCloudTrail(folder, megabytes, files) {
  const next = random(20240514);
  const out = new GzipFiles();
  let index = 0;
  for (let file = 0; file < files; file++) {
    const parts = [];
    let size = 0;
    while (size < (megabytes * 1e6) / files) {
      const text = JSON.stringify(record(next, index++));
      parts.push(text);
      size += text.length + 1;
    }
    const name = `111122223333_CloudTrail_eu-central-1_20240514T${String(file).padStart(4, '0')}Z.json.gz`;
    await out.write(join(folder, name), `{"Records":[${parts.join(',')}]}`);
  }
  await out.close();
  return made(index);
}

/**
 * One plain file, one record a line.
 * @param {string} folder
 * @param {number} megabytes
 */
export async function cloudTrailLines(folder, megabytes) {
  const next = random(20240515);
  const out = new PlainFile(join(folder, 'cloudtrail.ndjson'));
  let index = 0;
  while (out.size < megabytes * 1e6) out.write(`${JSON.stringify(record(next, index++))}\n`);
  out.close();
  return made(index);
}
