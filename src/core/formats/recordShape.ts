import type { Cloud, RecordFormat } from '../model.js';
import type { KeyMark } from './keyMarks.js';
import type { Nesting } from './recordSpan.js';

/** What one record is, told by which keys it has; the input's format follows from all of its records. */
export type RecordShape =
  | 'cloudtrail'
  | 'cloudtrail-lookup'
  | 'azure-rest'
  | 'azure-eventhub'
  | 'gcp-logentry';

/** What the keys of a record tell; `null` when none of the known shapes fits. */
export function shapeOf(keys: readonly KeyMark[]): RecordShape | null {
  const has = (key: KeyMark) => keys.includes(key);
  if (has('eventName') && has('eventSource')) return 'cloudtrail';
  if (has('lookupEvent')) return 'cloudtrail-lookup';
  if (has('methodName') || has('logName')) return 'gcp-logentry';
  if (has('operationNameValue')) return 'azure-rest';
  if (has('operationName')) return 'azure-eventhub';
  return null;
}

/** The key whose value names the operation. */
export const OPERATION_KEY: Readonly<Record<RecordShape, KeyMark>> = {
  cloudtrail: 'eventName',
  'cloudtrail-lookup': 'lookupEventName',
  'azure-rest': 'operationNameValue',
  'azure-eventhub': 'operationName',
  'gcp-logentry': 'methodName',
};

/** The contract's name for a record of `shape` in its place. */
export function formatOf(shape: RecordShape, nesting: Nesting): RecordFormat {
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
