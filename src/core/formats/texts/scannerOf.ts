import type { Kernel } from '../kernel/kernel.js';
import type { ScanSink } from '../recordSpan.js';
import { CsvScanner } from './csv.js';
import { textKind } from './kinds.js';
import { RecordScanner } from './recordScanner.js';
import type { TextRecordScanner } from './textRecords.js';
import type { TextScanner } from './textScanner.js';
import { YamlScanner } from './yaml.js';

/** The scanner for a text that begins with `prefix`. */
export function scannerOf(prefix: Uint8Array, kernel: Kernel | null): TextScanner {
  switch (textKind(prefix)) {
    case 'csv':
      return withBytes(new CsvScanner());
    case 'yaml':
      return withBytes(new YamlScanner());
    default:
      return new RecordScanner({ kernel });
  }
}

/** Records that were parsed where they were found, told like others. */
function withBytes(scanner: TextRecordScanner): TextScanner {
  return {
    scan(window: Uint8Array, base: number, last: boolean, sink: ScanSink): number {
      return scanner.scan(window, base, last, {
        skipped: (offset, length, reason) => sink.skipped(offset, length, reason),
        record: ({ offset, length, value }) =>
          sink.record({
            offset,
            length,
            bytes: window.subarray(offset - base, offset - base + length),
            nesting: 'root',
            shape: null,
            name: null,
            value,
          }),
      });
    },
    end: () => scanner.end(),
  };
}
