import type { SnapshotEvent } from '../model.js';
import type { Settings } from '../settings.js';

/**
 * `own`: the account in whose log it stands; `trusted`: on the investigator's list;
 * `public`: everybody; `foreign`: all others.
 */
export type Standing = 'own' | 'trusted' | 'public' | 'foreign';

export interface Trust {
  /** How a grantee (account, project, principal) stands to the owner of the event's resource. */
  ofGrantee(grantee: string, event: SnapshotEvent): Standing;
  /** How the account that acted stands to the account in whose log the event was written. */
  ofActor(event: SnapshotEvent): Standing;
}

/** Mail domains that anybody can have an address in: sharing one proves nothing. */
const PUBLIC_MAIL = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'proton.me',
  'protonmail.com',
  'icloud.com',
]);

export function trustOf(settings: Settings): Trust {
  const trusted = new Set(
    settings.trustedAccounts.map((account) => account.trim().toLowerCase()).filter(Boolean),
  );
  return {
    ofGrantee(grantee, event) {
      if (grantee === 'public') return 'public';
      const names = namesOf(grantee);
      if (isOwn(names, event)) return 'own';
      return names.some((name) => trusted.has(name)) ? 'trusted' : 'foreign';
    },
    ofActor(event) {
      const account = event.actor.account?.toLowerCase() ?? null;
      // Azure's actors carry a tenant, its logs a subscription: the two cannot be compared.
      if (account === null || event.cloud === 'azure' || account === event.account?.toLowerCase())
        return 'own';
      // Google's own agents live in projects of Google's; in AWS a service speaks for the account that it names.
      if (event.cloud === 'gcp' && event.actor.service) return 'own';
      return trusted.has(account) ? 'trusted' : 'foreign';
    },
  };
}

/**
 * Everything a grantee can be known by, in lower case: `serviceAccount:x@p.iam.gserviceaccount.com` is also
 * project `p`; `user:a@example.com` also domain `example.com`; an ARN also the account in it.
 */
function namesOf(grantee: string): string[] {
  const folded = grantee.toLowerCase();
  const principal = folded.replace(
    /^(?:deleted:)?(?:user|group|serviceaccount|domain|principal|principalset):/,
    '',
  );
  const domain = principal.split('@')[1];
  const project = domain?.match(/^([^.]+)\.iam\.gserviceaccount\.com$/)?.[1];
  const account = folded.startsWith('arn:') ? folded.split(':')[4] : undefined;
  const legacy = folded.match(/^project(?:owner|editor|viewer):(.+)$/)?.[1];
  return [folded, principal, domain, project, account, legacy].filter(
    (name) => name !== undefined && name !== '',
  ) as string[];
}

function isOwn(names: readonly string[], event: SnapshotEvent): boolean {
  const account = event.account?.toLowerCase();
  if (account !== undefined && names.includes(account)) return true;
  const actor = event.actor.id?.toLowerCase();
  if (actor === undefined || actor === '') return false;
  if (names.includes(actor)) return true;
  const domain = actor.split('@')[1];
  return (
    domain !== undefined &&
    !PUBLIC_MAIL.has(domain) &&
    !domain.endsWith('gserviceaccount.com') &&
    names.includes(domain)
  );
}
