/**
 * The Azure Activity Log in two exports: what a diagnostic setting writes into a storage account, one file an hour
 * and one record a line (kept here gzipped, as archives of it are), and pages of the REST API as arrays. Every act
 * is told by two records, its start and its end; one act in a hundred makes a snapshot of a disk.
 * Shapes follow the vendor's event schema of the Activity Log.
 */
import { join } from 'node:path';
import { hex, oneOf, random, uuid } from './random.mjs';
import { GzipFiles, PlainFile } from './writing.mjs';

const SUBSCRIPTION = '00000000-0000-0000-0000-0000000000aa';
const TENANT = '00000000-0000-0000-0000-0000000000bb';
const HOURS = 60;
const PAGES = 20;

/** How much of the corpus the hours take; the pages take the rest. */
const SHARE_OF_HOURS = 0.75;

const QUIET = [
  ['Microsoft.Storage/storageAccounts', 'listKeys/action'],
  ['Microsoft.Network/networkSecurityGroups', 'write'],
  ['Microsoft.Resources/deployments', 'write'],
  ['Microsoft.Insights/metricAlerts', 'write'],
  ['Microsoft.Network/publicIPAddresses', 'write'],
  ['Microsoft.Web/sites', 'config/list/action'],
];

/**
 * What one act is about, before it is told in the words of either export.
 * @param {() => number} next
 * @param {number} index
 */
function act(next, index) {
  const snapshot = index % 100 === 50;
  const [type, verb] = snapshot ? ['Microsoft.Compute/snapshots', 'write'] : oneOf(next, QUIET);
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-${Math.floor(next() * 30)}/providers`;
  const scope = `${group}/${type}/${snapshot ? 'snap' : 'thing'}-${hex(next, 10)}`;
  const user = `user-${Math.floor(next() * 40)}@example.com`;
  const answer = snapshot
    ? JSON.stringify({
        location: 'westeurope',
        id: scope,
        properties: {
          creationData: {
            createOption: 'Copy',
            sourceResourceId: `${group}/Microsoft.Compute/disks/disk-${hex(next, 10)}`,
            sourceUniqueId: uuid(next),
          },
          diskSizeGB: 64,
          provisioningState: 'Succeeded',
        },
      })
    : null;
  const claims = {
    aud: 'https://management.azure.com/',
    iss: `https://sts.windows.net/${TENANT}/`,
    iat: '1715644800',
    nbf: '1715644800',
    exp: '1715648400',
    'http://schemas.microsoft.com/claims/authnclassreference': '1',
    aio: hex(next, 40),
    'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
    appid: uuid(next),
    appidacr: '0',
    ipaddr: `198.51.100.${Math.floor(next() * 250)}`,
    name: 'Example User',
    'http://schemas.microsoft.com/identity/claims/objectidentifier': uuid(next),
    puid: hex(next, 16).toUpperCase(),
    'http://schemas.microsoft.com/identity/claims/scope': 'user_impersonation',
    'http://schemas.microsoft.com/identity/claims/tenantid': TENANT,
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': user,
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': user,
    uti: hex(next, 22),
    ver: '1.0',
  };
  return { action: `${type}/${verb}`, scope, user, answer, claims, correlationId: uuid(next) };
}

/** @param {number} milliseconds since the corpus begins */
const timeAt = (milliseconds) =>
  new Date(Date.UTC(2024, 4, 14) + milliseconds).toISOString().replace('Z', '1234Z');

/**
 * @param {ReturnType<typeof act>} told
 * @param {'Start' | 'Success'} status
 * @param {number} at
 */
function hubRecord({ action, scope, answer, claims, correlationId }, status, at) {
  return {
    RoleLocation: 'West Europe',
    time: timeAt(at),
    resourceId: scope.toUpperCase(),
    operationName: action.toUpperCase(),
    category: 'Administrative',
    resultType: status,
    resultSignature: status === 'Start' ? 'Started.' : 'Succeeded.OK',
    durationMs: status === 'Start' ? '0' : '1203',
    callerIpAddress: claims.ipaddr,
    correlationId,
    identity: {
      authorization: {
        scope,
        action,
        evidence: {
          role: 'Contributor',
          roleAssignmentScope: `/subscriptions/${SUBSCRIPTION}`,
          principalType: 'User',
        },
      },
      claims,
    },
    level: 'Information',
    properties: propertiesOf(scope, action, status === 'Start' ? null : answer),
    tenantId: TENANT,
  };
}

