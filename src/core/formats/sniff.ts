import type { Cloud, Container, RecordFormat } from '../model.js';
import { isObject } from '../providers/json.js';
import { wrappingOf } from './containers/magic.js';
import { asTextPrefix } from './containers/utf8.js';
import { formatOf } from './recordShape.js';
import { NOTHING, type RecordSpan } from './recordSpan.js';
import { shapeFor, shapeNamed } from './shapes/shapes.js';
import { textKind } from './texts/kinds.js';
import { RecordScanner } from './texts/recordScanner.js';

export interface Sniffed {
  readonly container: Container;
  /** `null` for a container, a table or YAML, whose inside has not been looked at. */
  readonly format: RecordFormat | null;
  readonly cloud: Cloud | null;
}

/** How much of a file {@link sniff} wants to see. */
export const SNIFF_BYTES = 64 * 1024;

/**
 * Says from the first bytes of a file, never from its name, whether it may be an audit log;
 * `null` when it is none. A record that does not end within the prefix still counts by its keys.
 */
export function sniff(prefix: Uint8Array): Sniffed | null {
  const container = wrappingOf(prefix);
  if (container !== null) return { container, format: null, cloud: null };
  const text = asTextPrefix(prefix);
  if (textKind(text) !== 'json') return { container: 'plain', format: null, cloud: null };
  let found: Sniffed | null = null;
  new RecordScanner({ unfinished: true }).scan(text, 0, true, {
    ...NOTHING,
    record(span) {
      const shape = found === null ? shapeOf(span) : null;
      if (shape !== null)
        found = { container: 'plain', format: formatOf(shape, span.nesting), cloud: shape.cloud };
    },
  });
  return found;
}

function shapeOf({ shape, bytes }: RecordSpan) {
  const record = parsed(bytes);
  return (isObject(record) ? shapeFor(record) : null) ?? (shape && shapeNamed(shape.id));
}

/** `undefined` for a record that is broken, or cut off by the end of the prefix. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch {
    return undefined;
  }
}
