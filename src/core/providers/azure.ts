import type { Actor, Outcome } from '../model.js';
import type { Act, RecordFacts } from './facts.js';
import { dig, firstText, isObject, type JsonObject, member, parsedObject, text } from './json.js';
import { utcTime } from './time.js';

/**
 * Azure Activity Log: REST and portal records (`operationName.value`, `eventTimestamp`), Event Hub
 * and diagnostic-setting records (`operationName` as a string, `time`). Field names: "Azure Activity
 * Log event schema" of the Azure Monitor documentation. Keys are read without regard to case and
 * underscores, so that records of the Python SDK (`operation_name`) read the same.
 */

const CLAIM = {
  upn: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
  name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  objectId: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
  tenant: 'http://schemas.microsoft.com/identity/claims/tenantid',
} as const;

/** `null` when the record names no operation. */
export function azureFacts(record: unknown): RecordFacts | null {
  const named = member(record, 'operationName');
  const operation = firstText(named, member(named, 'value'), dig(record, 'authorization', 'action'));
  if (operation === null || !operation.includes('/')) return null;
  const resourceId = text(member(record, 'resourceId'));
  const properties = parsedObject(member(record, 'properties')) ?? {};
  const claims =
    parsedObject(member(record, 'claims')) ?? parsedObject(dig(record, 'identity', 'claims')) ?? {};
  const subscription = firstText(
    resourceId?.match(/^\/subscriptions\/([^/]+)/i)?.[1],
    member(record, 'subscriptionId'),
  );
  const { outcome, errorCode } = outcomeOf(record, properties);
  const correlation = text(member(record, 'correlationId'));
  const body = bodyOf(properties);
  return {
    cloud: 'azure',
    service: operation.slice(0, operation.indexOf('/')),
    operation,
    time: utcTime(firstText(member(record, 'eventTimestamp'), member(record, 'time'))),
    outcome,
    errorCode,
    actor: azureActor(record, claims),
    // Event Hub writes it in capitals, every other export in small letters: it is one subscription.
    account: subscription?.toLowerCase() ?? null,
    region: firstText(member(body, 'location')),
    sourceIp: firstText(
      dig(record, 'httpRequest', 'clientIpAddress'),
      member(record, 'callerIpAddress'),
      member(claims, 'ipaddr'),
    ),
    userAgent: text(dig(record, 'httpRequest', 'userAgent')),
    vpcEndpoint: null,
    network: null,
    request: body,
    response: null,
    notes: [],
    identity: text(member(record, 'eventDataId')),
    act: actOf(record, correlation, operation, resourceId),
    uids: uidsOf(resourceId, body),
    root: { ...(isObject(record) ? record : {}), resourceId, properties, body },
    words: {},
  };
}

/** The resource as the provider answered it, or else as it was asked for; both may be strings that hold JSON. */
function bodyOf(properties: JsonObject): JsonObject {
  return (
    parsedObject(member(properties, 'responseBody')) ?? parsedObject(member(properties, 'requestbody')) ?? {}
  );
}

/** A disk or snapshot made again under its name has another `uniqueId`; one made from it tells of which it was. */
function uidsOf(resourceId: string | null, body: JsonObject): ReadonlyMap<string, string> {
  const uids = new Map<string, string>();
  const properties = member(body, 'properties');
  const note = (name: string | null, uid: string | null) => {
    if (name !== null && uid !== null) uids.set(name.toLowerCase(), uid);
  };
  note(resourceId, text(member(properties, 'uniqueId')));
  note(
    text(dig(properties, 'creationData', 'sourceResourceId')),
    text(dig(properties, 'creationData', 'sourceUniqueId')),
  );
  return uids;
}

function azureActor(record: unknown, claims: JsonObject): Actor {
  const caller = text(member(record, 'caller'));
  const principal = firstText(claims[CLAIM.upn], claims[CLAIM.name], caller?.includes('@') ? caller : null);
  const id = firstText(caller, principal, claims[CLAIM.objectId], member(claims, 'appid'));
  const isApplication =
    text(member(claims, 'idtyp')) === 'app' || (principal === null && text(member(claims, 'appid')) !== null);
  return {
    id,
    name: firstText(
      principal,
      isApplication && id !== null ? `app/${firstText(member(claims, 'appid'), id)}` : id,
    ),
    account: text(claims[CLAIM.tenant])?.toLowerCase() ?? null,
    type: isApplication ? 'app' : principal !== null ? 'user' : null,
    service: false,
    invokedBy: null,
    aliases: aliasesOf(claims, id, isApplication),
  };
}

/** Of a person only the object: the application would be the portal or a command line, which is nobody. */
function aliasesOf(claims: JsonObject, id: string | null, isApplication: boolean): readonly string[] {
  const known = [text(claims[CLAIM.objectId]), isApplication ? text(member(claims, 'appid')) : null];
  return [...new Set(known.filter((alias) => alias !== null && alias !== id))] as string[];
}

/** `status.value` of REST records, `resultType` of Event Hub records, in lower case. */
function statusOf(record: unknown): string | undefined {
  return firstText(
    dig(record, 'status', 'value'),
    member(record, 'status'),
    member(record, 'resultType'),
  )?.toLowerCase();
}

/**
 * The words of the three producers for one thing: `Started`/`Start`, `Accepted`/`Accept`,
 * `Succeeded`/`Success`, `Failed`/`Failure`/`Failed to …`, any letter case.
 */
function outcomeOf(record: unknown, properties: JsonObject): { outcome: Outcome; errorCode: string | null } {
  const status = statusOf(record);
  if (status === undefined) return { outcome: 'unknown', errorCode: null };
  if (status.startsWith('succe')) return { outcome: 'success', errorCode: null };
  if (status.startsWith('fail') || status.startsWith('cancel')) {
    const code = firstText(
      member(parsedObject(dig(properties, 'statusMessage')), 'code'),
      dig(parsedObject(dig(properties, 'statusMessage')), 'error', 'code'),
      member(properties, 'statusCode'),
      dig(record, 'subStatus', 'value'),
      member(record, 'resultSignature'),
    );
    return { outcome: 'failure', errorCode: code ?? status };
  }
  if (status.startsWith('start') || status.startsWith('accept'))
    return { outcome: 'pending', errorCode: null };
  return { outcome: 'unknown', errorCode: null };
}

/**
 * Begin, acceptance and end of an operation are records of one correlation id; the same id also
 * covers other operations (a machine's delete and its disk's), so operation and resource belong to the key.
 */
function actOf(
  record: unknown,
  correlation: string | null,
  operation: string,
  resourceId: string | null,
): Act | null {
  if (correlation === null) return null;
  const status = statusOf(record) ?? '';
  const phase = status.startsWith('start') ? 'start' : status.startsWith('accept') ? 'progress' : 'end';
  return { key: `${correlation} ${operation} ${resourceId ?? ''}`.toLowerCase(), phase, correlation };
}
