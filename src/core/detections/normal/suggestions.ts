import { type Finding, SEVERITIES, type Severity, type SnapshotEvent } from '../../model.js';
import type { ListSetting } from '../../settings.js';
import { listProblem } from './listItems.js';
import { parseAddress } from './networks.js';

/** The lists that a finding can suggest an entry for. */
const SUGGESTED_LISTS = [
  'trustedAccounts',
  'trustedOrganizations',
  'trustedPrincipals',
  'trustedNetworks',
  'trustedVpcEndpoints',
] as const satisfies readonly ListSetting[];
export type SuggestedList = (typeof SUGGESTED_LISTS)[number];

/** A change of the settings that would make a finding expected, or weigh otherwise. */
export type SettingChange =
  | { readonly kind: 'add'; readonly setting: SuggestedList; readonly value: string }
  | { readonly kind: 'severity'; readonly rule: string; readonly severity: Severity | 'off' };

/** Suggestions of one list; a burst shared with a hundred accounts is no matter of a click. */
const MAX_OF_A_LIST = 3;
/** Events of a finding that are looked at. */
const MAX_EVENTS = 200;

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/**
 * What is written into the settings is stricter than what may stand in logs: no wildcard, nothing that only looks like
 * an id. IAM names hold `\w+=,.@-` and slashes in paths ("IAM and STS quotas" of the IAM User Guide).
 */
const PLAIN: Readonly<Record<SuggestedList, readonly RegExp[]>> = {
  // AWS account, Google project, Azure subscription or tenant.
  trustedAccounts: [/^[0-9]{12}$/, /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, GUID],
  trustedOrganizations: [/^o-[a-z0-9]{10,32}$/, /^(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}$/],
  trustedPrincipals: [
    /^arn:aws(?:-[a-z]+)*:iam::[0-9]{12}:(?:user|role)\/[\w+=,.@/-]{1,600}$/,
    /^[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}$/i,
    GUID,
  ],
  trustedNetworks: [/^[0-9a-f.:]{2,45}$/i],
  trustedVpcEndpoints: [
    /^vpce-[0-9a-z]{4,32}$/,
    /^projects\/[a-z0-9:.-]{1,100}\/global\/networks\/[a-z0-9-]{1,63}$/,
  ],
};

const RULE_ID = /^[a-z]{1,32}(?:\.[a-zA-Z]{1,32}){1,6}$/;

/** True when a value out of a log may be written into that list. */
function isPlain(setting: SuggestedList, value: string): boolean {
  if (!PLAIN[setting].some((pattern) => pattern.test(value))) return false;
  return setting === 'trustedNetworks' ? parseAddress(value) !== null : listProblem(setting, value) === null;
}

/** A change out of a value of unknown origin, such as the argument of a command; `null` when it is none. */
export function parseChange(value: unknown): SettingChange | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, setting, value: entry, rule, severity } = value as Readonly<Record<string, unknown>>;
  if (kind === 'add') {
    const list = SUGGESTED_LISTS.find((name) => name === setting);
    if (list === undefined || typeof entry !== 'string' || !isPlain(list, entry)) return null;
    return { kind, setting: list, value: entry };
  }
  if (kind !== 'severity' || typeof rule !== 'string' || !RULE_ID.test(rule)) return null;
  const known = severity === 'off' ? 'off' : SEVERITIES.find((item) => item === severity);
  return known === undefined ? null : { kind, rule, severity: known };
}

/**
 * The entries that would make a finding expected, or explain part of it. None for one that is expected already, and
 * none of what is not exactly an id.
 */
export function suggestionsFor(finding: Finding, events: readonly SnapshotEvent[]): readonly SettingChange[] {
  if (finding.suppressed !== null) return [];
  const found: SettingChange[] = [];
  const add = (setting: SuggestedList, values: readonly (string | null)[]): void => {
    const plain = values.filter((value) => value !== null && isPlain(setting, value)) as string[];
    for (const value of [...new Set(plain)].slice(0, MAX_OF_A_LIST))
      found.push({ kind: 'add', setting, value });
  };
  const looked = events.slice(0, MAX_EVENTS);
  const grantees = looked.flatMap((event) => (event.action === 'share' ? event.sharedWith : []).map(bare));
  add('trustedAccounts', [...grantees, ...looked.map(foreignAccount)].map(withoutOwn(looked)));
  add('trustedOrganizations', grantees.map(organizationIn));
  add('trustedPrincipals', [...grantees.map(personIn), ...looked.map(principalOf)]);
  add(
    'trustedNetworks',
    looked.map(({ sourceIp }) => addressOf(sourceIp)),
  );
  add(
    'trustedVpcEndpoints',
    looked.map(({ vpcEndpoint, network }) => vpcEndpoint ?? network),
  );
  return found;
}

/** `domain:example.com` and the like without their kind; a service account's project, or a role's account, is what is shared with. */
function bare(grantee: string): string {
  const owner =
    grantee.match(/^serviceAccount:[^@]+@([^.@]+)\.iam\.gserviceaccount\.com$/i)?.[1] ??
    grantee.match(/^arn:[a-z-]+:(?:iam|sts)::([0-9]+):/)?.[1];
  return owner ?? grantee.replace(/^domain:/i, '');
}

/** The account of one who acted in another's log; Azure's tenants and subscriptions cannot be compared. */
function foreignAccount({ cloud, actor, account }: SnapshotEvent): string | null {
  return cloud === 'azure' || actor.account === account ? null : actor.account;
}

function withoutOwn(events: readonly SnapshotEvent[]): (account: string | null) => string | null {
  const own = new Set(events.map(({ account }) => account));
  return (account) => (own.has(account) ? null : account);
}

/** A person or group that Google's grants name. */
function personIn(grantee: string): string | null {
  return grantee.match(/^(?:user|group):(.+)$/i)?.[1] ?? null;
}

function organizationIn(grantee: string): string | null {
  return (
    grantee.match(/^arn:[a-z-]+:organizations::[0-9]*:(?:organization|ou)\/(o-[a-z0-9]+)/)?.[1] ?? grantee
  );
}

/** The role behind a session rather than the session, whose name anybody who may assume the role chooses. */
function principalOf({ actor }: SnapshotEvent): string | null {
  if (actor.service || actor.type === 'Root') return null;
  return actor.aliases.find((alias) => alias.startsWith('arn:')) ?? actor.id;
}

/** Without a port and brackets. */
function addressOf(source: string | null): string | null {
  if (source === null) return null;
  return source.match(/^\[([^\]]+)\]/)?.[1] ?? source.match(/^([0-9.]+):[0-9]+$/)?.[1] ?? source;
}
