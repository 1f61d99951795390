import { applyEdits, format } from 'jsonc-parser';
import type { RecordFormat } from '../model.js';
import type { ByteStream } from './byteStream.js';
import { type RecordsReader, readRecords } from './readRecords.js';
import { NOTHING } from './recordSpan.js';
import { RecordScanner } from './texts/recordScanner.js';

export interface LaidOut {
  readonly text: string;
  readonly format: RecordFormat | null;
  /** For each wanted record: where its operation name stands in `text`; 1-based, UTF-16 units. */
  readonly marks: readonly {
    readonly record: number;
    readonly line: number;
    readonly column: number;
    readonly width: number;
  }[];
}

/**
 * An input laid out for reading: one record a block, indented, nothing added, dropped or re-ordered,
 * so that a number or an escape reads as it stands in the log. Records count as in the input.
 */
export async function layOut(bytes: Uint8Array, reader: Omit<RecordsReader, 'record'>): Promise<LaidOut> {
  const decoder = new TextDecoder('utf-8');
  const blocks: string[] = [];
  new RecordScanner().scan(bytes, 0, true, {
    ...NOTHING,
    record(span) {
      // Raw line breaks stand only between tokens; one kind of them is enough.
      const source = decoder.decode(span.bytes).replace(/\r\n?/g, '\n');
      const edits = format(source, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' });
      const { shape } = span;
      // What readRecords does not count as a record must not be counted here either.
      if (shape !== null || isRecord(source, reader)) blocks.push(applyEdits(source, edits));
    },
  });
  const text = `${blocks.join('\n')}\n`;
  const marks: { record: number; line: number; column: number; width: number }[] = [];
  const { format: found } = await readRecords('', only(new TextEncoder().encode(text)), {
    ...reader,
    record: ({ location: { record, line, column, width } }) => marks.push({ record, line, column, width }),
  });
  return { text, format: found, marks };
}

function isRecord(source: string, reader: Pick<RecordsReader, 'shapeOfValue'>): boolean {
  try {
    return reader.shapeOfValue(JSON.parse(source)) !== null;
  } catch {
    return false;
  }
}

async function* only(bytes: Uint8Array): ByteStream {
  yield bytes;
}
