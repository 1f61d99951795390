import type { Chain } from '../model.js';
import { remembered } from '../remembered.js';

/** {@link ChainMember.key} of all members of a chain; of a long one it is asked for with each step. */
export const memberKeys = remembered(
  ({ members }: Chain): ReadonlySet<string> => new Set(members.map(({ key }) => key)),
);
