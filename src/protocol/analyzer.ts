import type { FileRead, Kept } from '../core/analysis/analyzer.js';
import type { ListsRead } from '../core/baseline/readInventory.js';
import type { SavedBaseline } from '../core/baseline/saveBaseline.js';
import type { LaidOut } from '../core/formats/layOut.js';
import type { InputSummary } from '../core/model.js';
import type { Settings } from '../core/settings.js';
import type { AnalysisHead, AnalysisPart } from './analysisParts.js';

/** Where the bytes of a file are: at a path that a worker can read itself, or handed over. */
export type FileRef =
  /** A path whose bytes are no UTF-8 comes as these bytes. */
  | { readonly kind: 'path'; readonly path: string | Uint8Array }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export interface FileJob {
  readonly uri: string;
  readonly file: FileRef;
  /** The user named this very file: it is read to its end even when it does not look like a log. */
  readonly named: boolean;
  /** In bytes, as far as is known: the largest files are read first. */
  readonly size: number;
}

/** A file of lists to compare with. */
export interface ListJob {
  readonly uri: string;
  readonly file: FileRef;
  /** When the lists were taken that do not say it themselves, as whoever gives them says; ISO 8601. */
  readonly asOf: string | null;
}

export interface LayOutJob {
  /** Of the input: of the file, or of a member in it. */
  readonly uri: string;
  readonly file: FileRef;
}

/**
 * What the worker does for the editor. The worker keeps the events of every input,
 * so that a changed input is read alone and everything is judged together.
 */
export type AnalyzerApi = {
  /** Reads a file, replacing what was known of that uri: the input that it is, or those that it holds. */
  readonly readInput: (job: FileJob) => Promise<Kept>;
  /** Ends every reading that was asked for so far; each answers `stopped`, and what was known before stays. */
  readonly stop: (nothing: null) => Promise<void>;
  /** Notes an input that could not be read at all, so that it stands in every report. */
  readonly refuseInput: (input: {
    readonly uri: string;
    readonly error: string;
  }) => Promise<readonly InputSummary[]>;
  /** Forgets files, with everything that was read of them. */
  readonly forgetInputs: (uris: readonly string[]) => Promise<void>;
  /** Compares with the lists of a file from now on; answers why it has none, or `null`. */
  readonly readBaseline: (job: ListJob) => Promise<string | null>;
  readonly forgetBaselines: (nothing: null) => Promise<void>;
  /** What the logs say exists at their end; `version` is that of the program. */
  readonly saveBaseline: (version: string) => Promise<SavedBaseline>;
  /** Merges, correlates and judges the events of all inputs. The result waits to be fetched part by part. */
  readonly conclude: (settings: Settings) => Promise<AnalysisHead>;
  /** A part of what was concluded last, from 0; the last part ends the waiting. */
  readonly concluded: (part: number) => Promise<AnalysisPart>;
  /** Lays an input out for reading: one record a block, pretty-printed. Nothing is kept. */
  readonly layOut: (job: LayOutJob) => Promise<LaidOut>;
};

/** What a reader does for the analyzer: everything that takes the bytes of a file, and nothing that outlives it. */
export type ReaderApi = {
  /** `run`: the number of stops before this was asked for; see the reader's `stopped`. */
  readonly read: (job: FileJob & { readonly run: number }) => Promise<FileRead>;
  readonly readLists: (job: ListJob) => Promise<ListsRead>;
  readonly layOut: (job: LayOutJob & { readonly records: readonly number[] }) => Promise<LaidOut>;
};
