import type { CopyMember } from './copyMembers.js';
import { placeKey } from './coverage.js';
import type { Inventory } from './inventory.js';

/** What a list is about: only there does it say something that a thing is missing from it. */
export interface Scope {
  includes(member: CopyMember): boolean;
  /** The region of a list that does not name it itself, told by what the logs know of its entries. */
  readonly region: string | null;
}

/** Keys of what a kind of list may hold. */
const FAMILIES: Readonly<Record<string, RegExp>> = {
  'saved-baseline': /^/,
  'aws-ebs-snapshots': /^aws snap-/,
  'aws-images': /^aws ami-/,
  'aws-rds-snapshots': /^aws rds snapshot /,
  'aws-rds-cluster-snapshots': /^aws rds cluster-snapshot /,
  'azure-snapshots':
    /^azure \/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.compute\/snapshots\/[^/]+$/,
  'gcp-snapshots': /^gcp projects\/[^/]+\/(?:global|regions\/[^/]+)\/snapshots\//,
};

/**
 * A list is made for an account and, in AWS, for a region; which, only its entries tell. EC2's do not name their
 * region: it is that of those which the logs know. Azure's may be made for one resource group: when all entries are of
 * one, it says nothing about others. A list without entries says nothing. Filters that whoever made it asked for
 * cannot be seen.
 */
export function scopeOf(inventory: Inventory, known: readonly CopyMember[]): Scope {
  const { kind, entries, places } = inventory;
  const family = FAMILIES[kind];
  if (places !== null) {
    const own = new Set(places.map(({ cloud, account, region }) => placeKey(cloud, account, region)));
    return {
      region: null,
      includes: ({ account, region, chain }) =>
        account !== null && own.has(placeKey(chain.cloud, account, region)),
    };
  }
  const accounts = new Set(entries.flatMap(({ account }) => account?.toLowerCase() ?? []));
  const named = new Set(entries.flatMap(({ region }) => region ?? []));
  const learned = new Set(known.flatMap(({ region }) => region ?? []));
  const isAws = entries[0]?.cloud === 'aws';
  const regions = named.size > 0 ? named : learned;
  const groups = new Set(entries.flatMap(({ id }) => groupOf(id) ?? []));
  const [onlyGroup] = groups.size === 1 ? groups : [];
  const [onlyRegion] = learned.size === 1 ? learned : [];
  return {
    region: onlyRegion ?? null,
    includes: ({ key, account, region }) =>
      family?.test(key) === true &&
      account !== null &&
      accounts.has(account.toLowerCase()) &&
      (!isAws || (region !== null && regions.has(region))) &&
      (onlyGroup === undefined || key.includes(`/resourcegroups/${onlyGroup}/`)),
  };
}

function groupOf(id: string): string | null {
  return id.toLowerCase().match(/^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\//)?.[1] ?? null;
}
