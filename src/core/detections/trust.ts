import type { SnapshotEvent } from '../model.js';
import type { Settings } from '../settings.js';

/**
 * `own`: the account in whose log it stands; `trusted`: on the investigator's list; `public`: everybody;
 * `sameDomain`: a mail address of the domain of the one who acted; `foreign`: all others.
 */
export type Standing = 'own' | 'trusted' | 'public' | 'sameDomain' | 'foreign';

export interface Trust {
  /** How a grantee (account, project, principal) stands to the owner of the event's resource. */
  ofGrantee(grantee: string, event: SnapshotEvent): Standing;
  /** How an account stands to the account that owns a resource. */
  ofAccount(account: string, owner: string): Standing;
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
      if (isOwn(grantee, event)) return 'own';
      if (namesOf(grantee).some((name) => trusted.has(name))) return 'trusted';
      return isSameDomain(grantee, event) ? 'sameDomain' : 'foreign';
    },
    ofAccount: (account, owner) =>
      account === owner ? 'own' : trusted.has(account.toLowerCase()) ? 'trusted' : 'foreign',
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
 * Everything a grantee can be known by on the list of trusted accounts, in lower case:
 * `serviceAccount:x@p.iam.gserviceaccount.com` is also project `p`, `user:a@example.com` also domain
 * `example.com`, an ARN also the account in it.
 */
function namesOf(grantee: string): string[] {
  const folded = grantee.toLowerCase();
  const principal = folded.replace(
    /^(?:deleted:)?(?:user|group|serviceaccount|domain|principal|principalset):/,
    '',
  );
  const names = [folded, principal, mailDomain(principal), ...accountsOf(grantee)];
  return names.filter((name) => name !== null && name !== '') as string[];
}

/** The accounts and projects that a grantee is, or belongs to; a name that only looks like one is none. */
function accountsOf(grantee: string): string[] {
  const folded = grantee.toLowerCase();
  if (folded.startsWith('arn:')) return [folded.split(':')[4] ?? ''];
  if (!folded.includes(':')) return [folded];
  const project =
    folded.match(/^serviceaccount:[^@]+@([^.@]+)\.iam\.gserviceaccount\.com$/)?.[1] ??
    folded.match(/^project(?:owner|editor|viewer):(.+)$/)?.[1];
  return project === undefined ? [] : [project];
}

/** What stands after the last `@`. */
function mailDomain(principal: string): string | null {
  const at = principal.lastIndexOf('@');
  return at < 0 ? null : principal.slice(at + 1);
}

function isOwn(grantee: string, event: SnapshotEvent): boolean {
  const account = event.account?.toLowerCase();
  return account !== undefined && accountsOf(grantee).includes(account);
}

/**
 * The mail domain of a company is the same on both sides. That makes a colleague likely and proves
 * nothing: whoever took over an account may share with itself.
 */
function isSameDomain(grantee: string, event: SnapshotEvent): boolean {
  const domain = mailDomain(grantee.toLowerCase());
  const own = event.actor.id === null ? null : mailDomain(event.actor.id.toLowerCase());
  return (
    domain !== null && domain === own && !PUBLIC_MAIL.has(domain) && !domain.endsWith('gserviceaccount.com')
  );
}
