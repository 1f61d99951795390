import type { Chain } from '../model.js';

const known = new WeakMap<Chain, ReadonlySet<string>>();

/** {@link ChainMember.key} of all members of a chain; of a long one it is asked for with each step. */
export function memberKeys(chain: Chain): ReadonlySet<string> {
  const keys = known.get(chain) ?? new Set(chain.members.map(({ key }) => key));
  known.set(chain, keys);
  return keys;
}
