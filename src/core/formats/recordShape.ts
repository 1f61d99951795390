import type { Cloud, RecordFormat } from '../model.js';
import type { Mark, RecordSpan } from './recordSpan.js';

/** What one record is, told by which keys it has; the input's format follows from all of its records. */
export type RecordShape =
  | 'cloudtrail'
  | 'cloudtrail-lookup'
  | 'azure-rest'
  | 'azure-eventhub'
  | 'gcp-logentry';

/** `null` when none of the known shapes fits. */
export function shapeOf(marks: readonly Mark[]): RecordShape | null {
  const has = (key: Mark['key']) => marks.some((mark) => mark.key === key);
  if (has('eventName') && has('eventSource')) return 'cloudtrail';
  if (has('lookupEvent')) return 'cloudtrail-lookup';
  if (has('methodName') || has('logName')) return 'gcp-logentry';
  if (has('operationNameValue')) return 'azure-rest';
  if (has('operationName')) return 'azure-eventhub';
  return null;
}

/** Where the operation's name stands; `undefined` when the record names it elsewhere or not at all. */
export function operationMark(shape: RecordShape, marks: readonly Mark[]): Mark | undefined {
  const key = OPERATION_KEY[shape];
  // A key that stands twice counts as JSON.parse takes it.
  return marks.findLast((mark) => mark.key === key && mark.end > mark.start);
}

const OPERATION_KEY: Readonly<Record<RecordShape, Mark['key']>> = {
  cloudtrail: 'eventName',
  'cloudtrail-lookup': 'lookupEventName',
  'azure-rest': 'operationNameValue',
  'azure-eventhub': 'operationName',
  'gcp-logentry': 'methodName',
};

/** The contract's name for a record of `shape` in its place. */
export function formatOf(shape: RecordShape, nesting: RecordSpan['nesting']): RecordFormat {
  switch (shape) {
    case 'cloudtrail':
      return nesting === 'envelope'
        ? 'cloudtrail-records'
        : nesting === 'array'
          ? 'cloudtrail-array'
          : 'cloudtrail-ndjson';
    case 'cloudtrail-lookup':
      return 'cloudtrail-lookup';
    case 'azure-rest':
      return 'azure-activity-rest';
    case 'azure-eventhub':
      return 'azure-activity-eventhub';
    case 'gcp-logentry':
      return 'gcp-logentry';
  }
}

const CLOUD_OF_SHAPE: Readonly<Record<RecordShape, Cloud>> = {
  cloudtrail: 'aws',
  'cloudtrail-lookup': 'aws',
  'azure-rest': 'azure',
  'azure-eventhub': 'azure',
  'gcp-logentry': 'gcp',
};

export function cloudOf(shape: RecordShape): Cloud {
  return CLOUD_OF_SHAPE[shape];
}

/** One format for an input: `mixed` when its records are of several; a lone CloudTrail event has a name of its own. */
export function inputFormat(counts: ReadonlyMap<RecordFormat, number>, records: number): RecordFormat | null {
  const [first] = counts.keys();
  if (first === undefined) return null;
  if (counts.size > 1) return 'mixed';
  return first === 'cloudtrail-ndjson' && records === 1 ? 'cloudtrail-event' : first;
}
