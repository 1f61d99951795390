import type { Cloud, RecordFormat } from '../model.js';
import type { Mark, RecordSpan } from './recordSpan.js';
import type { Shape } from './shapes/shape.js';

/** What one record is: told by which keys it has, or by its whole value. The input's format follows from all of its records. */
export type RecordShape = MarkedShape | Shape;

/** The shapes that marks alone tell. */
export type MarkedShape =
  | 'cloudtrail'
  | 'cloudtrail-lookup'
  | 'azure-rest'
  | 'azure-eventhub'
  | 'gcp-logentry';

/** `null` when none of the known shapes fits. */
export function shapeOf(marks: readonly Mark[]): MarkedShape | null {
  const has = (key: Mark['key']) => marks.some((mark) => mark.key === key);
  // Azure's records have objects of these names.
  const hasText = (key: Mark['key']) => marks.some((mark) => mark.key === key && mark.end > mark.start);
  if (hasText('eventName') && hasText('eventSource')) return 'cloudtrail';
  if (has('lookupEvent')) return 'cloudtrail-lookup';
  if (has('methodName') || has('logName')) return 'gcp-logentry';
  if (has('operationNameValue')) return 'azure-rest';
  if (has('operationName')) return 'azure-eventhub';
  return null;
}

/** Where the operation's name stands; `undefined` when the record names it elsewhere or not at all. */
export function operationMark(shape: MarkedShape, marks: readonly Mark[]): Mark | undefined {
  const key = OPERATION_KEY[shape];
  // A key that stands twice counts as JSON.parse takes it.
  return marks.findLast((mark) => mark.key === key && mark.end > mark.start);
}

const OPERATION_KEY: Readonly<Record<MarkedShape, Mark['key']>> = {
  cloudtrail: 'eventName',
  'cloudtrail-lookup': 'lookupEventName',
  'azure-rest': 'operationNameValue',
  'azure-eventhub': 'operationName',
  'gcp-logentry': 'methodName',
};

/** The contract's name for a record of `shape` in its place. */
export function formatOf(shape: RecordShape, nesting: RecordSpan['nesting']): RecordFormat {
  const id = typeof shape === 'string' ? ID_OF_MARKED[shape] : shape.id;
  if (id !== 'cloudtrail-event') return id;
  return nesting === 'envelope'
    ? 'cloudtrail-records'
    : nesting === 'array'
      ? 'cloudtrail-array'
      : 'cloudtrail-ndjson';
}

/** The shape of the table that marks tell. */
export const ID_OF_MARKED: Readonly<Record<MarkedShape, Shape['id']>> = {
  cloudtrail: 'cloudtrail-event',
  'cloudtrail-lookup': 'cloudtrail-lookup',
  'azure-rest': 'azure-activity-rest',
  'azure-eventhub': 'azure-activity-eventhub',
  'gcp-logentry': 'gcp-logentry',
};

const CLOUD_OF_SHAPE: Readonly<Record<MarkedShape, Cloud>> = {
  cloudtrail: 'aws',
  'cloudtrail-lookup': 'aws',
  'azure-rest': 'azure',
  'azure-eventhub': 'azure',
  'gcp-logentry': 'gcp',
};

export function cloudOf(shape: RecordShape): Cloud {
  return typeof shape === 'string' ? CLOUD_OF_SHAPE[shape] : shape.cloud;
}

/** One format for an input: `mixed` when its records are of several; a lone CloudTrail event has a name of its own. */
export function inputFormat(counts: ReadonlyMap<RecordFormat, number>, records: number): RecordFormat | null {
  const [first] = counts.keys();
  if (first === undefined) return null;
  if (counts.size > 1) return 'mixed';
  return first === 'cloudtrail-ndjson' && records === 1 ? 'cloudtrail-event' : first;
}
