import { shapeFor } from '../../src/core/formats/shapes/shapes.js';
import { isObject } from '../../src/core/providers/json.js';
import type { Draft } from '../../src/core/providers/normalise.js';
import { entryReader } from '../../src/core/providers/readRecord.js';

const LOCATION = { uri: 'file:///x', record: 0, offset: 0, length: 0, line: 1, column: 1, width: 0 };

/** The events that a record tells, whatever its shape. */
export function readValue(value: unknown): Draft[] {
  const shape = isObject(value) ? shapeFor(value) : null;
  if (shape === null || !isObject(value)) return [];
  const read = entryReader();
  return shape
    .read(value)
    .entries.flatMap((entry) => read({ cloud: shape.cloud, entry, location: LOCATION }) ?? []);
}
