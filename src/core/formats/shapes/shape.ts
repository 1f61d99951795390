import type { Cloud, RecordFormat } from '../../model.js';
import type { JsonObject } from '../../providers/json.js';

/**
 * One way in which a record of an audit log is written or wrapped. A record is what the text of the input holds as
 * one entry: a JSON object, a YAML document, or a row of a table as `{column: cell}`.
 */
export interface Shape {
  /** The contract's `format` for inputs that hold such records. */
  readonly id: RecordFormat;
  readonly cloud: Cloud;
  /** True when a record is of this shape: told by its keys and values alone. */
  detect(record: JsonObject): boolean;
  /**
   * The entries inside, each as its provider writes it natively: a CloudTrail event, an Azure Activity Log record,
   * a Google LogEntry. Usually one; several where messages are bundled; none where the record is a kind of its
   * own without API calls (a digest, an insight). Never throws: an entry that cannot be read is left out with a reason.
   */
  read(record: JsonObject): ShapeEntries;
}

export interface ShapeEntries {
  readonly entries: readonly unknown[];
  /** Why something inside could not be read; `null` when all is well. */
  readonly problem: string | null;
}

/** The only entry of a record that tells one thing. */
export function oneEntry(entry: unknown): ShapeEntries {
  return { entries: [entry], problem: null };
}
