import type { JsonObject } from '../../providers/json.js';

/** A record of a text that is not JSON, with its bytes (UTF-8, without a byte order mark) and what they say. */
export interface TextRecord {
  readonly offset: number;
  readonly length: number;
  readonly value: JsonObject;
}

export interface TextRecordSink {
  record(record: TextRecord): void;
  skipped(offset: number, length: number, reason: string): void;
}

/** As `TextScanner`, for records that are parsed where they are found. */
export interface TextRecordScanner {
  scan(window: Uint8Array, base: number, last: boolean, sink: TextRecordSink): number;
  end(): string | null;
}

/**
 * A larger row or document is skipped. The largest records of the three clouds are far below: 256 KB for a
 * CloudTrail event and for a LogEntry, 1 MB for a row of Log Analytics (the providers' quota pages).
 */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;
