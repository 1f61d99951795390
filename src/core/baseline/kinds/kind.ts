import type { JsonObject } from '../../providers/json.js';
import type { InventoryEntry, Place } from '../inventory.js';

/**
 * One way in which a list of snapshots is written: the output of a command of the provider's own command line, or a
 * baseline that was saved here. What is read is one JSON document: an object, or an array as `{ items }`.
 */
export interface InventoryKind {
  /** Stable; stands in reports. */
  readonly id: string;
  /** For people: the command whose output it is. */
  readonly title: string;
  /** True when a document is of this kind: told by its keys and values alone. */
  detect(document: ListDocument): boolean;
  /** Never throws: what cannot be read is left out with a reason. */
  read(document: ListDocument): KindEntries;
}

/** A document as an object, or as the objects of an array. */
export type ListDocument =
  | { readonly form: 'object'; readonly object: JsonObject }
  | { readonly form: 'array'; readonly items: readonly unknown[] };

export interface KindEntries {
  readonly entries: readonly InventoryEntry[];
  readonly problems: readonly string[];
  /** True when what is not in it does not exist: it is no answer about one thing, and not the part of a list. */
  readonly isWhole: boolean;
  /** Why nothing of it can be read, though it is of this kind. */
  readonly refusal?: string;
  /** It says itself that there is more. */
  readonly goesOn?: boolean;
  /** The time for which it speaks, when it says so itself; ISO 8601, UTC. */
  readonly asOf?: string | null;
  readonly places?: readonly Place[];
}
