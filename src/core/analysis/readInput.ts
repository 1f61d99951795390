import type { InputFile } from '../formats/byteStream.js';
import { NOT_A_LOG } from '../formats/otherKind.js';
import { type RecordsSummary, readRecords } from '../formats/readRecords.js';
import { isGzip } from '../formats/sniff.js';
import type { Container, InputSummary } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { mayBeKnown, operationOf, readRecord, shapeOfValue } from '../providers/readRecord.js';
import type { ReadInput } from './conclude.js';

/** What every host gives to the reading of an input in its own way. */
export interface ReaderPlatform {
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
export const KNOWN = { wants: mayBeKnown, shapeOfValue, operationOf };

/**
 * Reads a file from its bytes as they lie on disk: the input that it is, or the inputs that it holds when it is an
 * archive. Never rejects on bad input, only when the file cannot be read; `stopped` is asked now and then.
 */
export async function readInput(
  { uri, file }: { readonly uri: string; readonly file: InputFile },
  platform: ReaderPlatform,
  _stopped: () => boolean = () => false,
): Promise<readonly ReadInput[]> {
  const bytes = await file.read(0, file.size);
  const sha256 = await platform.sha256(bytes);
  const unpacked = await unpack(bytes, platform);
  const drafts: Draft[] = [];
  const read = readRecords(uri, unpacked.bytes, {
    ...KNOWN,
    record(record) {
      const draft = readRecord(record);
      if (draft !== null) drafts.push(draft);
    },
  });
  const summary: InputSummary = {
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
    error: errorOf(unpacked, read),
  };
  return [{ summary, drafts }];
}

/** An input that could not be read at all, so that it stands in every report. */
export function refusedInput(uri: string, error: string): ReadInput {
  return {
    drafts: [],
    summary: {
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
    },
  };
}

export interface Unpacked {
  readonly container: Container;
  readonly bytes: Uint8Array;
  readonly error: string | null;
}

/** Of what could not be unpacked at all, only the reason says something. */
function errorOf(unpacked: Unpacked, read: RecordsSummary): string | null {
  if (unpacked.error !== null && unpacked.bytes.length === 0) return unpacked.error;
  return [unpacked.error, read.error].filter((error) => error !== null).join('; ') || null;
}

export async function unpack(bytes: Uint8Array, platform: ReaderPlatform): Promise<Unpacked> {
  if (!isGzip(bytes)) return { container: 'plain', bytes, error: null };
  // A megabyte may hold gigabytes of nothing: what begins without a single record is not inflated further.
  let given = true;
  const { bytes: inflated, error } = await platform.gunzip(bytes, (beginning) => {
    given = beginning.includes(OPEN_BRACE);
    return given;
  });
  const stopped = `${NOT_A_LOG}: its first ${inflated.length} bytes begin no record, and no more was inflated`;
  return { container: 'gzip', bytes: inflated, error: given ? error : stopped };
}
