import { type ByteStream, Damaged, type InputFile } from '../formats/byteStream.js';
import { readRecords } from '../formats/readRecords.js';
import { isGzip } from '../formats/sniff.js';
import type { Container, InputSummary } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { knownBits, mayBeKnown, operationOf, readRecord, shapeOfValue } from '../providers/readRecord.js';
import type { ReadInput } from './conclude.js';

/** What every host gives to the reading of an input in its own way. */
export interface ReaderPlatform {
  /**
   * Inflates all members of a gzip file. Keeps what could be inflated before damage (or before the platform's
   * bound was met) and then tells the `error`; never rejects on bad input.
   */
  gunzip(bytes: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly error: string | null }>;
  /** Hex SHA-256. */
  sha256(bytes: Uint8Array): Promise<string>;
}

/** What the providers and the catalogue know of records. */
export const KNOWN = {
  get wanted() {
    return knownBits();
  },
  wants: mayBeKnown,
  shapeOfValue,
  operationOf,
};

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
  const start =
    unpacked.bytes[0] === 0xef && unpacked.bytes[1] === 0xbb && unpacked.bytes[2] === 0xbf ? 3 : 0;
  const read = await readRecords(
    uri,
    streamOf(unpacked.bytes.subarray(start), unpacked.error),
    {
      ...KNOWN,
      record(record) {
        const draft = readRecord(record);
        if (draft !== null) drafts.push(draft);
      },
    },
    start,
  );
  const summary: InputSummary = {
    uri,
    container: unpacked.container,
    format: read.format,
    clouds: read.clouds,
    bytes: read.bytes,
    sha256,
    records: read.records,
    events: 0,
    duplicates: 0,
    skipped: read.skipped,
    error: read.error,
  };
  return [{ summary, drafts }];
}

async function* streamOf(bytes: Uint8Array, error: string | null): ByteStream {
  yield bytes;
  if (error !== null) throw new Damaged(error);
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

export async function unpack(bytes: Uint8Array, platform: ReaderPlatform): Promise<Unpacked> {
  if (!isGzip(bytes)) return { container: 'plain', bytes, error: null };
  return { container: 'gzip', ...(await platform.gunzip(bytes)) };
}
