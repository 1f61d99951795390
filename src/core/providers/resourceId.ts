import type { Cloud, EventResource, Resource, ResourceKind } from '../model.js';
import { withoutEndSlashes } from '../withoutEndSlashes.js';

/**
 * Identity of resources. One thing appears under several spellings: EC2 ids bare or in an ARN,
 * database snapshots by name or ARN, Google resources as self links of several API versions or
 * relative names, Azure ids in any letter case.
 */

/** An id as people read it: Google self links without their host and version, everything else as logged. */
export function readableId(cloud: Cloud, id: string): string {
  if (cloud !== 'gcp' || id.startsWith('projects/')) return id;
  return id
    .replace(/^(?:https?:)?\/\/[^/]+\/(?:compute\/[^/]+\/)?/, '')
    .replace(/^compute\/(?:v1|beta|alpha)\//, '');
}

/** Where the id was seen: names are unique only within these. */
export interface IdContext {
  readonly cloud: Cloud;
  readonly account: string | null;
  readonly region: string | null;
  /** Whose names they are: two services may each have a snapshot of one name. */
  readonly service: string;
}

/** Letter case does not count, nor does a slash at the end; some exporters leave out the one at the start. */
function azureId(id: string): string {
  const path = withoutEndSlashes(id.toLowerCase());
  return /^subscriptions\//.test(path) ? `/${path}` : path;
}

/** The same text for every spelling of one resource, and for no other resource. */
export function resourceKey(resource: Resource, context: IdContext): string {
  switch (context.cloud) {
    case 'aws':
      return awsKey(resource.kind, resource.id, context);
    case 'azure':
      return `azure ${azureId(resource.id)}`;
    case 'gcp':
      return `gcp ${gcpName(resource, context)}`;
  }
}

/**
 * Ids that AWS gives out once, in whatever account and region: of EC2 (`snap-…`, `vol-…`, `ami-…`, `i-…`) and of
 * FSx (`backup-…`, `fs-…`, `fsvol-…`, `fsvolsnap-…`), bare or at the end of an ARN. AWS Backup's recovery points of
 * disks and machines are ARNs of that form, with or without account: the thing itself.
 */
const UNIQUE_ID = /(?:^|[:/])((?:snap|vol|ami|i)-[0-9a-z]+|(?:backup|fs|fsvol|fsvolsnap)-[0-9a-f]{8,})$/i;
const PLAIN_UNIQUE_ID = /^(?:snap|vol|ami|i)-[0-9a-z]+$/;

function awsKey(kind: ResourceKind, id: string, context: IdContext): string {
  if (PLAIN_UNIQUE_ID.test(id)) return `aws ${id}`;
  const unique = id.match(UNIQUE_ID)?.[1];
  if (unique !== undefined) return `aws ${unique.toLowerCase()}`;
  if (id.startsWith('arn:')) return arnKey(kind, id);
  if (kind === 'bucket' || kind === 'account' || kind === 'identity') return `aws ${kind} ${id}`;
  const service = context.service.replace(/\.amazonaws\.com$/, '');
  return `aws ${service} ${familyOf(kind)} ${context.region ?? ''} ${context.account ?? ''} ${id.toLowerCase()}`;
}

/** What one service calls a snapshot is a recovery point to the backup service. */
function familyOf(kind: ResourceKind): string {
  return kind === 'recoveryPoint' ? 'snapshot' : kind;
}

/**
 * Types of RDS whose names a service gives out apart from its others: a cluster's snapshot may be called as a
 * database's ("Amazon Resource Names (ARNs) in Amazon RDS"). A bare name does not tell which it is.
 */
const OTHER_RDS_TYPES: ReadonlySet<string> = new Set([
  'cluster',
  'cluster-snapshot',
  'auto-backup',
  'cluster-auto-backup',
]);

/** `arn:partition:service:region:account:type:name` (RDS) or `…:type/name` */
function arnKey(kind: ResourceKind, arn: string): string {
  const [, , service, region, account, ...rest] = arn.split(':');
  const [type = '', name = ''] = split(rest.join(':'));
  const family = service === 'rds' && OTHER_RDS_TYPES.has(type) ? type : familyOf(kind);
  // Redshift writes snapshot:cluster/name, while its calls name the snapshot alone.
  const path = service === 'redshift' && family === 'snapshot' ? name.replace(/^[^/]*\//, '') : name;
  return `aws ${service ?? ''} ${family} ${region ?? ''} ${account ?? ''} ${path.toLowerCase()}`;
}

function split(resource: string): readonly string[] {
  const at = resource.match(/^[a-z-]+[:/]/i)?.[0].length;
  return at === undefined ? ['', resource] : [resource.slice(0, at - 1).toLowerCase(), resource.slice(at)];
}

/**
 * Names without a project (`global/snapshots/x`, `zones/z/disks/x`) are those of the record's project; services
 * other than Compute call things alike (`projects/p/locations/l/backups/b`), and so does each for itself.
 */
function gcpName(resource: Resource, context: IdContext): string {
  const name = readableId('gcp', resource.id);
  if (/^projects\/[^/]+\/locations\//.test(name)) return `${context.service} ${name}`;
  return /^(?:global|zones|regions)\//.test(name) ? `projects/${context.account ?? ''}/${name}` : name;
}

/** {@link resourceKey} of one resource of an event, or the key that the logs as a whole gave it. */
export function keyIn(event: IdContext, resource: EventResource): string {
  return resource.key ?? resourceKey(resource, event);
}

/** False for the key of an id that is given out once: no other thing can ever have it. */
export function isReusable(key: string): boolean {
  return !(key.startsWith('aws ') && !key.includes(' ', 4));
}

/**
 * The key under which a record names a thing that gives Google's number in place of the name
 * (`…/snapshots/4815162342`); `null` where there is no such way.
 */
export function keyByNumber(key: string, uid: string): string | null {
  if (!key.startsWith('gcp ') || !/^[0-9]+$/.test(uid)) return null;
  const end = key.lastIndexOf('/');
  return end < 0 ? null : `${key.slice(0, end + 1)}${uid}`;
}

/** The account, subscription or project that a full id names; `null` for a bare name. */
export function accountInId(id: string): string | null {
  if (id.startsWith('arn:')) return id.split(':')[4] || null;
  return (
    id.match(/^\/subscriptions\/([^/]+)/i)?.[1]?.toLowerCase() ??
    id.match(/^projects\/([^/]+)\//)?.[1] ??
    null
  );
}
