import type { Cloud, Resource } from '../model.js';

/** What may exist in an inventory: kinds that hold a copy of data as it was. */
export type CopyKind = 'snapshot' | 'image' | 'recoveryPoint';

/** Where a copy comes from, and what is known of it, as a list of the provider's (or a saved baseline) says. */
export interface InventoryEntry {
  readonly cloud: Cloud;
  readonly kind: CopyKind;
  /** As people know it: the id, the ARN, the resource id or the name with its project. */
  readonly id: string;
  /**
   * Keys under which logs may know it (`resourceKey`), the most exact first. Several where a call names a thing in a
   * way that tells less than the list does.
   */
  readonly keys: readonly string[];
  /** What tells it from a thing of the same name before or after it: Google's number, Azure's `uniqueId`. */
  readonly uid: string | null;
  /** Account, subscription or project that owns it; `null` when the list does not say. */
  readonly account: string | null;
  readonly region: string | null;
  readonly source: EntrySource | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string | null;
  /** `pending`: it is being made, or was when the list was taken. */
  readonly state: 'ready' | 'pending' | 'gone' | 'unknown';
  /** True for one that the provider makes by itself, without a call that a log would hold. */
  readonly isAutomatic: boolean;
  /** Who may read it, besides the owner; `null` when the list does not say. */
  readonly readers: Readers | null;
  /** `null` when the list does not say. */
  readonly encryption: Encryption | null;
}

export interface EntrySource extends Resource {
  /** In the words of `resourceKey`. */
  readonly key: string;
}

export interface Readers {
  /** Account ids, principals, or `public`. */
  readonly who: readonly string[];
  /** False when others may have access that the list does not name. */
  readonly isComplete: boolean;
}

export interface Encryption {
  /** `null`: the list does not say. */
  readonly isEncrypted: boolean | null;
  /** Of the customer's key, as the list writes it; `null` for none, or for one that is not named. */
  readonly key: string | null;
}

/** The time for which an inventory speaks. */
export interface AsOf {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** `told`: said by the file or by whoever gave it. `newest`: the newest time in it; it was taken then or later. */
  readonly from: 'told' | 'newest';
}

/** A list of what existed at one moment. */
export interface Inventory {
  readonly uri: string;
  /** Id of the row in `KINDS` that read it. */
  readonly kind: string;
  /** For people: `aws ec2 describe-snapshots`. */
  readonly title: string;
  /** `null`: nothing tells when it was taken. */
  readonly asOf: AsOf | null;
  /** True when what is not in it did not exist, in the places that it is about. */
  readonly isWhole: boolean;
  /** The places whose logs a saved baseline rests on; `null` for a provider's list, whose entries tell. */
  readonly places: readonly Place[] | null;
  readonly entries: readonly InventoryEntry[];
  /** What could not be read of it, and why. */
  readonly problems: readonly string[];
}

/** An account (subscription, project) and, where the cloud's lists are made by region, a region. */
export interface Place {
  readonly cloud: Cloud;
  readonly account: string;
  readonly region: string | null;
}