/**
 * @param {ReturnType<typeof act>} told
 * @param {'Started' | 'Succeeded'} status
 * @param {number} at
 * @param {string} eventDataId
 */
function restRecord({ action, scope, user, answer, claims, correlationId }, status, at, eventDataId) {
  return {
    authorization: { action, scope },
    caller: user,
    channels: 'Operation',
    claims,
    correlationId,
    description: '',
    eventDataId,
    eventName: {
      value: status === 'Started' ? 'BeginRequest' : 'EndRequest',
      localizedValue: status === 'Started' ? 'Begin request' : 'End request',
    },
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    eventTimestamp: timeAt(at),
    id: `${scope}/events/${eventDataId}/ticks/638512128000000000`,
    level: 'Informational',
    operationId: correlationId,
    operationName: { value: action, localizedValue: action },
    resourceId: scope,
    httpRequest: { clientRequestId: correlationId, clientIpAddress: claims.ipaddr, method: 'PUT' },
    status: { value: status, localizedValue: status },
    subStatus: { value: '', localizedValue: '' },
    submissionTimestamp: timeAt(at + 60_000),
    subscriptionId: SUBSCRIPTION,
    tenantId: TENANT,
    properties: propertiesOf(scope, action, status === 'Started' ? null : answer),
  };
}

/**
 * @param {string} entity
 * @param {string} message
 * @param {string | null} responseBody
 */
const propertiesOf = (entity, message, responseBody) => ({
  eventCategory: 'Administrative',
  entity,
  message,
  hierarchy: `${TENANT}/${SUBSCRIPTION}`,
  ...(responseBody === null ? {} : { responseBody }),
});

/** @param {number} hour of the corpus */
function hourFile(hour) {
  const day = String(14 + Math.floor(hour / 24)).padStart(2, '0');
  const ofDay = String(hour % 24).padStart(2, '0');
  return join(
    'insights-activity-logs',
    'resourceId=',
    'SUBSCRIPTIONS',
    SUBSCRIPTION.toUpperCase(),
    'y=2024',
    'm=05',
    `d=${day}`,
    `h=${ofDay}`,
    'm=00',
    'PT1H.json.gz',
  );
}

/**
 * @param {string} folder
 * @param {number} megabytes
 */
export async function azureExports(folder, megabytes) {
  const next = random(20240516);
  const packed = new GzipFiles();
  let acts = 0;
  const size = (megabytes * 1e6 * SHARE_OF_HOURS) / HOURS;
  for (let hour = 0; hour < HOURS; hour++) {
    let text = '';
    for (let at = hour * 3_600_000; text.length < size; at += 200) {
      const told = act(next, acts++);
      text += `${JSON.stringify(hubRecord(told, 'Start', at))}\n`;
      text += `${JSON.stringify(hubRecord(told, 'Success', at + 100))}\n`;
    }
    await packed.write(join(folder, hourFile(hour)), text);
  }
  await packed.close();
  const pageSize = (megabytes * 1e6 * (1 - SHARE_OF_HOURS)) / PAGES;
  for (let page = 0; page < PAGES; page++) {
    const out = new PlainFile(join(folder, 'rest', `activity-${String(page).padStart(3, '0')}.json`));
    for (let at = (HOURS + page) * 3_600_000; out.size < pageSize; at += 200) {
      const told = act(next, acts++);
      const start = JSON.stringify(restRecord(told, 'Started', at, uuid(next)));
      const end = JSON.stringify(restRecord(told, 'Succeeded', at + 100, uuid(next)));
      out.write(`${out.size === 0 ? '[' : ',\n'}${end},\n${start}`);
    }
    out.write(']\n');
    out.close();
  }
  return { records: acts * 2, events: Math.floor((acts + 49) / 100) };
}
