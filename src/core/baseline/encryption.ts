import { isCopy, makings } from '../chains/makings.js';
import type { SnapshotEvent } from '../model.js';
import type { CopyMember } from './copyMembers.js';
import type { Difference } from './difference.js';
import type { Encryption, Inventory, InventoryEntry } from './inventory.js';
import type { Side } from './side.js';

/**
 * Encrypted otherwise than the call that made it said: not at all, or under another key. What a call says that makes
 * several copies may be about any of them, and that it asked for no encryption says nothing: accounts have defaults.
 */
export function* encryptionChange(
  { encryption, ...entry }: InventoryEntry,
  member: CopyMember,
  inventory: Inventory,
): Generator<Difference> {
  const { maker } = member;
  if (encryption === null || maker === null || maker.outcome === 'failure') return;
  const { encryptionKeys: keys } = maker;
  const { key } = encryption;
  if ((keys.length === 0 && maker.encrypted !== true) || copiesMadeBy(maker) > 1) return;
  const isOther = keys.length > 0 && key !== null && keys.every((asked) => areDifferent(asked, key));
  if (encryption.isEncrypted !== false && !isOther) return;
  yield {
    change: 'encryption',
    member,
    entry: { encryption, ...entry },
    before:
      keys.length === 0
        ? 'the call that made it had it encrypted'
        : `the call that made it named the key ${keys.join(', ')}`,
    now: encryption,
    inventory,
    events: [maker],
    chain: member.chain,
  };
}

function copiesMadeBy(maker: SnapshotEvent): number {
  return makings(maker).reduce((sum, { made }) => sum + made.filter(isCopy).length, 0);
}

/** Encrypted otherwise in a later list than in an earlier one. */
export function* encryptionBetween(sides: readonly Side[]): Generator<Difference> {
  const known = new Map<CopyMember, { readonly inventory: Inventory; readonly encryption: Encryption }>();
  for (const { inventory, listed } of sides) {
    for (const [member, entry] of listed) {
      const { encryption } = entry;
      if (encryption === null) continue;
      const earlier = known.get(member);
      known.set(member, { inventory, encryption });
      if (earlier === undefined || !isOther(earlier.encryption, encryption)) continue;
      const event = member.maker ?? member.events[0];
      if (event === undefined) continue;
      yield {
        change: 'encryption',
        member,
        entry,
        before: `an earlier list (${earlier.inventory.title}) has it ${encryptionWords(earlier.encryption)}`,
        now: encryption,
        inventory,
        events: [event],
        chain: member.chain,
      };
    }
  }
}

export function encryptionWords({ isEncrypted, key }: Encryption): string {
  if (isEncrypted === false) return 'not encrypted';
  return key === null ? 'encrypted with a key of the provider' : `encrypted with the key ${key}`;
}

function isOther(before: Encryption, now: Encryption): boolean {
  if (before.isEncrypted !== null && now.isEncrypted !== null && before.isEncrypted !== now.isEncrypted)
    return true;
  return before.key !== null && now.key !== null && areDifferent(before.key, now.key);
}

/**
 * Keys are named by id, ARN, resource id or alias, and Google's with their version: only two names of one form can be
 * told to be different keys.
 */
function areDifferent(one: string, other: string): boolean {
  const a = keyId(one);
  const b = keyId(other);
  return a !== null && b !== null && a.form === b.form && a.id !== b.id;
}

function keyId(name: string): { readonly form: 'aws' | 'azure' | 'gcp'; readonly id: string } | null {
  const aws = name.match(/(?:^|:key\/)((?:mrk-)?[0-9a-f-]{32,36})$/i)?.[1];
  if (aws !== undefined) return { form: 'aws', id: aws.toLowerCase() };
  if (/^\/subscriptions\//i.test(name)) return { form: 'azure', id: name.toLowerCase() };
  const google = name.match(/^(projects\/.+\/cryptoKeys\/[^/]+)(?:\/cryptoKeyVersions\/\d+)?$/)?.[1];
  return google === undefined ? null : { form: 'gcp', id: google };
}
