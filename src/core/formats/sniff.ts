import type { Cloud, Container, RecordFormat } from '../model.js';
import { cloudOf, formatOf } from './recordShape.js';
import { NOTHING } from './recordSpan.js';
import { RecordScanner } from './texts/recordScanner.js';

export interface Sniffed {
  readonly container: Container;
  /** `null` for a container whose inside has not been looked at. */
  readonly format: RecordFormat | null;
  readonly cloud: Cloud | null;
}

/** How much of a file {@link sniff} wants to see. */
export const SNIFF_BYTES = 64 * 1024;

/** True for the first bytes of a gzip member (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Says from the first bytes of a file, never from its name, whether it may be an audit log;
 * `null` when it is none. A record that does not end within the prefix still counts by its keys.
 */
export function sniff(prefix: Uint8Array): Sniffed | null {
  if (isGzip(prefix)) return { container: 'gzip', format: null, cloud: null };
  let found: Sniffed | null = null;
  const scanner = new RecordScanner({ unfinished: true });
  scanner.scan(prefix, 0, true, {
    ...NOTHING,
    record({ shape, nesting }) {
      if (found === null && shape !== null)
        found = { container: 'plain', format: formatOf(shape, nesting), cloud: cloudOf(shape) };
    },
  });
  return found;
}
