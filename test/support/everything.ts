import { KNOWN } from '../../src/core/analysis/readInput.js';
import type { RecordsSummary } from '../../src/core/formats/readRecords.js';
import type { ReadEntry, RecordsReader } from '../../src/core/formats/recordsTally.js';

export interface Everything {
  readonly summary: RecordsSummary;
  /** In the order in which they were told. */
  readonly records: readonly TellingRecord[];
}

export interface TellingRecord {
  /** UTF-8; empty for a row of a table. */
  readonly bytes: Uint8Array;
  readonly entries: readonly ReadEntry[];
}

/** Reads for somebody who wants every record and all that is in it. */
export async function readEverything(
  read: (reader: RecordsReader) => Promise<RecordsSummary>,
): Promise<Everything> {
  const records: TellingRecord[] = [];
  let entries: ReadEntry[] = [];
  const summary = await read({
    wanted: null,
    wants: () => true,
    operationOf: (cloud, entry) => KNOWN.operationOf(cloud, entry) ?? '',
    entry: (entry) => entries.push(entry),
    record(_number, bytes) {
      records.push({ bytes: bytes.slice(), entries });
      entries = [];
    },
  });
  return { summary, records };
}
