import type { ChainCase } from '../chains/chainCase.js';
import type { ProtectionKind } from '../chains/protection.js';
import type { MemberState } from '../chains/state.js';
import type { Cloud, Resource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { type CopyMember, copyMembers } from './copyMembers.js';
import { placesOf } from './coverage.js';
import type { CopyKind, Place } from './inventory.js';

/** Raised when a name of the saved file changes its meaning or goes; see `reports/baseline.schema.json`. */
export const BASELINE_VERSION = 1;
export const BASELINE_KIND = 'snapshot-trail-baseline';

/** What the logs say exists at their end, as it is saved. */
export interface SavedBaseline {
  readonly schemaVersion: typeof BASELINE_VERSION;
  readonly kind: typeof BASELINE_KIND;
  readonly tool: { readonly name: 'snapshot-trail'; readonly version: string };
  /** The logs it rests on: their first and last snapshot event, and whose they are. */
  readonly logs: {
    readonly from: string | null;
    readonly to: string | null;
    readonly places: readonly Place[];
  };
  readonly entries: readonly SavedEntry[];
}

interface SavedEntry {
  readonly key: string;
  readonly cloud: Cloud;
  readonly kind: CopyKind;
  readonly id: string;
  readonly uid: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly source: { readonly key: string; readonly kind: Resource['kind']; readonly id: string } | null;
  /** `null`: its making is not in the logs. */
  readonly created: { readonly at: string; readonly by: string | null } | null;
  readonly readableBy: readonly { readonly who: string; readonly since: string }[];
  /** The key that its making named; `null` when it named none, or is not in the logs. */
  readonly encryptionKey: string | null;
  readonly protections: readonly { readonly kind: ProtectionKind; readonly since: string }[];
  /** `proven`: its making is in the logs. `likely`: the logs only use it, so that more may be able to read it. */
  readonly certainty: 'proven' | 'likely';
}

/** The replayed inventory at the end of the logs. Does not depend on the order of anything. */
export function saveBaseline(
  events: readonly SnapshotEvent[],
  chains: readonly ChainCase[],
  version: string,
): SavedBaseline {
  const times = events.flatMap(({ time }) => (time === null ? [] : [time])).sort();
  const entries: SavedEntry[] = [];
  for (const member of copyMembers(chains).all) {
    const state = member.at(null);
    if (state.exists === true) entries.push(entryOf(member, state));
  }
  return {
    schemaVersion: BASELINE_VERSION,
    kind: BASELINE_KIND,
    tool: { name: 'snapshot-trail', version },
    logs: { from: times[0] ?? null, to: times.at(-1) ?? null, places: placesOf(events) },
    entries: entries.sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

function entryOf(member: CopyMember, state: MemberState): SavedEntry {
  const { maker } = member;
  const madeAt = state.isMade ? (maker?.time ?? null) : null;
  return {
    key: member.key,
    cloud: member.chain.cloud,
    kind: member.kind,
    id: member.resource.id,
    uid: [...member.uids].sort()[0] ?? null,
    account: member.account,
    region: member.region,
    source: sourceOf(member),
    created: madeAt === null ? null : { at: madeAt, by: maker?.actor.id ?? maker?.actor.name ?? null },
    readableBy: state.access
      .map(({ who, since }) => ({ who, since }))
      .sort((a, b) => (a.who < b.who ? -1 : a.who > b.who ? 1 : 0)),
    encryptionKey: madeAt === null ? null : keyOf(maker),
    protections: state.protections
      .map(({ kind, since }) => ({ kind, since }))
      .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    certainty: state.isMade ? 'proven' : 'likely',
  };
}

/** The one key that its making names; several may be those of other things. */
function keyOf(maker: SnapshotEvent | null): string | null {
  const [key = null, ...others] = maker?.encryptionKeys ?? [];
  return others.length === 0 ? key : null;
}

/** What its making names as its source: a volume, a database, or the copy that it was copied from. */
function sourceOf({ maker, key }: CopyMember): SavedEntry['source'] {
  const found = maker?.resources.find(
    (resource) =>
      (resource.role === 'source' || resource.role === 'subject') && keyIn(maker, resource) !== key,
  );
  return maker === null || found === undefined
    ? null
    : { key: keyIn(maker, found), kind: found.kind, id: found.id };
}
