import type { SnapshotEvent } from '../../model.js';

/**
 * Services of the providers that make and remove snapshots by schedule. Told by what only the provider writes,
 * never by a name that anybody can give to a role, a session, a service account or an application.
 */

/**
 * AWS. `userIdentity.invokedBy` and a host name as `sourceIPAddress` are written by AWS ("CloudTrail userIdentity
 * element", "CloudTrail record contents"). AWS Backup and DLM act through a role that they were given, default or
 * not; RDS through its service-linked role, while it also passes on calls of people in their own name.
 */
const AWS_SERVICES = [
  { host: 'backup.amazonaws.com', name: 'AWS Backup', byAnyRole: true },
  { host: 'dlm.amazonaws.com', name: 'Amazon Data Lifecycle Manager', byAnyRole: true },
  { host: 'rds.amazonaws.com', name: 'Amazon RDS', byAnyRole: false },
] as const;

/**
 * Azure's application "Backup Management Service" in the public cloud and in Azure Government: the principals to
 * which "Back up and restore Azure VMs with PowerShell" (Microsoft Learn) has a key vault opened.
 */
const AZURE_BACKUP = new Set([
  '262044b1-e2ce-469f-a196-69ab7ada62d3',
  'ff281ffe-705c-4f53-9f37-a40e6f2c68f3',
]);

/**
 * Google's service agents ("Service agents" of the IAM documentation), in projects of Google's: Compute Engine, which
 * runs snapshot schedules, Backup and DR, Backup for GKE. `…@cloudservices…` is missing: people deploy through it.
 */
const GOOGLE_AGENT =
  /^service-[0-9]+@(compute-system|gcp-sa-backupdr|gcp-sa-gkebackup)\.iam\.gserviceaccount\.com$/;
const GOOGLE_NAMES: ReadonlyMap<string, string> = new Map([
  ['compute-system', 'Compute Engine'],
  ['gcp-sa-backupdr', 'Google Backup and DR'],
  ['gcp-sa-gkebackup', 'Backup for GKE'],
]);

/** The name of the backup service that acted of itself, or `null`. */
export function knownService(event: SnapshotEvent): string | null {
  switch (event.cloud) {
    case 'aws':
      return awsService(event);
    case 'azure':
      return azureService(event);
    case 'gcp':
      return googleService(event);
  }
}

function awsService({ actor, sourceIp }: SnapshotEvent): string | null {
  for (const { host, name, byAnyRole } of AWS_SERVICES) {
    // The path is reserved: nobody but AWS makes roles below it, and only the service can assume them.
    if (actor.aliases.some((alias) => isServiceLinked(alias, host))) return name;
    if (actor.invokedBy !== host && sourceIp !== host) continue;
    if (actor.type === 'AWSService') return name;
    // With a user's own identity the service only passes on what the user asked for.
    if (byAnyRole && actor.type === 'AssumedRole') return name;
  }
  return null;
}

function isServiceLinked(arn: string, host: string): boolean {
  return /^arn:[a-z-]+:iam::[0-9]+:/.test(arn) && arn.includes(`:role/aws-service-role/${host}/`);
}

function azureService({ actor }: SnapshotEvent): string | null {
  if (actor.type !== 'app') return null;
  const ids = actor.id === null ? actor.aliases : [actor.id, ...actor.aliases];
  return ids.some((id) => AZURE_BACKUP.has(id.toLowerCase())) ? 'Azure Backup' : null;
}

function googleService({ actor }: SnapshotEvent): string | null {
  if (!actor.service) return null;
  // System events, among them scheduled snapshots, name nobody or Google's own system.
  if (actor.id === null || actor.id === 'system@google.com') return 'Google Cloud, by schedule';
  return GOOGLE_NAMES.get(actor.id.match(GOOGLE_AGENT)?.[1] ?? '') ?? null;
}
