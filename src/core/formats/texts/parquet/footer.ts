import type { InputFile } from '../../byteStream.js';
import { leavesOf, type SchemaNode, schemaOf } from './schema.js';
import { numberAt, ParquetError, structAt, structsAt, ThriftReader, type ThriftStruct } from './thrift.js';

export interface Footer {
  readonly schema: SchemaNode;
  readonly groups: readonly RowGroup[];
}

export interface RowGroup {
  readonly rows: number;
  /** The bytes of all its columns. */
  readonly offset: number;
  readonly length: number;
  /** One for each leaf of the schema. */
  readonly chunks: readonly ColumnChunk[];
  /** Why it cannot be read. */
  readonly problem: string | null;
}

export interface ColumnChunk {
  readonly offset: number;
  readonly length: number;
  readonly codec: number;
}

const MAGIC = [0x50, 0x41, 0x52, 0x31];
/** Footers of real files have kilobytes. */
const MAX_FOOTER_BYTES = 16 * 1024 * 1024;

/** True for the first bytes of a Parquet file. */
export function isParquet(prefix: Uint8Array): boolean {
  return MAGIC.every((byte, index) => prefix[index] === byte);
}

/** Reads what the end of a file says of it. Rejects with {@link ParquetError} when that is no footer. */
export async function readFooter(file: InputFile): Promise<Footer> {
  const tail = await file.read(Math.max(0, file.size - 8), 8);
  if (file.size < 12 || tail.length < 8 || !isParquet(tail.subarray(4))) {
    throw new ParquetError('its footer is missing: the file is cut off');
  }
  const size = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(0, true);
  if (size > file.size - 12) throw new ParquetError(`its footer claims ${size} bytes`);
  if (size > MAX_FOOTER_BYTES)
    throw new ParquetError(`its footer has ${size} bytes, more than ${MAX_FOOTER_BYTES}`);
  const metadata = new ThriftReader(await file.read(file.size - 8 - size, size)).struct();
  const schema = schemaOf(structsAt(metadata, 2));
  const leaves = leavesOf(schema).length;
  return {
    schema,
    groups: structsAt(metadata, 4).map((group) => rowGroup(group, leaves, file.size - 8 - size)),
  };
}

/** `end`: where the footer begins, which no column reaches. */
function rowGroup(group: ThriftStruct, leaves: number, end: number): RowGroup {
  const rows = numberAt(group, 3) ?? -1;
  const chunks = structsAt(group, 1).map(columnChunk);
  const placed = chunks.filter((chunk): chunk is ColumnChunk => chunk !== null);
  const isWhole = ({ offset, length }: ColumnChunk) => offset >= 4 && length >= 0 && offset + length <= end;
  const within = placed.filter(isWhole);
  // Without a column that has a place, it may be anywhere.
  const offset =
    within.length === 0 ? 4 : within.reduce((least, chunk) => Math.min(least, chunk.offset), end);
  const to =
    within.length === 0
      ? end
      : within.reduce((most, chunk) => Math.max(most, chunk.offset + chunk.length), offset);
  const problem =
    rows < 0
      ? 'it does not say how many rows it has'
      : chunks.length !== leaves
        ? `it has ${chunks.length} columns, the schema ${leaves}`
        : within.length !== leaves
          ? 'columns lie outside the file, in another file, or are encrypted'
          : null;
  return { rows, offset, length: to - offset, chunks: within, problem };
}

function columnChunk(column: ThriftStruct): ColumnChunk | null {
  const metadata = structAt(column, 3);
  if (metadata === null || column.has(1)) return null;
  const data = numberAt(metadata, 9);
  const length = numberAt(metadata, 7);
  const codec = numberAt(metadata, 4);
  if (data === null || length === null || codec === null) return null;
  const dictionary = numberAt(metadata, 11);
  return { offset: dictionary !== null && dictionary > 0 ? Math.min(dictionary, data) : data, length, codec };
}
