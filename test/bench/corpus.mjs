/**
 * Makes a corpus of CloudTrail files as they are delivered: one-line `{"Records":[…]}`, gzipped, about
 * one record in a hundred a snapshot event. The same numbers every time: a seeded generator.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

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

/** Numbers from 0 to 1 that follow from `seed` (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function record(next, index) {
  const hex = (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
  const id = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  const time = new Date(Date.UTC(2024, 4, 14) + index * 37).toISOString().replace(/\.\d+Z/, 'Z');
  const user = `user-${Math.floor(next() * 40)}`;
  const common = {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE${hex(10).toUpperCase()}:${user}`,
      arn: `arn:aws:sts::111122223333:assumed-role/Application/${user}`,
      accountId: '111122223333',
      accessKeyId: `ASIA${hex(16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::111122223333:role/Application',
          userName: 'Application',
        },
        attributes: { creationDate: time, mfaAuthenticated: 'false' },
      },
    },
    eventTime: time,
  };
  const tail = {
    requestID: id(),
    eventID: id(),
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
  const call = (eventSource, eventName, requestParameters, responseElements) => ({
    ...common,
    eventSource,
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: `198.51.100.${Math.floor(next() * 250)}`,
    userAgent: 'Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.2',
    requestParameters,
    responseElements,
    ...tail,
  });
  if (index % 100 === 50) {
    const snapshotId = `snap-0${hex(16)}`;
    const volumeId = `vol-0${hex(16)}`;
    return call(
      'ec2.amazonaws.com',
      'CreateSnapshot',
      { volumeId, description: 'nightly' },
      { snapshotId, volumeId, ownerId: '111122223333' },
    );
  }
  const [source, name] = QUIET[Math.floor(next() * QUIET.length)];
  return call(
    source,
    name,
    {
      roleArn: `arn:aws:iam::111122223333:role/${hex(12)}`,
      filterSet: { items: [{ name: 'tag:"team"', valueSet: { items: [{ value: hex(24) }] } }] },
    },
    null,
  );
}

/** Writes `files` gzip files of about `megabytes` in all (before compression) into `folder`, once. */
export function makeCloudTrail(folder, megabytes, files) {
  const done = `${folder}.json`;
  if (existsSync(done)) return;
  mkdirSync(folder, { recursive: true });
  const next = random(20240514);
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
    writeFileSync(join(folder, name), gzipSync(`{"Records":[${parts.join(',')}]}`));
  }
  writeFileSync(done, JSON.stringify({ records: index }));
}
