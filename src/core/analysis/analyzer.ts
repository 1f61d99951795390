import { type LaidOut, layOut } from '../formats/layOut.js';
import { NOT_A_LOG } from '../formats/otherKind.js';
import { readRecords } from '../formats/readRecords.js';
import { isGzip } from '../formats/sniff.js';
import type { Analysis, Container, InputSummary } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { mayBeKnown, operationOf, readRecord, shapeOfValue } from '../providers/readRecord.js';
import type { Settings } from '../settings.js';
import { conclude, type ReadInput } from './conclude.js';

/** What every host gives in its own way. */
export interface AnalyzerPlatform {
  /**
   * Inflates all members of a gzip file. Keeps what could be inflated before damage (or before the platform's
   * bound was met) and then tells the `error`; never rejects on bad input. Asks `goOn` once, with at least
   * 64 KiB when there are so many, and keeps only these when the answer is no.
   */
  gunzip(
    bytes: Uint8Array,
    goOn: (beginning: Uint8Array) => boolean,
  ): Promise<{ readonly bytes: Uint8Array; readonly error: string | null }>;
  /** Hex SHA-256. */
  sha256(bytes: Uint8Array): Promise<string>;
}

const OPEN_BRACE = 0x7b;

/** What the providers and the catalogue know of records. */
const KNOWN = { wants: mayBeKnown, shapeOfValue, operationOf };

/** The one analysis: keeps what was read of each input, and concludes over all of them. */
export class Analyzer {
  readonly #platform: AnalyzerPlatform;
  readonly #inputs = new Map<string, ReadInput>();

  constructor(platform: AnalyzerPlatform) {
    this.#platform = platform;
  }

  /** Reads one input from its bytes as they lie on disk, replacing what was known of that uri. */
  async readInput({
    uri,
    bytes,
  }: {
    readonly uri: string;
    readonly bytes: Uint8Array;
  }): Promise<InputSummary> {
    const sha256 = await this.#platform.sha256(bytes);
    const unpacked = await this.#unpack(bytes);
    const drafts: Draft[] = [];
    const read = readRecords(uri, unpacked.bytes, {
      ...KNOWN,
      record(record) {
        drafts.push(...readRecord(record));
      },
    });
    return this.#keep(drafts, {
      uri,
      container: unpacked.container,
      format: read.format,
      clouds: read.clouds,
      bytes: unpacked.bytes.length,
      sha256,
      records: read.records,
      events: 0,
      duplicates: 0,
      skipped: read.skipped,
      // Of what could not be unpacked at all, only the reason says something.
      error:
        unpacked.error !== null && unpacked.bytes.length === 0
          ? unpacked.error
          : [unpacked.error, read.error].filter((error) => error !== null).join('; ') || null,
    });
  }

  /** Notes an input that could not be read at all, so that it stands in every report. */
  async refuseInput({ uri, error }: { readonly uri: string; readonly error: string }): Promise<InputSummary> {
    return this.#keep([], {
      uri,
      container: 'plain',
      format: null,
      clouds: [],
      bytes: 0,
      sha256: '',
      records: 0,
      events: 0,
      duplicates: 0,
      skipped: [],
      error,
    });
  }

  async forgetInputs(uris: readonly string[]): Promise<void> {
    for (const uri of uris) this.#inputs.delete(uri);
  }

  async conclude(settings: Settings): Promise<Analysis> {
    return conclude([...this.#inputs.values()], settings);
  }

  /** Lays an input out for reading: one record a block. Nothing is kept. */
  async layOut({ bytes }: { readonly uri: string; readonly bytes: Uint8Array }): Promise<LaidOut> {
    const unpacked = await this.#unpack(bytes);
    return layOut(unpacked.bytes, KNOWN);
  }

  #keep(drafts: readonly Draft[], summary: InputSummary): InputSummary {
    this.#inputs.set(summary.uri, { summary, drafts });
    return summary;
  }

  async #unpack(
    bytes: Uint8Array,
  ): Promise<{ container: Container; bytes: Uint8Array; error: string | null }> {
    if (!isGzip(bytes)) return { container: 'plain', bytes, error: null };
    // A megabyte may hold gigabytes of nothing: what begins without a single record is not inflated further.
    let given = true;
    const { bytes: inflated, error } = await this.#platform.gunzip(bytes, (beginning) => {
      given = beginning.includes(OPEN_BRACE);
      return given;
    });
    const stopped = `${NOT_A_LOG}: its first ${inflated.length} bytes begin no record, and no more was inflated`;
    return { container: 'gzip', bytes: inflated, error: given ? error : stopped };
  }
}
