import type { Cloud, EventResource, Resource, ResourceKind } from '../model.js';

/**
 * Identity of resources. One thing appears under several spellings: EC2 ids bare or in an ARN,
 * database snapshots by name or ARN, Google resources as self links of several API versions or
 * relative names, Azure ids in any letter case.
 */

/** An id as people read it: Google self links without their host and version, everything else as logged. */
export function readableId(cloud: Cloud, id: string): string {
  if (cloud !== 'gcp') return id;
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

/** The same text for every spelling of one resource, and for no other resource. */
export function resourceKey(resource: Resource, context: IdContext): string {
  switch (context.cloud) {
    case 'aws':
      return awsKey(resource.kind, resource.id, context);
    case 'azure':
      return `azure ${resource.id.toLowerCase()}`;
    case 'gcp':
      return `gcp ${gcpName(resource, context)}`;
  }
}

/** EC2 ids are unique in all of AWS: `snap-…`, `vol-…`, `ami-…`, `i-…`. */
const EC2_ID = /(?:^|[:/])((?:snap|vol|ami|i)-[0-9a-z]+)$/i;

function awsKey(kind: ResourceKind, id: string, context: IdContext): string {
  const ec2 = id.match(EC2_ID)?.[1];
  if (ec2 !== undefined) return `aws ${ec2.toLowerCase()}`;
  // What one service calls a snapshot is a recovery point to the backup service.
  const named = kind === 'recoveryPoint' ? 'snapshot' : kind;
  if (id.startsWith('arn:')) {
    // arn:partition:service:region:account:type:name (RDS) or …:type/name
    const [, , service, region, account, ...rest] = id.split(':');
    const path = rest.join(':').replace(/^[a-z-]+[:/]/i, '');
    // Redshift writes snapshot:cluster/name, while its calls name the snapshot alone.
    const name = service === 'redshift' && named === 'snapshot' ? path.replace(/^[^/]*\//, '') : path;
    return `aws ${service ?? ''} ${named} ${region ?? ''} ${account ?? ''} ${name.toLowerCase()}`;
  }
  if (kind === 'bucket' || kind === 'account' || kind === 'identity') return `aws ${kind} ${id}`;
  const service = context.service.replace(/\.amazonaws\.com$/, '');
  return `aws ${service} ${named} ${context.region ?? ''} ${context.account ?? ''} ${id.toLowerCase()}`;
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

/** {@link resourceKey} of one resource of an event. */
export function keyIn(event: IdContext, resource: EventResource): string {
  return resourceKey(resource, event);
}
