import type { ScanSink } from '../recordSpan.js';

/**
 * Finds the records of a text that comes piece by piece (UTF-8, without a byte order mark). Keeps between calls
 * whatever it must know of what came before.
 */
export interface TextScanner {
  /**
   * Tells what begins in `window`, whose first byte stands at byte `base` of the text. `last`: nothing follows.
   * Answers how many bytes of the window are done with: the rest comes again, at the beginning of a longer
   * window. A window of {@link MAX_WINDOW} bytes never comes longer: something of it must be done with, and what
   * is larger than that must be told as skipped.
   */
  scan(window: Uint8Array, base: number, last: boolean, sink: ScanSink): number;
  /** After the last window: why the text ends early, or `null`. */
  end(): string | null;
}

/** No record of the three clouds comes near: CloudTrail's are below 256 KiB. */
export const MAX_WINDOW = 64 * 1024 * 1024;
