import type { InputFile } from '../core/formats/byteStream.js';
import type { FileRef } from '../protocol/analyzer.js';

/** A file that is open for reading. */
export interface OpenFile extends InputFile {
  /** What became of the file since it was opened, when it is no longer what it was; `null` when it is. */
  changed(): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens what a reference names. Rejects with a reason for people. */
export type OpenFileRef = (file: FileRef) => Promise<OpenFile>;
