import type { KeyMark } from './keyMarks.js';

/** Where a value of interest stands: byte range inside its quotes, and its line. */
export interface Mark {
  readonly key: KeyMark;
  readonly start: number;
  readonly end: number;
  /** 0-based line and the byte offset at which that line starts. */
  readonly line: number;
  readonly lineStart: number;
}

export interface RecordSpan {
  /** Byte offset and length of the record. */
  readonly offset: number;
  readonly length: number;
  readonly nesting: 'root' | 'array' | 'envelope';
  /** The envelope key above the record, as it is written; `null` elsewhere. */
  readonly envelope: string | null;
  /** Line of the record's first byte, 0-based, and the offset at which that line starts. */
  readonly line: number;
  readonly lineStart: number;
  readonly marks: readonly Mark[];
}

export interface ScanSink {
  record(span: RecordSpan): void;
  skipped(offset: number, length: number, reason: string): void;
}
