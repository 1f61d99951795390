import { eventsByKey } from '../chains/about.js';
import type { ChainCase } from '../chains/chainCase.js';
import { isCopy } from '../chains/makings.js';
import { type MemberState, replay } from '../chains/state.js';
import type { Resource, ResourceKind, SnapshotEvent } from '../model.js';
import { keyIn, resourceKey } from '../providers/resourceId.js';
import { pushTo } from '../pushTo.js';
import type { CopyKind } from './inventory.js';

/** A snapshot, image or recovery point that the logs know, with everything that they say of it. */
export interface CopyMember {
  readonly key: string;
  readonly kind: CopyKind;
  readonly resource: Resource;
  readonly chain: ChainCase;
  /** The events that name it as anything but a place where something went; in time order. */
  readonly events: readonly SnapshotEvent[];
  /** The event that made it, were it only begun; `null` when it is not in the logs. */
  readonly maker: SnapshotEvent | null;
  readonly uids: ReadonlySet<string>;
  /** Where it is: account, subscription or project, and region, as its making (or the first that is told of it) says. */
  readonly account: string | null;
  readonly region: string | null;
  /** As it was right after `time`; `null` for the end of the logs. */
  at(time: string | null): MemberState;
}

export interface CopyMembers {
  /** In the order of chains and members, each once. */
  readonly all: readonly CopyMember[];
  /** Those that a key may mean: a name that was used again means several. */
  byKey(key: string): readonly CopyMember[];
}

/** All copies that the chains hold. Linear in their events. */
export function copyMembers(chains: readonly ChainCase[]): CopyMembers {
  const all = new Map<string, CopyMember>();
  const named = new Map<string, CopyMember[]>();
  for (const chain of chains) {
    const copies = chain.members.filter((member) => isCopy(member) && !all.has(member.key));
    if (copies.length === 0) continue;
    const lists = eventsByKey(
      copies.map(({ key }) => key),
      chain.events,
    );
    const state = statesOf(chain);
    for (const { key, kind, id, madeBy } of copies) {
      if (!isCopyKind(kind)) continue;
      const events = lists.get(key) ?? [];
      const maker = madeBy === null ? null : (events.find((event) => event.id === madeBy) ?? null);
      const uids = new Set<string>();
      const names = new Set<string>([key]);
      for (const event of events) {
        for (const resource of event.resources) {
          if (keyIn(event, resource) !== key) continue;
          names.add(resourceKey(resource, event));
          if (resource.uid !== undefined) uids.add(resource.uid);
        }
      }
      const place = maker ?? events.find(({ outcome }) => outcome !== 'failure') ?? null;
      const member: CopyMember = {
        key,
        kind,
        resource: { kind, id },
        chain,
        events,
        maker,
        uids,
        ...placeOf(key, place),
        at: (time) => state(time, key),
      };
      all.set(key, member);
      for (const name of names) {
        pushTo(named, name, member);
        const alone = nameAlone(name);
        if (alone !== null) pushTo(named, alone, member);
      }
    }
  }
  return { all: [...all.values()], byKey: (key) => [...new Set(named.get(key) ?? [])] };
}

function isCopyKind(kind: ResourceKind): kind is CopyKind {
  return kind === 'snapshot' || kind === 'image' || kind === 'recoveryPoint';
}

function statesOf(chain: ChainCase): (time: string | null, key: string) => MemberState {
  const known = new Map<string | null, ReadonlyMap<string, MemberState>>();
  const chainState = replay(chain);
  return (time, key) => {
    let states = known.get(time);
    if (states === undefined) {
      states = new Map(chainState.at(time).map((state) => [state.key, state]));
      known.set(time, states);
    }
    const found = states.get(key);
    if (found === undefined) throw new Error('a member of a chain has a state');
    return found;
  };
}

/** A copy may be named in a log of another account or region than its own: what its key says goes first. */
function placeOf(key: string, event: SnapshotEvent | null): Pick<CopyMember, 'account' | 'region'> {
  const [cloud, service, type, region = '', account = ''] = key.split(' ');
  if (cloud === 'aws' && service === 'rds' && type !== undefined)
    return { account: account || null, region: region || null };
  const azure = key.match(/^azure \/subscriptions\/([^/]+)\//)?.[1];
  if (azure !== undefined) return { account: azure, region: null };
  const project = key.match(/^gcp (?:\S+ )?projects\/([^/]+)\//)?.[1];
  if (project !== undefined) return { account: project, region: null };
  return { account: event?.account ?? null, region: event?.region ?? null };
}

/** A key for a database snapshot that is known by its name alone, as the answers about its permissions name it. */
export function rdsNameKey(type: string, name: string): string {
  return `aws rds ${type} ? ? ${name.toLowerCase()}`;
}

function nameAlone(key: string): string | null {
  const [cloud, service, type, , , ...name] = key.split(' ');
  return cloud === 'aws' && service === 'rds' && type?.endsWith('snapshot') === true && name.length > 0
    ? rdsNameKey(type, name.join(' '))
    : null;
}
