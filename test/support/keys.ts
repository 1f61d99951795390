import { ec2, type Json, OWNER } from './cloudTrail.js';
import { gcpEntry, PROJECT } from './gcpAudit.js';

/** Keys of AWS KMS and Cloud KMS, what is encrypted with them, and who is let in to them. */

export const KEY_ID = '00000000-0000-4000-8000-00000000000a';
export const keyArn = (id = KEY_ID, region = 'eu-west-1', account = OWNER): string =>
  `arn:aws:kms:${region}:${account}:key/${id}`;
export const rootOf = (account: string): string => `arn:aws:iam::${account}:root`;

/** A copy in the same region, encrypted with a key. */
export const encryptedCopy = (
  from: string,
  to: string,
  time: string,
  kmsKeyId: string,
  more: Json = {},
): Json =>
  ec2(
    'CopySnapshot',
    time,
    { sourceRegion: 'eu-west-1', sourceSnapshotId: from, encrypted: true, kmsKeyId },
    { snapshotId: to },
    more,
  );

function kms(
  eventName: string,
  time: string,
  key: string,
  parameters: Json,
  response: Json | null,
  more: Json,
): Json {
  const resources = key.startsWith('arn:') ? { resources: [{ type: 'AWS::KMS::Key', ARN: key }] } : {};
  return ec2(eventName, time, { keyId: key, ...parameters }, response, {
    eventSource: 'kms.amazonaws.com',
    ...resources,
    ...more,
  });
}

export const createGrant = (key: string, granteePrincipal: string, time: string, more: Json = {}): Json =>
  kms(
    'CreateGrant',
    time,
    key,
    { granteePrincipal, operations: ['Decrypt', 'CreateGrant'] },
    { grantId: `grant-${granteePrincipal}` },
    more,
  );

export const revokeGrant = (key: string, granteePrincipal: string, time: string): Json =>
  kms('RevokeGrant', time, key, { grantId: `grant-${granteePrincipal}` }, null, {});

export const putKeyPolicy = (
  key: string,
  principals: readonly string[],
  time: string,
  more: Json = {},
): Json =>
  kms(
    'PutKeyPolicy',
    time,
    key,
    {
      policyName: 'default',
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'kms:*', Resource: '*' }],
      }),
    },
    null,
    more,
  );

export const RING = `projects/${PROJECT}/locations/europe-west1/keyRings/ring`;
export const CRYPTO_KEY = `${RING}/cryptoKeys/disks`;

/** Google: a role on a key or a key ring is given or taken. */
export const keyRole = (
  resourceName: string,
  member: string,
  time: string,
  action: 'ADD' | 'REMOVE' = 'ADD',
): Json =>
  gcpEntry({
    method: 'SetIamPolicy',
    resourceName,
    time,
    payload: {
      serviceName: 'cloudkms.googleapis.com',
      serviceData: {
        policyDelta: {
          bindingDeltas: [{ action, role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter', member }],
        },
      },
    },
  });
