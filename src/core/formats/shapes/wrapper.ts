import type { Cloud, RecordFormat } from '../../model.js';
import type { JsonObject } from '../../providers/json.js';

/** What a wrapper carries: values that go through the table of shapes again. */
export interface Carried {
  readonly values: readonly unknown[];
  /** Why something carried could not be opened; `null` when all is well. */
  readonly problem: string | null;
}

/** A record around other records: a message, an envelope, a row whose cell is the record. */
export interface Wrapper {
  /** The format for each cloud whose records it may carry: the first record inside tells which. */
  readonly ids: Readonly<Partial<Record<Cloud, RecordFormat>>>;
  /** Set when its own keys tell the cloud, whether or not anything inside can be read. */
  readonly certain: Cloud | null;
  /**
   * Where records may be inside, the likeliest place first: the first in which one is found counts. Empty when the keys
   * are not those of this wrapper. Never throws.
   */
  open(record: JsonObject): readonly Carried[];
}

export function carry(...values: readonly unknown[]): Carried {
  return { values, problem: null };
}

/** All of `parts` as one, with the first problem. */
export function carryAll(parts: readonly Carried[]): Carried {
  return {
    values: parts.flatMap(({ values }) => values),
    problem: parts.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}
