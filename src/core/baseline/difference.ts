import type { ChainCase } from '../chains/chainCase.js';
import type { SnapshotEvent } from '../model.js';
import type { CopyMember } from './copyMembers.js';
import type { Encryption, Inventory, InventoryEntry } from './inventory.js';

/** Somebody who gained or lost access; `by` is `null` when no call in the logs did it. */
export interface AccessChange {
  readonly who: string;
  readonly by: SnapshotEvent | null;
}

interface Base {
  readonly inventory: Inventory;
  /** What it rests on, in time order; never empty. */
  readonly events: readonly SnapshotEvent[];
  readonly chain: ChainCase | null;
}

/** Something in which the logs and a list do not agree, or in which things changed after the list was taken. */
export type Difference =
  | (Base & {
      readonly change: 'added';
      readonly member: CopyMember;
      readonly by: SnapshotEvent;
      readonly deletedBy: SnapshotEvent | null;
    })
  | (Base & {
      readonly change: 'deleted';
      readonly member: CopyMember;
      readonly entry: InventoryEntry;
      readonly by: SnapshotEvent;
    })
  | (Base & {
      readonly change: 'permission';
      readonly member: CopyMember;
      readonly entry: InventoryEntry;
      readonly letIn: readonly AccessChange[];
      readonly letOut: readonly AccessChange[];
    })
  | (Base & {
      readonly change: 'encryption';
      readonly member: CopyMember;
      readonly entry: InventoryEntry;
      /** What the one before says: the logs or an older list, in words. */
      readonly before: string;
      readonly now: Encryption;
    })
  | (Base & { readonly change: 'unexplained'; readonly why: Unexplained });

/** What no event in the logs explains. */
export type Unexplained =
  /** Listed, made while the logs go on, and no event that made it. */
  | {
      readonly kind: 'unmade';
      readonly entries: readonly InventoryEntry[];
      /** Milliseconds between the events around it. */
      readonly hole: number;
    }
  /** In the logs as existing, and missing from a list that should have it. */
  | { readonly kind: 'missing'; readonly member: CopyMember; readonly since: string }
  /** Deleted by the logs, and listed later. */
  | { readonly kind: 'back'; readonly member: CopyMember; readonly deletedBy: SnapshotEvent }
  /** Another thing under the same name. */
  | { readonly kind: 'replaced'; readonly member: CopyMember; readonly entry: InventoryEntry }
  /** Taken from something else than the logs say. */
  | {
      readonly kind: 'source';
      readonly member: CopyMember;
      readonly entry: InventoryEntry;
      readonly logged: string;
    };

/** What came of comparing with lists. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** Per list, by its uri: what the comparison cannot say, and why. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
}
