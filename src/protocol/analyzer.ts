import type { LaidOut } from '../core/formats/layOut.js';
import type { Analysis, InputSummary } from '../core/model.js';
import type { Settings } from '../core/settings.js';

/**
 * What the worker does for the editor. The worker keeps the events of every input,
 * so that a changed input is read alone and everything is judged together.
 */
export type AnalyzerApi = {
  /** Reads one input from its bytes as they lie on disk, replacing what was known of that uri. */
  readonly readInput: (input: { readonly uri: string; readonly bytes: Uint8Array }) => Promise<InputSummary>;
  /** Notes an input that could not be read at all, so that it stands in every report. */
  readonly refuseInput: (input: { readonly uri: string; readonly error: string }) => Promise<InputSummary>;
  /** Forgets inputs. */
  readonly forgetInputs: (uris: readonly string[]) => Promise<void>;
  /** Merges, correlates and judges the events of all inputs. */
  readonly conclude: (settings: Settings) => Promise<Analysis>;
  /** Lays an input out for reading: one record a block, pretty-printed. Nothing is kept. */
  readonly layOut: (input: { readonly uri: string; readonly bytes: Uint8Array }) => Promise<LaidOut>;
};
