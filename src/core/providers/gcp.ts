import type { Note, Outcome } from '../model.js';
import { printableInBase64 } from './base64.js';
import type { Act, RecordFacts } from './facts.js';
import { dig, firstText, isObject, type JsonObject, member, text } from './json.js';
import { readableId } from './resourceId.js';
import { utcTime } from './time.js';

/**
 * Google Cloud Audit Logs. Field names: LogEntry (logging.v2) and AuditLog
 * (google/cloud/audit/audit_log.proto).
 */

/** Names of google.rpc.Code, by number. */
const STATUS_CODES: readonly string[] = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** Service agents of Google's own projects; any other name before `-system` could be a customer's. */
const GOOGLE_AGENT = /@(?:cloudservices|compute-system\.iam|gcp-sa-[a-z0-9-]+\.iam)\.gserviceaccount\.com$/;

/** `null` when the entry is no audit log entry or names no method. */
export function gcpFacts(entry: unknown): RecordFacts | null {
  const payload = member(entry, 'protoPayload');
  if (!isObject(payload)) return null;
  const operation = methodName(payload);
  if (operation === null) return null;
  const caller = member(payload, 'requestMetadata');
  const resourceName = text(member(payload, 'resourceName'));
  const labels = dig(entry, 'resource', 'labels');
  const project = firstText(
    dig(labels, 'project_id'),
    projectOf(resourceName),
    projectOf(text(member(entry, 'logName'))),
  );
  const principal = text(dig(payload, 'authenticationInfo', 'principalEmail'));
  const act = actOf(member(entry, 'operation'), operation, project);
  const { outcome, errorCode } = outcomeOf(payload, act);
  return {
    cloud: 'gcp',
    service: serviceOf(payload, operation),
    operation,
    time: utcTime(member(entry, 'timestamp')),
    outcome,
    errorCode,
    actor: {
      id: firstText(principal, dig(payload, 'authenticationInfo', 'principalSubject')),
      name: principal,
      account: serviceAccountProject(principal),
      type:
        principal === null ? null : principal.endsWith('.gserviceaccount.com') ? 'serviceAccount' : 'user',
      service: isGoogleService(principal, member(entry, 'logName')),
      invokedBy: null,
      aliases: [],
    },
    account: project,
    region: firstText(
      dig(labels, 'zone'),
      dig(labels, 'location'),
      dig(labels, 'region'),
      zoneOf(resourceName),
    ),
    sourceIp: firstText(member(caller, 'callerIp')),
    userAgent: text(member(caller, 'callerSuppliedUserAgent')),
    vpcEndpoint: null,
    // Set only where it lies in the organisation of the resource (audit_log.proto).
    network: text(member(caller, 'callerNetwork'))?.replace(/^\/\/compute\.googleapis\.com\//, '') ?? null,
    request: member(payload, 'request'),
    response: member(payload, 'response'),
    notes: reasonNotes(text(dig(caller, 'requestAttributes', 'reason'))),
    identity: text(member(entry, 'insertId')),
    act,
    uids: uidsOf(payload, resourceName, labels),
    root: payload,
    words: {
      project,
      zone: zoneOf(resourceName),
      region: firstText(dig(labels, 'region'), zoneOf(resourceName)),
    },
  };
}

/** Labels in which Google writes the number of the resource that the entry is about. */
const NUMBER_LABELS: readonly (readonly [collection: string, label: string])[] = [
  ['snapshots', 'snapshot_id'],
  ['disks', 'disk_id'],
  ['images', 'image_id'],
  ['instances', 'instance_id'],
];

/** The numbers that an entry gives beside names: in its labels, and in the operation that it answers with. */
function uidsOf(
  payload: JsonObject,
  resourceName: string | null,
  labels: unknown,
): ReadonlyMap<string, string> {
  const uids = new Map<string, string>();
  const note = (name: string | null, uid: string | null) => {
    if (name !== null && uid !== null && /^[0-9]+$/.test(uid))
      uids.set(readableId('gcp', name).toLowerCase(), uid);
  };
  for (const [collection, label] of NUMBER_LABELS)
    if (resourceName?.includes(`/${collection}/`) === true) note(resourceName, text(member(labels, label)));
  const response = member(payload, 'response');
  note(text(member(response, 'targetLink')), text(member(response, 'targetId')));
  return uids;
}

/** `methodName`, or else the request's type, which names the method too: `…/compute.snapshots.setIamPolicy`. */
export function methodName(payload: JsonObject): string | null {
  const type = text(dig(payload, 'request', '@type'));
  return firstText(member(payload, 'methodName'), type?.slice(type.lastIndexOf('/') + 1));
}

/**
 * The header `X-Goog-Request-Reason`. Logs hold it as it was sent, and also, as seen in real ones, as base64 of a
 * message with the text in it.
 */
function reasonNotes(reason: string | null): readonly Note[] {
  if (reason === null) return [];
  return [reason, ...printableInBase64(reason)].map((text) => ({ place: 'reason', text }));
}

function serviceOf(payload: JsonObject, operation: string): string {
  const named = text(member(payload, 'serviceName'));
  if (named !== null) return named;
  return /(?:^|\.)compute\./.test(operation) ? 'compute.googleapis.com' : 'unknown';
}

/** A long operation logs two entries under one id: `first` with the request, `last` with the result. */
function actOf(operation: unknown, method: string, project: string | null): Act | null {
  const id = text(member(operation, 'id'));
  if (id === null) return null;
  const first = member(operation, 'first') === true;
  const last = member(operation, 'last') === true;
  if (first && last) return null;
  return { key: `${project ?? ''} ${method} ${id}`, phase: first ? 'start' : last ? 'end' : 'progress' };
}

function outcomeOf(payload: JsonObject, act: Act | null): { outcome: Outcome; errorCode: string | null } {
  const code = dig(payload, 'status', 'code');
  // A message without a code also stands on successful system events.
  if (typeof code === 'number' && code !== 0) {
    return { outcome: 'failure', errorCode: STATUS_CODES[code] ?? String(code) };
  }
  const denied = member(payload, 'authorizationInfo');
  if (
    Array.isArray(denied) &&
    denied.length > 0 &&
    denied.every((entry) => member(entry, 'granted') === false)
  ) {
    return { outcome: 'failure', errorCode: 'PERMISSION_DENIED' };
  }
  return { outcome: act === null || act.phase === 'end' ? 'success' : 'pending', errorCode: null };
}

function projectOf(name: string | null): string | null {
  return name?.match(/(?:^|\/)projects\/([^/]+)/)?.[1] ?? null;
}

function zoneOf(name: string | null): string | null {
  return name?.match(/\/(?:zones|regions)\/([^/]+)/)?.[1] ?? null;
}

/** `name@PROJECT.iam.gserviceaccount.com` */
function serviceAccountProject(principal: string | null): string | null {
  return principal?.match(/@([^@]+)\.iam\.gserviceaccount\.com$/)?.[1] ?? null;
}

/** One that acts for a project whose number its name holds (Google IAM, "Service agents"). */
export function isGoogleAgent(mail: string): boolean {
  return GOOGLE_AGENT.test(mail);
}

/** Google's own agents and system events; a project's service accounts are not meant. */
function isGoogleService(principal: string | null, logName: unknown): boolean {
  if (principal === 'system@google.com') return true;
  if (principal !== null && isGoogleAgent(principal)) return true;
  return principal === null && (text(logName)?.endsWith('system_event') ?? false);
}
