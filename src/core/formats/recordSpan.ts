import type { JsonObject } from '../providers/json.js';
import type { MarkedShape, Nesting } from './recordShape.js';

/** Where a text stands, in bytes from the beginning of what holds it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A record as it stands in the text. */
export interface RecordSpan {
  /** Offset of its first byte in the text. */
  readonly offset: number;
  readonly length: number;
  /** Its bytes: only good until the call that tells them returns; empty for a row of a table. */
  readonly bytes: Uint8Array;
  readonly nesting: Nesting;
  /** What its keys tell; `null` when only the whole record can tell. */
  readonly shape: MarkedShape | null;
  /** Where its operation's name stands in `bytes`, inside the quotes; `null` when the keys do not tell. */
  readonly name: ByteRange | null;
  /** What it says, where it had to be parsed to be found. */
  readonly value?: JsonObject;
}

/** When a record was written and in whose log it stands, as the values of its keys stand in the text, inside the quotes. */
export interface Stamp {
  readonly shape: MarkedShape;
  /** What tells the account, or how it begins; `null` when no key does. Only good until the call that tells it returns. */
  readonly account: Uint8Array | null;
  readonly time: Uint8Array | null;
}

export interface ScanSink {
  record(span: RecordSpan): void;
  /** So many records that nobody wants stand between the last one told and the next. */
  passed(count: number): void;
  /** Of the records passed so far and not yet told by shape, so many are of this one. */
  passedOf(shape: MarkedShape, nesting: Nesting, count: number): void;
  /**
   * A record has this stamp. Told of all records whose operation their keys name, passed or not, but not again for a
   * record of the same log and the same hour, unless no other was earlier or later.
   */
  stamped(stamp: Stamp): void;
  skipped(offset: number, length: number, reason: string): void;
}

/** A sink that takes no notice, to be completed by what is of interest. */
export const NOTHING: ScanSink = {
  record: () => undefined,
  passed: () => undefined,
  passedOf: () => undefined,
  stamped: () => undefined,
  skipped: () => undefined,
};
