import type { Action, ChainMember, Cloud, Resource, SnapshotEvent } from '../model.js';

/** A chain before it is judged. */
export interface ChainCase {
  readonly id: string;
  readonly cloud: Cloud;
  readonly root: Resource;
  readonly source: Resource | null;
  /** In time order. */
  readonly events: readonly SnapshotEvent[];
  /** Of each of them, its id. */
  readonly ids: readonly string[];
  /** Of each of them, what was done or tried. */
  readonly trail: readonly Action[];
  /** The same, each once. */
  readonly actions: ReadonlySet<Action>;
  /** One of them gives a whole list of who has access. */
  readonly hasAccessLists: boolean;
  /** Of one of them only the beginning is logged. */
  readonly hasPending: boolean;
  /** One of them has no time. */
  readonly hasUndated: boolean;
  readonly members: readonly ChainMember[];
  /** The same with the events that made and removed them. */
  readonly parts: readonly ChainPart[];
  readonly accounts: readonly string[];
  /** One call named too many sources and results for all to be linked. */
  readonly isPartial: boolean;
  /** Things made of it that have a chain of their own, because too many chains lead to them. */
  readonly goesOnIn: readonly Resource[];
  /** It begins with such a thing. */
  readonly goesOnFrom: boolean;
  /** Events of {@link events} that name no member and are likely, not surely, about one. */
  readonly likely: ReadonlySet<SnapshotEvent>;
  readonly odd: readonly OddSteps[];
  /** In time order, the first of many: none of {@link events}. */
  readonly keyGrants: readonly KeyGrant[];
  /** How many more there are. */
  readonly moreKeyGrants: number;
}

/** False when nothing in a chain ever gave access to anybody. */
export function mayBeOpen({ actions, hasAccessLists }: ChainCase): boolean {
  return actions.has('share') || hasAccessLists;
}

/** Successful steps on a member that by their time stand before its making, or after its delete. */
export interface OddSteps {
  readonly member: ChainMember;
  readonly early: number;
  readonly late: number;
}

/** A member of a chain with the events that made and removed it, where the logs hold them. */
export interface ChainPart {
  readonly member: ChainMember;
  readonly made: SnapshotEvent | null;
  readonly gone: SnapshotEvent | null;
}

/** Who of another account was let in to a key, or shut out of it again. */
export interface KeyGrant {
  readonly event: SnapshotEvent;
  /** Those who belong neither to the account of the key nor to one whose data it encrypts; never empty. */
  readonly outsiders: readonly string[];
}
