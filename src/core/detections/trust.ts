import type { SnapshotEvent } from '../model.js';
import { accountsOf } from '../providers/grantee.js';
import { listed } from '../reports/labels.js';
import type { Settings } from '../settings.js';
import { organizationOf } from './normal/organizations.js';
import { type PrincipalList, principalList } from './normal/principals.js';

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
  /** The list that makes a grantee trusted, in words: `trusted accounts`; `null` when none does. */
  listOf(grantee: string): string | null;
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
  const accounts = new Set(
    settings.trustedAccounts.map((account) => account.trim().toLowerCase()).filter(Boolean),
  );
  const organizations = new Set(settings.trustedOrganizations.map(organizationOf));
  organizations.delete(null);
  const principals = principalList(settings.trustedPrincipals);
  const listOf = (grantee: string): string | null => {
    const names = namesOf(grantee);
    if (names.some((name) => accounts.has(name))) return 'trusted accounts';
    if (names.some((name) => isIn(organizations, name))) return 'trusted organizations';
    return names.some((name) => principals.fits(name) !== null) ? 'trusted principals' : null;
  };
  return {
    listOf,
    ofGrantee(grantee, event) {
      if (grantee === 'public') return 'public';
      if (isOwn(grantee, event)) return 'own';
      if (listOf(grantee) !== null) return 'trusted';
      return isSameDomain(grantee, event) ? 'sameDomain' : 'foreign';
    },
    ofAccount(account, owner) {
      if (account === owner) return 'own';
      return accounts.has(account.toLowerCase()) || isIn(organizations, account) ? 'trusted' : 'foreign';
    },
    ofActor(event) {
      const account = event.actor.account?.toLowerCase() ?? null;
      // Azure's actors carry a tenant, its logs a subscription: the two cannot be compared.
      if (account === null || event.cloud === 'azure' || account === event.account?.toLowerCase())
        return 'own';
      // Google's own agents live in projects of Google's; in AWS a service speaks for the account that it names.
      if (event.cloud === 'gcp' && event.actor.service) return 'own';
      return accounts.has(account) || isListed(principals, event) ? 'trusted' : 'foreign';
    },
  };
}

/** The lists on which trusted grantees stand: `trusted accounts`, `trusted accounts and trusted principals`. */
export function listNames(grantees: readonly string[], trust: Trust): string {
  return listed([...new Set(grantees.map(trust.listOf).filter((name) => name !== null))]);
}

function isListed(principals: PrincipalList, { actor }: SnapshotEvent): boolean {
  return principals.ofActor(actor) !== null;
}

function isIn(organizations: ReadonlySet<string | null>, name: string): boolean {
  const organization = organizationOf(name);
  return organization !== null && organizations.has(organization);
}

/**
 * Everything a grantee can be known by on the lists of the trusted, in lower case:
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
