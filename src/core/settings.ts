import { type AttackVersion, NEWEST_ATTACK_VERSION } from './catalogue/attack/versions.js';
import type { Severity } from './model.js';

/**
 * What the investigator says is normal, and how rules judge. The same keys stand
 * in the editor's settings (below `snapshotTrail.`) and in the command line's `--config` file.
 */
export interface Settings {
  /** Account ids, subscription, tenant or project ids that belong to the investigated organisation. */
  readonly trustedAccounts: readonly string[];
  /** AWS organisations (`o-…`, or the ARN), Azure tenants, Google organisations and domains. */
  readonly trustedOrganizations: readonly string[];
  /** ARNs, mail addresses, object and application ids; `*` stands for anything. See `normal/wildcards.ts`. */
  readonly trustedPrincipals: readonly string[];
  /** Roles, service accounts and applications of backup software besides those of the providers; `*` as above. */
  readonly serviceRoles: readonly string[];
  /** Addresses and networks (`192.0.2.0/24`, `2001:db8::/32`); empty: no network is judged. */
  readonly trustedNetworks: readonly string[];
  /** `vpce-…` of AWS, `projects/p/global/networks/n` of Google; empty: no endpoint is judged. */
  readonly trustedVpcEndpoints: readonly string[];
  /** Patterns of change tickets, such as `CHG-*`. See `normal/ticketPattern.ts`. */
  readonly changeTickets: readonly string[];
  /** Severity per rule id, instead of the rule's own; `off` silences the rule. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly burst: {
    /** How many creates (or deletes) by one identity make a burst. */
    readonly count: number;
    /** Length of the sliding window in minutes. */
    readonly minutes: number;
  };
  /** How many deletes within how many minutes are an attempt at everything there is. */
  readonly massDelete: { readonly count: number; readonly minutes: number };
  /** A snapshot that lives no longer than this is short-lived. */
  readonly shortLived: { readonly minutes: number };
  /** How many listings and look-ups within how many minutes are a search. */
  readonly enumeration: { readonly count: number; readonly minutes: number };
  /** An identity made, or first seen, within this many days before its act is new. */
  readonly newIdentity: { readonly days: number };
  /** Within this many hours a share is taken back, or backups are deleted after their protection, to cover tracks. */
  readonly coverTracks: { readonly hours: number };
  /** Whole hours without any record in the logs of an account, while a chain goes on, that can be a hole in them. */
  readonly gap: { readonly hours: number };
  /** The version of ATT&CK whose names and tactics are shown. */
  readonly attackVersion: AttackVersion;
}

export const DEFAULT_SETTINGS: Settings = {
  trustedAccounts: [],
  trustedOrganizations: [],
  trustedPrincipals: [],
  serviceRoles: [],
  trustedNetworks: [],
  trustedVpcEndpoints: [],
  changeTickets: [],
  severities: {},
  burst: { count: 5, minutes: 10 },
  massDelete: { count: 20, minutes: 60 },
  shortLived: { minutes: 60 },
  enumeration: { count: 20, minutes: 10 },
  newIdentity: { days: 7 },
  coverTracks: { hours: 24 },
  gap: { hours: 24 },
  attackVersion: NEWEST_ATTACK_VERSION,
};

/** Settings that are lists of texts. */
export const LIST_SETTINGS = [
  'trustedAccounts',
  'trustedOrganizations',
  'trustedPrincipals',
  'serviceRoles',
  'trustedNetworks',
  'trustedVpcEndpoints',
  'changeTickets',
] as const satisfies readonly (keyof Settings)[];
export type ListSetting = (typeof LIST_SETTINGS)[number];

/** Settings that are numbers below a name. */
export const THRESHOLD_SETTINGS = [
  'burst',
  'massDelete',
  'shortLived',
  'enumeration',
  'newIdentity',
  'coverTracks',
  'gap',
] as const satisfies readonly (keyof Settings)[];
export type ThresholdSetting = (typeof THRESHOLD_SETTINGS)[number];

type Limits<T> = { readonly [K in keyof T]: { readonly least: number; readonly most: number } };

const WEEK_OF_MINUTES = { least: 1, most: 10_080 };
const QUARTER_OF_HOURS = { least: 1, most: 2_160 };
const SEVERAL = { least: 2, most: 10_000 };

/** Both ends included. The manifest says the same; a test compares them. */
export const LIMITS: { readonly [K in ThresholdSetting]: Limits<Settings[K]> } = {
  burst: { count: SEVERAL, minutes: WEEK_OF_MINUTES },
  massDelete: { count: SEVERAL, minutes: WEEK_OF_MINUTES },
  shortLived: { minutes: WEEK_OF_MINUTES },
  enumeration: { count: SEVERAL, minutes: WEEK_OF_MINUTES },
  newIdentity: { days: { least: 1, most: 365 } },
  coverTracks: { hours: QUARTER_OF_HOURS },
  gap: { hours: QUARTER_OF_HOURS },
};
