import type { JsonObject } from '../../providers/json.js';
import type { InputFile } from '../byteStream.js';
import { RowAssembler } from './parquet/assemble.js';
import { type Budget, ColumnCursor } from './parquet/columnCursor.js';
import { type Footer, type RowGroup, readFooter } from './parquet/footer.js';
import { leavesOf } from './parquet/schema.js';
import { ParquetError } from './parquet/thrift.js';

export { isParquet } from './parquet/footer.js';

export interface ParquetSink {
  /** `index` counts the rows of the file; `group` is the stretch of the row group that holds it: rows have no bytes of their own. */
  row(value: JsonObject, index: number, group: { readonly offset: number; readonly length: number }): void;
  skipped(offset: number, length: number, reason: string): void;
}

/** Writers make row groups of at most 128 MB (Spark, Hive) or a million rows; a larger one is refused. */
const MAX_GROUP_BYTES = 256 * 1024 * 1024;
/** Unpacked pages and dictionaries of one row group that are held at a time. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;
/** Missing values cost next to nothing, rows do not: every record has a time and an id of its own. */
const MAX_VALUES_PER_BYTE = 32;

/**
 * Reads the rows of a Parquet file (apache/parquet-format), one row group after another: in memory are the packed bytes of one group and a
 * page of each of its columns. Answers `null`, or why nothing of the file can be read. A row group that is damaged is told
 * as skipped from the first row on that cannot be read; the others are read. Rejects only when `file` does.
 */
export async function readParquet(file: InputFile, sink: ParquetSink): Promise<string | null> {
  let footer: Footer;
  try {
    footer = await readFooter(file);
  } catch (error) {
    return `no Parquet that can be read: ${reasonOf(error)}`;
  }
  let first = 0;
  let bytesLeft = file.size;
  for (const [number, group] of footer.groups.entries()) {
    let read = 0;
    try {
      const size = group.chunks.reduce((sum, { length }) => sum + length, 0);
      if (group.problem !== null) throw new ParquetError(group.problem);
      if (size > bytesLeft) throw new ParquetError('its columns are those of other row groups, too');
      if (size > MAX_GROUP_BYTES) throw new ParquetError(`it has more than ${MAX_GROUP_BYTES} bytes`);
      bytesLeft -= size;
      for await (const row of rowsOf(file, footer, group, size)) sink.row(row, first + read++, group);
    } catch (error) {
      sink.skipped(
        group.offset,
        group.length,
        `row group ${number + 1}, from its row ${read + 1} on: ${reasonOf(error)}`,
      );
    }
    first += Math.max(0, group.rows);
  }
  return null;
}

async function* rowsOf(
  file: InputFile,
  footer: Footer,
  group: RowGroup,
  size: number,
): AsyncIterable<JsonObject> {
  const budget: Budget = { values: size * MAX_VALUES_PER_BYTE, bytes: MAX_HELD_BYTES };
  const leaves = leavesOf(footer.schema);
  const cursors: ColumnCursor[] = [];
  for (const [index, { offset, length, codec }] of group.chunks.entries()) {
    const bytes = await file.read(offset, length);
    const leaf = leaves[index];
    if (bytes.length < length || leaf === undefined) throw new ParquetError('the file ends early');
    cursors.push(new ColumnCursor(bytes, codec, leaf, budget));
  }
  const assembler = new RowAssembler(footer.schema, cursors);
  for (let row = 0; row < group.rows; row++) yield assembler.row();
  if (cursors.some(({ isOpen }) => isOpen))
    throw new ParquetError(`more values than its ${group.rows} rows have`);
}

function reasonOf(error: unknown): string {
  if (error instanceof ParquetError) return error.message;
  throw error;
}
