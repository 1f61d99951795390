import type { SnapshotEvent } from '../model.js';
import { accountInId } from '../providers/resourceId.js';
import type { ChainCase } from './chainCase.js';
import { makings } from './makings.js';

/** How a record writes a key: by a name of its own, or by an alias that may point to another key tomorrow. */
interface Written {
  readonly kind: 'key' | 'alias';
  /** The same for every spelling of it, and for no other. */
  readonly name: string;
}

/** A key's id is a UUID, with `mrk-` before it for one of several regions (AWS KMS Developer Guide, "Key identifiers"). */
const BARE_ID = /^[0-9a-z-]+$/i;
const CRYPTO_KEY = /(?:^|\/)(projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+(?:\/cryptoKeys\/[^/]+)?)/;

/**
 * `null` where nothing tells which key is meant. Azure's records name a set of keys, never the vault behind it. A bare id
 * is one of the account and region in which it is used.
 */
function writtenKey({ cloud, account, region }: SnapshotEvent, id: string): Written | null {
  if (cloud === 'gcp') {
    const path = id.match(CRYPTO_KEY)?.[1];
    return path === undefined ? null : { kind: 'key', name: `gcp ${path}` };
  }
  if (cloud !== 'aws') return null;
  let place = `${region ?? ''} ${account ?? ''}`;
  let own = id;
  if (id.startsWith('arn:')) {
    const [, , service, its, owner, name] = id.split(':');
    if (service !== 'kms' || name === undefined) return null;
    place = `${its ?? ''} ${owner ?? ''}`;
    own = name.replace(/^key\//, '');
  }
  if (own.startsWith('alias/')) return { kind: 'alias', name: `aws ${place} ${own}` };
  return BARE_ID.test(own) ? { kind: 'key', name: `aws ${place} ${own.toLowerCase()}` } : null;
}

/** The key that an event is about; `null` for an event about anything else. */
export function keyAbout(event: SnapshotEvent): string | null {
  const subject = event.resources.find(({ role, kind }) => role === 'subject' && kind === 'key');
  return subject === undefined ? null : (writtenKey(event, subject.id)?.name ?? null);
}

/** The account or project that a key belongs to, as its id tells it; else the one in whose log the event stands. */
export function keyOwner(event: SnapshotEvent): string | null {
  const id = event.resources.find(({ role, kind }) => role === 'subject' && kind === 'key')?.id ?? '';
  return (accountInId(id) ?? event.account)?.toLowerCase() ?? null;
}

/** What is encrypted with a key. */
export interface KeyUse {
  /** The chains with a step that names it, and the first such step, in the order of the chains. */
  readonly chains: ReadonlyMap<ChainCase, SnapshotEvent>;
  /** Whose chains they are: accounts and projects, in lower case. */
  readonly owners: ReadonlySet<string>;
}

/**
 * Which chains each key encrypts something of; linear in their events. A key of Google's also counts for its ring, whose
 * roles it inherits (Cloud KMS, "Access control with IAM"). An alias counts where a record names its key beside it, as
 * those with an answer do, and no other record names another.
 */
export function keyUses(chains: readonly ChainCase[]): ReadonlyMap<string, KeyUse> {
  const targets = aliasTargets(chains);
  const uses = new Map<string, { chains: Map<ChainCase, SnapshotEvent>; owners: Set<string> }>();
  const note = (key: string, chain: ChainCase, event: SnapshotEvent): void => {
    let use = uses.get(key);
    if (use === undefined) {
      use = { chains: new Map(), owners: new Set() };
      uses.set(key, use);
    }
    if (use.chains.has(chain)) return;
    use.chains.set(chain, event);
    const owner = chain.accounts[0];
    if (owner !== undefined) use.owners.add(owner.toLowerCase());
  };
  for (const chain of chains) {
    for (const event of chain.events) {
      for (const key of keysOf(event, targets)) {
        note(key, chain, event);
        const ring = key.startsWith('gcp ') ? key.replace(/\/cryptoKeys\/[^/]+$/, '') : key;
        if (ring !== key) note(ring, chain, event);
      }
    }
  }
  return uses;
}

/** The keys that an event says something is encrypted with; a call that failed encrypted nothing. */
function keysOf(event: SnapshotEvent, targets: ReadonlyMap<string, string | null>): readonly string[] {
  if (event.encryptionKeys.length === 0 || event.outcome === 'failure') return [];
  return event.encryptionKeys.flatMap((id) => {
    const written = writtenKey(event, id);
    const key = written?.kind === 'alias' ? targets.get(written.name) : written?.name;
    return key === undefined || key === null ? [] : [key];
  });
}

/** The key behind each alias; `null` where records tell of several. */
function aliasTargets(chains: readonly ChainCase[]): ReadonlyMap<string, string | null> {
  const targets = new Map<string, string | null>();
  for (const { events } of chains) {
    for (const event of events) {
      if (event.encryptionKeys.length !== 2) continue;
      const written = event.encryptionKeys.map((id) => writtenKey(event, id));
      const alias = written.find((one) => one?.kind === 'alias')?.name;
      const key = written.find((one) => one?.kind === 'key')?.name;
      if (alias === undefined || key === undefined) continue;
      const known = targets.get(alias);
      targets.set(alias, known === undefined || known === key ? key : null);
    }
  }
  return targets;
}

/** What a step encrypted: what it made, or else what it is about. */
export function encryptedBy(event: SnapshotEvent): SnapshotEvent['resources'] {
  const made = makings(event).flatMap((making) => making.made);
  return made.length > 0 ? made : event.resources.filter(({ role }) => role === 'subject');
}
