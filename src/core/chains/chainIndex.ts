import type { ChainMember, SnapshotEvent } from '../model.js';
import type { ChainCase } from './buildChains.js';

/** Look-ups over one chain, for a chain may have thousands of members. */
export interface ChainIndex {
  /** By {@link ChainMember.key}. */
  member(key: string): ChainMember | undefined;
  event(id: string): SnapshotEvent | undefined;
}

const indexes = new WeakMap<ChainCase, ChainIndex>();

/** The look-ups of a chain, built when they are first asked for. */
export function chainIndex(chain: ChainCase): ChainIndex {
  let index = indexes.get(chain);
  if (index === undefined) {
    const members = new Map(chain.members.map((member) => [member.key, member]));
    const events = new Map(chain.events.map((event) => [event.id, event]));
    index = { member: (key) => members.get(key), event: (id) => events.get(id) };
    indexes.set(chain, index);
  }
  return index;
}
