import type { BaselineJob } from '../core/analysis/analyzer.js';
import type { SavedBaseline } from '../core/baseline/saveBaseline.js';
import type { LaidOut } from '../core/formats/layOut.js';
import type { Analysis, InputSummary } from '../core/model.js';
import type { Settings } from '../core/settings.js';

/**
 * What the worker does for the editor. The worker keeps the events of every input,
 * so that a changed input is read alone and everything is judged together.
 */
export type FileRef =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** A file, and where its bytes are: at a path that the worker can read itself, or handed over. */
export interface FileJob {
  readonly uri: string;
  readonly file: FileRef;
}

export type AnalyzerApi = {
  /** Reads a file, replacing what was known of that uri: the input that it is, or those that it holds. */
  readonly readInput: (job: FileJob) => Promise<readonly InputSummary[]>;
  /** Notes an input that could not be read at all, so that it stands in every report. */
  readonly refuseInput: (input: {
    readonly uri: string;
    readonly error: string;
  }) => Promise<readonly InputSummary[]>;
  /** Forgets inputs. */
  readonly forgetInputs: (uris: readonly string[]) => Promise<void>;
  /** Merges, correlates and judges the events of all inputs. */
  readonly conclude: (settings: Settings) => Promise<Analysis>;
  /** Reads a list to compare with; answers why it is none, or `null`. */
  readonly readBaseline: (job: BaselineJob) => Promise<string | null>;
  readonly forgetBaselines: (nothing: null) => Promise<void>;
  /** What the logs say exists at their end; `version` is that of the program. */
  readonly saveBaseline: (version: string) => Promise<SavedBaseline>;
  /** Lays an input out for reading: one record a block, pretty-printed. Nothing is kept. */
  readonly layOut: (job: FileJob) => Promise<LaidOut>;
};
