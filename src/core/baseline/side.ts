import type { CopyMember, CopyMembers } from './copyMembers.js';
import type { Coverage } from './coverage.js';
import type { Inventory, InventoryEntry } from './inventory.js';
import type { Match } from './match.js';
import type { Scope } from './scope.js';

/** One list beside the logs. */
export interface Side {
  readonly inventory: Inventory;
  readonly members: CopyMembers;
  readonly coverage: Coverage;
  readonly scope: Scope;
  readonly matches: ReadonlyMap<InventoryEntry, Match>;
  /** By the copy: what the list says of it. One that is listed as gone is not there. */
  readonly listed: ReadonlyMap<CopyMember, InventoryEntry>;
}
