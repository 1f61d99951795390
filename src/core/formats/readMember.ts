import { type ByteStream, Damaged, type InputFile } from './byteStream.js';
import { ByteReader } from './containers/byteReader.js';
import { fileOfPieces } from './containers/heldFile.js';
import { MAX_HELD_BYTES, type Member } from './containers/members.js';
import { NOT_A_LOG } from './otherKind.js';
import { type RecordsSummary, readRecords } from './readRecords.js';
import { NO_TIMES, type RecordsReader, RecordsTally } from './recordsTally.js';
import { isParquet, readParquet } from './texts/parquet.js';

/** Enough to know what is read at any place, not from the beginning on. */
const MAGIC_BYTES = 4;

/**
 * Reads what a member of `file` holds: text from its beginning to its end, a table at any place. Never rejects on bad
 * input, only when the file cannot be read.
 */
export async function readMember(
  uri: string,
  { bytes, path, container }: Member,
  file: InputFile,
  reader: RecordsReader,
): Promise<RecordsSummary> {
  const input = new ByteReader(bytes);
  try {
    if (!isParquet(await input.peek(MAGIC_BYTES))) return await readRecords(uri, restOf(input), reader);
    if (path.length === 0 && container === 'plain') return await readTable(uri, file, reader);
    const pieces: Uint8Array[] = [];
    let held = 0;
    for await (const piece of input.pieces()) {
      held += piece.length;
      if (held > MAX_HELD_BYTES) return tooLarge(held);
      pieces.push(piece.slice());
    }
    const summary = await readTable(uri, fileOfPieces(pieces), reader);
    const reasons = [input.failure?.message, summary.error].filter((reason) => reason != null);
    return { ...summary, error: reasons.join('; ') || null };
  } finally {
    await input.close();
  }
}

async function* restOf(input: ByteReader): ByteStream {
  yield* input.pieces();
  if (input.failure !== null) throw new Damaged(input.failure.message);
}

/** Rows have no bytes and no lines of their own: they are told at the stretch that holds them. */
async function readTable(uri: string, file: InputFile, reader: RecordsReader): Promise<RecordsSummary> {
  const tally = new RecordsTally(uri, reader, (offset) => ({ offset, line: 1, column: 1 }));
  const error = await readParquet(file, {
    row: (value, _index, { offset, length }) =>
      tally.record({ offset, length, bytes: NO_BYTES, nesting: 'root', shape: null, name: null, value }),
    skipped: (offset, length, reason) => tally.skipped(offset, length, reason),
  });
  const { records, format, clouds, skippedStretches: skipped, times } = tally;
  const nothing = records === 0 ? `${NOT_A_LOG}: a table of another kind` : null;
  return { records, format, clouds, skipped, error: error ?? nothing, bytes: file.size, times };
}

const NO_BYTES = new Uint8Array();

function tooLarge(held: number): RecordsSummary {
  const error = `a Parquet file inside another container, larger than the ${MAX_HELD_BYTES} bytes that can be held`;
  return { records: 0, format: null, clouds: [], skipped: [], error, bytes: held, times: NO_TIMES };
}
